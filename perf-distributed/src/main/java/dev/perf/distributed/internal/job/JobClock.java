package dev.perf.distributed.internal.job;

import java.time.Instant;

/** The time of a queue, and what is done later. Thread-safe. */
public interface JobClock extends AutoCloseable {

    /** Something that will be done. */
    interface Alarm {

        /** Sees to it that it is not done, unless it is being done. */
        void cancel();
    }

    /** Returns the time; it never goes back. */
    Instant now();

    /**
     * Does a task when a time has come, at once if it has passed; on another thread. Does nothing after closing.
     *
     * @param task must not block for long
     */
    Alarm at(Instant time, Runnable task);

    /** Does nothing more; what is being done ends. */
    @Override
    void close();
}
