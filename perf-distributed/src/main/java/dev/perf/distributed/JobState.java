package dev.perf.distributed;

/** Where a job is. */
public enum JobState {
    /** It waits for its turn, for agents, for its time, or for another attempt. */
    QUEUED(false),

    /** A run of it is being prepared, or is under way. */
    RUNNING(false),

    /** Its run was stopped, because it was cancelled or took too long, and has not ended yet. */
    STOPPING(false),

    /** The verdict of its run was PASSED. */
    PASSED(true),

    /** The verdict of its run was FAILED, or the test has mistakes. */
    FAILED(true),

    /** The verdict of its run was INVALID: the agents were the limit. */
    INVALID(true),

    /** It was cancelled, took too long, or its run was stopped from outside. */
    ABORTED(true),

    /** The fleet failed it, at each attempt that it had. */
    LOST(true),

    /** The fleet has not had the agents that it asks for. */
    REFUSED(true);

    private final boolean isOver;

    JobState(boolean isOver) {
        this.isOver = isOver;
    }

    /** Tells whether it stays like that. */
    public boolean isOver() {
        return isOver;
    }
}
