package dev.perf.engine.internal.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of templates.
 *
 * @param name by which it is called
 * @param parameters what it is to be called with, for messages: {@code "from", "to"}
 * @param needed how many of these cannot be left out; the last of more than the parameters may be repeated
 * @param kind what its result depends on
 * @param preparation turns a call into what is done for each user
 */
record Function(String name, List<String> parameters, int needed, Kind kind, Preparation preparation) {

    /** What a result depends on. */
    enum Kind {
        /** Its arguments alone: with constant ones it is called once, when the plan is compiled. */
        CONSTANT,
        /** The user too: a call with constant arguments is tried when the plan is compiled. */
        USER,
        /** What it was called with before: it is never tried. */
        STATE
    }

    /** What a call does. */
    @FunctionalInterface
    interface Body {

        /**
         * Returns the result.
         *
         * @param user for whom the template is filled; null where there is none, and then no such function is called
         * @throws BadArgumentException if an argument is of no use
         */
        Object apply(Object[] arguments, @Nullable TemplateUser user);
    }

    /** Prepares a call. */
    @FunctionalInterface
    interface Preparation {

        /**
         * Returns what the call does.
         *
         * @param constants the arguments, null where one is known only later
         * @throws BadArgumentException if an argument is of no use
         */
        Body prepare(List<@Nullable Object> constants);
    }

    static Function of(String name, List<String> parameters, Kind kind, Body body) {
        return new Function(name, parameters, parameters.size(), kind, constants -> body);
    }

    /** Tells whether it can be called with that many arguments. */
    boolean takes(int arguments) {
        return arguments >= needed && (arguments <= parameters.size() || isOpen());
    }

    private boolean isOpen() {
        return !parameters.isEmpty() && parameters.getLast().endsWith("...");
    }

    /** Returns how it is written: {@code randomInt(from, to)}. */
    String signature() {
        var text = new StringBuilder(name).append('(');
        for (int i = 0; i < parameters.size(); i++) {
            text.append(i >= needed ? "[" : "").append(i > 0 ? ", " : "").append(parameters.get(i));
        }
        return text.append("]".repeat(Math.max(0, parameters.size() - needed)))
                .append(')')
                .toString();
    }
}
