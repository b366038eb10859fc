package dev.perf.engine.fleet;

import dev.perf.load.Rate;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An agent's share of a run, in the process that runs the user's code. Thread-safe. */
public interface ShareRun extends AutoCloseable {

    /** Does the setup of the plan, for all agents; blocks. Returns why it failed; null where it did not. */
    @Nullable
    String setUp() throws InterruptedException;

    /** Returns the session values that the setup left, for the other agents; only data. */
    Map<String, Object> setupValues();

    /** Takes the session values that the setup left on another agent. */
    void beginsWith(Map<String, Object> values);

    /**
     * Begins the load at a moment.
     *
     * @param startNanos the moment, by {@link System#nanoTime}
     * @param entries gets each entry of the journal as it is written, the facts of the run first, the end last; called by
     *     one thread
     * @return how late it began
     */
    Duration begin(long startNanos, Consumer<byte[]> entries) throws InterruptedException;

    /** Has another share from {@code from} of the run's time on. */
    void share(Share share, Duration from);

    /** See {@link FleetLoad#stop}. */
    void stop(String reason);

    /** See {@link FleetLoad#abort}. */
    void abort(String reason);

    /** See {@link FleetLoad#pause}. */
    void pause(Duration at);

    /** See {@link FleetLoad#resume}. */
    void resume(Duration at);

    /** See {@link FleetLoad#setRate}. */
    void setRate(String scenario, Rate rate, Duration at);

    /** See {@link FleetLoad#setUsers}. */
    void setUsers(String scenario, int users, Duration at);

    /** See {@link FleetLoad#beginWorkload}. */
    void beginWorkload(int workload, Duration at);

    /** No request is sent after this moment, by {@link System#nanoTime}, unless it is put off again: the lease. */
    void allowedUntil(long nanos);

    /** Does the teardown; blocks. Returns why it failed; null where it did not. */
    @Nullable
    String tearDown() throws InterruptedException;

    /** Blocks until all users have ended and the last entry was given out. */
    void await() throws InterruptedException;

    @Override
    void close();
}
