package dev.perf.junit;

import dev.perf.result.RunFailedError;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;

/**
 * The generator was the limit of a run, so its numbers say nothing about the target. Told apart by its type from
 * {@link RunFailedError}, which says that the target missed a threshold.
 */
public final class InvalidRunError extends AssertionError {

    private static final long serialVersionUID = 1;

    private final transient RunResult result;

    /** Creates the error for a result whose verdict is {@link Verdict#INVALID}. */
    public InvalidRunError(RunResult result) {
        super(new RunFailedError(result).getMessage());
        this.result = result;
    }

    /** Returns the result of the run. */
    public RunResult result() {
        return result;
    }
}
