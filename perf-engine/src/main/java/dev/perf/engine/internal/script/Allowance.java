package dev.perf.engine.internal.script;

import dev.perf.engine.internal.clock.Clock;

/**
 * Until when users may send requests: what the coordinator of an agent has to renew. A process that was
 * frozen finds it over as soon as it goes on, before it sends anything. Thread-safe.
 */
public final class Allowance {

    /** Whoever lets it run out ends the load, and users that wait for it are interrupted then. */
    private static final long LOOK_AGAIN_NANOS = 100_000_000;

    private volatile long until;

    /**
     * Creates an allowance.
     *
     * @param until the moment at which it is over, in nanoseconds of the clock
     */
    public Allowance(long until) {
        this.until = until;
    }

    /** Sets another moment at which it is over; to be called by one thread at a time. */
    public void renew(long moment) {
        until = moment;
    }

    /** Returns the moment at which it is over, as far as is known. */
    public long until() {
        return until;
    }

    /** Returns at once while it lasts; waits for its renewal when it is over. */
    void hold(Clock clock) throws InterruptedException {
        while (clock.nanos() > until) {
            clock.sleepUntil(clock.nanos() + LOOK_AGAIN_NANOS);
        }
    }
}
