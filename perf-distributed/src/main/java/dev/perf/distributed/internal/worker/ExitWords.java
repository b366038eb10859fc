package dev.perf.distributed.internal.worker;

import java.util.Map;

/** Why a process has ended, in words. */
final class ExitWords {

    private static final int SIGNALLED = 128;

    private static final Map<Integer, String> SIGNALS = Map.of(
            1, "SIGHUP",
            2, "SIGINT",
            3, "SIGQUIT",
            4, "SIGILL",
            6, "SIGABRT",
            7, "SIGBUS",
            8, "SIGFPE",
            9, "SIGKILL",
            11, "SIGSEGV",
            15, "SIGTERM");

    private ExitWords() {}

    /**
     * Returns why a worker has ended.
     *
     * @param code its exit code: 128 and a signal where that has ended it
     * @param isStarted whether it has said that it is there
     * @param output the end of what it printed
     */
    static String of(int code, boolean isStarted, String output) {
        String memory = "Terminating due to java.lang.OutOfMemoryError";
        int at = output.indexOf(memory);
        if (at >= 0) {
            String which =
                    output.substring(at + memory.length()).lines().findFirst().orElse("");
            return "ran out of memory" + (which.isEmpty() ? "" : " (" + which.replaceFirst("^: ", "") + ")")
                    + "; give it more with -Xmx among the arguments of workers";
        }
        String signal = SIGNALS.get(code - SIGNALLED);
        if (signal != null) {
            return switch (signal) {
                case "SIGKILL" -> "killed with SIGKILL, by somebody, or by the system for want of memory";
                case "SIGILL", "SIGABRT", "SIGBUS", "SIGFPE", "SIGSEGV" -> "its JVM crashed with " + signal;
                default -> "ended with " + signal;
            };
        }
        if (!isStarted) {
            return "its JVM did not start, exit code " + code;
        }
        if (code == WorkerMain.ENDED) {
            return "could not reach or understand its agent";
        }
        return "called System.exit(" + code + ")";
    }
}
