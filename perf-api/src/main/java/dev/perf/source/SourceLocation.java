package dev.perf.source;

import java.util.Iterator;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The place in a source file, or in a file of settings, where an element of a test was written.
 *
 * @param file name of a source file, without folders; of a file of settings, what it was read by
 * @param line line in the file, from 1; 0 where the class was compiled without line numbers
 */
public record SourceLocation(String file, int line) {

    private static final StackWalker STACK = StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);

    private static final Set<String> API_PACKAGES = Set.of(
            "dev.perf",
            "dev.perf.benchmark",
            "dev.perf.check",
            "dev.perf.distributed",
            "dev.perf.event",
            "dev.perf.feed",
            "dev.perf.fleet",
            "dev.perf.http",
            "dev.perf.load",
            "dev.perf.metric",
            "dev.perf.output",
            "dev.perf.plan",
            "dev.perf.protocol",
            "dev.perf.report.output",
            "dev.perf.result",
            "dev.perf.scenario",
            "dev.perf.search",
            "dev.perf.slo",
            "dev.perf.soak",
            "dev.perf.source",
            "dev.perf.spi",
            "dev.perf.sse",
            "dev.perf.stream",
            "dev.perf.text",
            "dev.perf.threshold",
            "dev.perf.websocket");

    /** Where this thread builds what a file says, and not what code does. */
    private static final ThreadLocal<SourceLocation> OF_FILE = new ThreadLocal<>();

    /**
     * Does something whose calls of Perf's API were written at a place that is no code, such as a line of a file of settings:
     * until it returns or throws, that place is the {@link #caller()} of this thread. One within another is of its own place.
     *
     * @return what {@code building} returns, which may be null
     */
    public static <T extends @Nullable Object> T during(SourceLocation place, Supplier<T> building) {
        SourceLocation before = OF_FILE.get();
        OF_FILE.set(place);
        try {
            return building.get();
        } finally {
            if (before == null) {
                OF_FILE.remove();
            } else {
                OF_FILE.set(before);
            }
        }
    }

    /** Returns the line outside Perf's API that led to this call. */
    public static SourceLocation caller() {
        SourceLocation ofFile = OF_FILE.get();
        return ofFile != null ? ofFile : STACK.walk(frames -> first(frames, null));
    }

    /**
     * Returns the line outside Perf's API and outside {@code words}, its nested classes included, that led to this call:
     * for the builders of other protocols' requests.
     *
     * @param words the class whose methods a test calls
     */
    public static SourceLocation callerOf(Class<?> words) {
        SourceLocation ofFile = OF_FILE.get();
        return ofFile != null ? ofFile : STACK.walk(frames -> first(frames, words.getNestHost()));
    }

    /** A loop, for each step and check of a plan asks for its line, and the stages of a stream take longer than that. */
    private static SourceLocation first(Stream<StackWalker.StackFrame> frames, @Nullable Class<?> words) {
        for (Iterator<StackWalker.StackFrame> each = frames.iterator(); each.hasNext(); ) {
            StackWalker.StackFrame frame = each.next();
            Class<?> type = frame.getDeclaringClass();
            if (!isPerfApi(type) && (words == null || type.getNestHost() != words)) {
                return of(frame);
            }
        }
        return new SourceLocation("unknown", 0);
    }

    private static SourceLocation of(StackWalker.StackFrame frame) {
        String file = frame.getFileName();
        return new SourceLocation(
                file == null ? frame.getDeclaringClass().getSimpleName() : file, Math.max(0, frame.getLineNumber()));
    }

    /** Told by package, not by jar: a user may have packed tests and Perf into one. */
    static boolean isPerfApi(Class<?> type) {
        String name = type.getPackageName();
        return isApi(name) || name.startsWith("java.");
    }

    static boolean isApi(String packageName) {
        return API_PACKAGES.contains(packageName);
    }

    /** Returns {@code Shop.java:12}, the form that editors turn into a link. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
