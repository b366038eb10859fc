package dev.perf.spi;

import dev.perf.search.CapacityResult;

/** A search under way. Thread-safe. */
public interface Search {

    /**
     * Waits for the search to end, its report included.
     *
     * @throws InterruptedException if the waiting thread is interrupted; the search goes on
     */
    CapacityResult await() throws InterruptedException;

    /**
     * Ends the search early: the step under way is stopped as {@link Run#stop} does, and no further one is begun.
     * Returns at once; further calls do nothing.
     *
     * @param reason why, for the result
     */
    void stop(String reason);

    /**
     * Ends the search now: the step under way is aborted as {@link Run#abort} does. May follow a stop. Returns at once.
     *
     * @param reason why, for the result
     */
    void abort(String reason);
}
