package dev.perf.spi;

import dev.perf.result.RunResult;

/** A run under way. Thread-safe. */
public interface Run {

    /**
     * Waits for the run to end, its report included.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the run goes on
     */
    RunResult await() throws InterruptedException;

    /**
     * Ends the run early: no iteration begins any more, running ones get the graceful stop, then the result is made
     * as usual, with verdict ABORTED. Returns at once; further calls do nothing.
     *
     * @param reason why, for the result
     */
    void stop(String reason);

    /**
     * Ends the run now: as {@link #stop}, but running iterations are interrupted and counted as such instead of getting
     * the graceful stop. May follow a stop. Returns at once.
     *
     * @param reason why, for the result
     */
    void abort(String reason);
}
