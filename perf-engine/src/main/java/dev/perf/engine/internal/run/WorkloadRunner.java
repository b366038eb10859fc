package dev.perf.engine.internal.run;

import dev.perf.result.PlannedLoad;
import dev.perf.result.Snapshot;

/** Puts the load of one profile on one scenario. */
interface WorkloadRunner {

    /**
     * Runs the profile from {@code startNanos} of the load time, and returns when all its users have ended. Blocks the
     * calling thread, which should be a platform thread.
     *
     * @param warmUpNanos how much of the warm-up is left then; not positive where it is over
     * @param stopping to be called once, when no further iteration begins and all that is left is to wait for users
     * @return how many users took no notice of their interruption and were left behind
     */
    int run(long startNanos, long warmUpNanos, Runnable stopping) throws InterruptedException;

    /** Begins no further iteration; to be called from any thread. */
    void stop();

    /** Begins no further iteration and cuts off the running ones; to be called from any thread. */
    void abort();

    /** The load time stands still: no iteration begins until {@link #resumed}; to be called from any thread. */
    void paused();

    /** The load time goes on; to be called from any thread. */
    void resumed();

    /**
     * Replaces what is left of the profile by a constant level; to be called from any thread, one at a time.
     *
     * @param level users in the closed model, starts per second in the open model
     */
    void setLevel(double level);

    /** Returns the rate, in starts per second, wanted at {@code time} after {@code startNanos}; 0 in the closed model. */
    double offeredAt(long time);

    /** Returns the users wanted at {@code time} after {@code startNanos}; 0 in the open model. */
    int wantedAt(long time);

    /** Returns the load asked for; its line begins at zero. */
    PlannedLoad planned();

    /** Returns how far a set number of iterations is; to be called from any thread. */
    default Snapshot.Iterations iterations() {
        return Snapshot.Iterations.NONE;
    }
}
