package dev.perf.engine.internal.template;

import dev.perf.scenario.MissingValueException;
import dev.perf.scenario.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of the session, or a part of it: {@code user.id}, {@code items[0].name}, {@code items.random()}.
 *
 * <p>Keys may hold dots: of {@code a.b.c}, the session's value of the longest key of {@code a.b.c}, {@code a.b} and
 * {@code a} that is there is taken, and the rest are parts of it.
 */
final class PathExpression implements Expression {

    private final String[] names;
    private final String[] keys;
    private final List<Part> parts;

    /**
     * Creates an expression.
     *
     * @param names what it begins with, split at the dots
     * @param parts what follows
     */
    PathExpression(List<String> names, List<Part> parts) {
        this.names = names.toArray(String[]::new);
        this.keys = KeyUse.of(names).names().toArray(String[]::new);
        this.parts = List.copyOf(parts);
    }

    /** Returns the session key that it is the value of, if it is nothing else; else null. */
    @Nullable
    String plainKey() {
        return names.length == 1 && parts.isEmpty() ? names[0] : null;
    }

    @Override
    public Object get(Session session) {
        Object value = walk(session, true);
        if (value == null) {
            throw new MissingValueException(keys[0], session.values().keySet());
        }
        return value;
    }

    @Override
    public @Nullable Object find(Session session) {
        return walk(session, false);
    }

    /**
     * Returns the value.
     *
     * @param demanded whether a part that is not there is to be explained by an exception; else null is returned
     */
    private @Nullable Object walk(Session session, boolean demanded) {
        for (int i = 0; i < keys.length; i++) {
            Object value = session.find(keys[i]);
            if (value != null) {
                return walk(value, names.length - i, keys[i], session, demanded);
            }
        }
        return null;
    }

    private @Nullable Object walk(Object root, int used, String key, Session session, boolean demanded) {
        Object value = root;
        String path = key;
        try {
            for (int i = used; i < names.length; i++) {
                Object part = Members.of(value, names[i]);
                path += "." + names[i];
                value = part;
            }
            for (Part part : parts) {
                value = part.of(value, session);
                path += part;
            }
            return value;
        } catch (NoSuchPartException missing) {
            if (demanded) {
                throw new MissingValueException("session value \"" + path + "\" " + missing.getMessage());
            }
            return null;
        }
    }

    /** A step from a value to a part of it. */
    sealed interface Part {

        /**
         * Returns the part.
         *
         * @throws NoSuchPartException if {@code value} has none
         */
        Object of(Object value, Session session) throws NoSuchPartException;

        /** An entry of a map, a component of a record, or a property of an object. */
        record Member(String name) implements Part {

            @Override
            public Object of(Object value, Session session) throws NoSuchPartException {
                return Members.of(value, name);
            }

            @Override
            public String toString() {
                return "." + name;
            }
        }

        /** An element, counted from 0, or from the end where negative; or an entry of a map. */
        record At(Expression index) implements Part {

            @Override
            public Object of(Object value, Session session) throws NoSuchPartException {
                Object at = index.find(session);
                if (at == null) {
                    throw new NoSuchPartException("is asked for an element, and the session lacks what tells which");
                }
                return Elements.isSequence(value) ? Elements.at(value, at) : Members.of(value, String.valueOf(at));
            }

            @Override
            public String toString() {
                return "[" + (index instanceof Literal literal ? literal.value() : "...") + "]";
            }
        }

        /** Any element. */
        record Random() implements Part {

            @Override
            public Object of(Object value, Session session) throws NoSuchPartException {
                return Elements.random(value, session);
            }

            @Override
            public String toString() {
                return ".random()";
            }
        }

        /** The number of elements. */
        record Size() implements Part {

            @Override
            public Object of(Object value, Session session) throws NoSuchPartException {
                return Elements.size(value);
            }

            @Override
            public String toString() {
                return ".size()";
            }
        }
    }
}
