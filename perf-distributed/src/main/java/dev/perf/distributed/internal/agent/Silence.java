package dev.perf.distributed.internal.agent;

import java.time.Duration;

/**
 * For how long a worker has said nothing. Time in which this process stood still itself does not count, for what the worker
 * said meanwhile is yet to be read. Not thread-safe.
 */
final class Silence {

    private final long interval;
    private long heard;
    private long looked;

    /**
     * Creates what begins at a moment.
     *
     * @param interval between two looks, as they are meant to be taken
     */
    Silence(Duration interval, long now) {
        this.interval = interval.toNanos();
        this.heard = now;
        this.looked = now;
    }

    void heard(long now) {
        heard = now;
    }

    /** Returns how long the silence is; to be asked once per interval. */
    long look(long now) {
        long standstill = Math.max(0, now - looked - interval);
        looked = now;
        heard = now - Math.max(0, now - heard - standstill);
        return now - heard;
    }
}
