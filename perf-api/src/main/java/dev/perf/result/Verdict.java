package dev.perf.result;

/** The outcome of a run, and the exit code it stands for. */
public enum Verdict {
    /** All thresholds held. */
    PASSED(0),
    /** A threshold did not hold or had no samples, no request succeeded, or all iterations failed before their first. */
    FAILED(1),
    /** The generator was the limit, so the numbers say nothing about the target. */
    INVALID(3),
    /** The run was stopped from outside before its end. */
    ABORTED(4);

    private final int exitCode;

    Verdict(int exitCode) {
        this.exitCode = exitCode;
    }

    /** Returns the exit code of a process that ends with this verdict. */
    public int exitCode() {
        return exitCode;
    }
}
