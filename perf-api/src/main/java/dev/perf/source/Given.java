package dev.perf.source;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Refuses what is null at the word that got it, rather than wherever it would be missed first: {@code csv: path is null;
 * is an environment variable or a property not set?} The word is the one that the test has written, whatever that calls.
 */
public final class Given {

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private Given() {}

    /**
     * Returns {@code value}.
     *
     * @param name what the word calls it
     * @throws NullPointerException if it is null
     */
    public static <T> T given(@Nullable T value, String name) {
        if (value == null) {
            throw refused(name, false);
        }
        return value;
    }

    /** Returns {@code text}, as {@link #given(Object, String)} does; texts come from the environment, too. */
    public static String given(@Nullable String text, String name) {
        if (text == null) {
            throw refused(name, true);
        }
        return text;
    }

    /**
     * Returns {@code values} as a list that never changes.
     *
     * @throws NullPointerException if they, or one of them, are null
     */
    public static <T> List<T> allGiven(@Nullable T @Nullable [] values, String name) {
        return allGiven(values == null ? null : Arrays.asList(values), name);
    }

    /** Returns {@code values} as a list that never changes, as {@link #allGiven(Object[], String)} does. */
    public static <T> List<T> allGiven(@Nullable Collection<? extends @Nullable T> values, String name) {
        var all = new ArrayList<T>();
        for (T value : given(values, name)) {
            all.add(given(value, name + "[" + all.size() + "]"));
        }
        return Collections.unmodifiableList(all);
    }

    private static NullPointerException refused(String name, boolean text) {
        return new NullPointerException(word() + ": " + name + " is null"
                + (text ? "; is an environment variable or a property not set?" : ""));
    }

    /** The last of Perf's methods on the way from here to the test. */
    private static String word() {
        return STACK.walk(frames -> frames.filter(frame -> frame.getDeclaringClass() != Given.class)
                .takeWhile(frame -> SourceLocation.isPerfApi(frame.getDeclaringClass()))
                .filter(frame -> !frame.getClassName().startsWith("java."))
                .reduce((inner, outer) -> outer)
                .map(frame -> frame.getMethodName().equals("<init>")
                        ? frame.getDeclaringClass().getSimpleName()
                        : frame.getMethodName())
                .orElse("argument"));
    }
}
