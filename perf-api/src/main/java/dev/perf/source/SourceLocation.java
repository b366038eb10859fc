package dev.perf.source;

/**
 * The place in a source file where an element of a test was written.
 *
 * @param file name of the file, without folders
 * @param line line in the file, from 1; 0 where the class was compiled without line numbers
 */
public record SourceLocation(String file, int line) {

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    /** Returns the line outside Perf's API that led to this call. */
    public static SourceLocation caller() {
        return STACK.walk(frames -> frames.filter(frame -> !isPerfApi(frame.getDeclaringClass()))
                .findFirst()
                .map(SourceLocation::of)
                .orElse(new SourceLocation("unknown", 0)));
    }

    private static SourceLocation of(StackWalker.StackFrame frame) {
        String file = frame.getFileName();
        return new SourceLocation(
                file == null ? frame.getDeclaringClass().getSimpleName() : file, Math.max(0, frame.getLineNumber()));
    }

    /** The API's own classes are told by the jar they come from, for users may name their packages as they like. */
    private static boolean isPerfApi(Class<?> type) {
        return type.getProtectionDomain() == SourceLocation.class.getProtectionDomain()
                || type.getPackageName().startsWith("java.");
    }

    /** Returns {@code Shop.java:12}, the form that editors turn into a link. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
