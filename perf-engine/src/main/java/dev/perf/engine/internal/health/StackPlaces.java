package dev.perf.engine.internal.health;

import dev.perf.source.SourceLocation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells from a stack what a thread does or did, and where in the user's code. */
public final class StackPlaces {

    private static final List<String> OF_JAVA = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");
    private static final List<String> WAITING_IN_NATIVE_CODE = List.of("java.io.", "java.net.", "sun.nio.");
    private static final List<String> NOT_MOUNTED = List.of("java.lang.VirtualThread", "jdk.internal.vm.Continuation");
    private static final String OF_PERF = "dev.perf.engine.internal.";

    /** What the user's code calls, or is called by. */
    private static final List<String> OF_PERFS_API = List.of(
            "dev.perf.Perf",
            "dev.perf.check.",
            "dev.perf.feed.",
            "dev.perf.http.",
            "dev.perf.junit.IteratedMethod",
            "dev.perf.metric.",
            "dev.perf.protocol.",
            "dev.perf.scenario.",
            "dev.perf.sse.",
            "dev.perf.websocket.");

    private StackPlaces() {}

    /**
     * Returns the innermost line of the user's code that a thread computes in; null where it does not compute, or does
     * Perf's own work.
     *
     * @param stack of a thread that says that it can run, the innermost frame first
     */
    static @Nullable StackTraceElement computing(StackTraceElement... stack) {
        if (stack.length == 0
                || isOf(stack[0], NOT_MOUNTED)
                || stack[0].isNativeMethod() && isOf(stack[0], WAITING_IN_NATIVE_CODE)) {
            return null;
        }
        for (StackTraceElement frame : stack) {
            if (!isOf(frame, OF_JAVA)) {
                return frame.getClassName().startsWith(OF_PERF) ? null : frame;
            }
        }
        return null;
    }

    /**
     * Returns the innermost line of the user's own code that led to {@code thrown}; null where none did, or the stack is
     * not known.
     *
     * <p>The line of a client that the user calls says little, and lies deeper. What the user's own code is is told by its
     * outermost line, the one that Perf called: it has the first two parts of the package in common with that.
     */
    public static @Nullable SourceLocation ofUser(Throwable thrown) {
        StackTraceElement[] stack = thrown.getStackTrace();
        String own = null;
        StackTraceElement innermost = null;
        for (int i = stack.length - 1; i >= 0; i--) {
            StackTraceElement frame = stack[i];
            if (frame.getClassName().startsWith(OF_PERF) || isOf(frame, OF_JAVA) || isOf(frame, OF_PERFS_API)) {
                continue;
            }
            String family = family(frame.getClassName());
            own = own == null ? family : own;
            if (family.equals(own)) {
                innermost = frame;
            }
        }
        return innermost == null ? null : location(innermost);
    }

    /** Returns the first two parts of the package of a class. */
    private static String family(String type) {
        String inPackage = type.substring(0, Math.max(0, type.lastIndexOf('.')));
        int first = inPackage.indexOf('.');
        int second = first < 0 ? -1 : inPackage.indexOf('.', first + 1);
        return second < 0 ? inPackage : inPackage.substring(0, second);
    }

    private static SourceLocation location(StackTraceElement frame) {
        String type = frame.getClassName();
        String file = frame.getFileName();
        return new SourceLocation(
                file == null ? type.substring(type.lastIndexOf('.') + 1) : file, Math.max(0, frame.getLineNumber()));
    }

    private static boolean isOf(StackTraceElement frame, List<String> prefixes) {
        return prefixes.stream().anyMatch(frame.getClassName()::startsWith);
    }

    static String text(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber();
    }
}
