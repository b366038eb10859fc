package dev.perf.engine.internal.health;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Tells from a stack what a thread does, and where in the user's code. */
final class StackPlaces {

    private static final List<String> OF_JAVA = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");
    private static final List<String> WAITING_IN_NATIVE_CODE = List.of("java.io.", "java.net.", "sun.nio.");
    private static final List<String> NOT_MOUNTED = List.of("java.lang.VirtualThread", "jdk.internal.vm.Continuation");
    private static final String OF_PERF = "dev.perf.engine.internal.";

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

    private static boolean isOf(StackTraceElement frame, List<String> prefixes) {
        return prefixes.stream().anyMatch(frame.getClassName()::startsWith);
    }

    static String text(StackTraceElement frame) {
        return frame.getClassName() + "." + frame.getMethodName() + ":" + frame.getLineNumber();
    }
}
