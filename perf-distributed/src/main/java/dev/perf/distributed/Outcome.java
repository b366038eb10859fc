package dev.perf.distributed;

import dev.perf.result.Verdict;

/** How an attempt at a job ended. */
public enum Outcome {
    /** The verdict of the run was PASSED. */
    PASSED(JobState.PASSED),

    /** The verdict of the run was FAILED, or the test has mistakes. */
    FAILED(JobState.FAILED),

    /** The verdict of the run was INVALID: the agents were the limit. */
    INVALID(JobState.INVALID),

    /** The run was stopped. */
    ABORTED(JobState.ABORTED),

    /** Agents could not be prepared, or so many were lost that there is no verdict, or the queue's process ended. */
    LOST(JobState.LOST);

    private final JobState last;

    Outcome(JobState last) {
        this.last = last;
    }

    /** Returns the state of a job whose last attempt ended so. */
    JobState last() {
        return last;
    }

    static Outcome of(Verdict verdict) {
        return switch (verdict) {
            case PASSED -> PASSED;
            case FAILED -> FAILED;
            case INVALID -> INVALID;
            case ABORTED -> ABORTED;
        };
    }
}
