package dev.perf.engine.internal.run;

import dev.perf.engine.internal.measure.Aggregator;
import dev.perf.result.ErrorResult;
import dev.perf.result.PlannedLoad;
import dev.perf.result.Snapshot;
import dev.perf.result.ThresholdResult;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The load of a run, put on here or elsewhere, as the {@link Conductor} of the run sees it. Belongs to the conductor's
 * thread, but for {@link #stop} and {@link #abort}.
 */
interface RunLoad extends AutoCloseable {

    /** Returns what changes this load while it goes, and remembers what was done to it. */
    LiveControl control();

    /** Returns the load that is asked for, as it is planned now. */
    List<PlannedLoad> planned();

    /** Gets ready to be fast at once. */
    void prepare();

    /** Does the setup of the plan; returns why it failed, or null. */
    @Nullable
    String setUp() throws InterruptedException;

    /** Returns the failures of the setup; none where it did not fail. */
    List<ErrorResult> setupErrors();

    /** Begins the load; returns the moment from which its times count, by the clock. */
    long begin() throws InterruptedException;

    /**
     * Makes what turns measurements into intervals and totals; to be called once, when the load has begun.
     *
     * @param journal where it is written down
     * @param detailed whether snapshots are to have their detail
     */
    Aggregator measure(RunJournal journal, boolean detailed);

    /** Waits for the end of the next interval; returns null when there is none any more. */
    @Nullable
    Snapshot awaitInterval() throws InterruptedException;

    /** Begins no further iteration; to be called from any thread. */
    void stop();

    /** Begins no further iteration and cuts off the running ones; to be called from any thread. */
    void abort();

    /** Has the conductor look again at what it waits for; to be called from any thread. */
    void wake();

    /** Tells whether no user is left; from any thread. */
    boolean isOver();

    /** Waits until no user is left, but no longer than for a time. */
    void awaitEnd(long nanos) throws InterruptedException;

    /** Nothing is measured any more. */
    void ended() throws InterruptedException;

    /** Does the teardown of the plan; returns why it failed, or null. */
    @Nullable
    String tearDown() throws InterruptedException;

    /** Returns what came of the health checks so far. */
    List<ThresholdResult> checks();

    /** Returns what is to be known of the load so far, besides how it was measured. */
    List<String> warnings();

    /** Returns how many users took no notice of their interruption. */
    int leftBehind();

    /** Returns why the load is not what it says any more, by a fault of the engine; null while there is none. */
    @Nullable
    Throwable fault();

    /** Gives back what it holds, however the run has ended. */
    @Override
    void close();
}
