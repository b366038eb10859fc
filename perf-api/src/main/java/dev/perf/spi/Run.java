package dev.perf.spi;

import dev.perf.event.RunControl;
import dev.perf.load.Rate;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * A run under way: the handle to wait for it, to watch it and to control its load.
 *
 * <p>Thread-safe. Every method may be called from anywhere, steps of the test itself and listeners among them, and none
 * but {@link #await()} and {@link #awaitOrAbort} blocks. A stop works during a pause too. What is done to a run is in its result, as {@link RunResult#events()}. What can have no
 * effect any more does nothing and is not recorded, so that a caller need not race with the end: a change of the load
 * when the profile is over or the run is being stopped, a pause then or during a pause, a mark when the run has ended.
 *
 * <p>Time has two meanings in a run that is paused. The load's time, in which the profile is written, stands still
 * during the pause, and with it the warm-up, stages, throttles that follow a profile, {@code maxDuration} and the
 * {@code abort after} of thresholds. All else follows real time: intervals, windows of thresholds, graceful stops,
 * deadlines of requests.
 */
public interface Run extends Execution<RunResult>, RunControl {

    /** Where a run is. */
    enum State {
        /** The load has not begun yet. */
        STARTING,
        /** The load follows its profile, or the level that it was set to. */
        RUNNING,
        /** The load is paused. */
        PAUSED,
        /** No iteration begins any more, because all profiles are over or the run was stopped; some still run. */
        STOPPING,
        /** The run is over; {@link Run#await()} returns at once, or as soon as the report is written. */
        ENDED
    }

    /** Returns the name of the run, which is that of its report's folder too. */
    @Override
    String id();

    /** Returns where the run is at this moment. */
    State state();

    /** Returns the state at the end of the last interval; null before the first one has ended. */
    @Nullable
    Snapshot snapshot();

    /**
     * Gives this moment a name, for the reader of the result: {@code mark("deployed v2")}. It appears on the console, as
     * a line in the charts of the report, and in {@link RunResult#events()}.
     *
     * @throws IllegalArgumentException if the text is blank
     */
    @Override
    void mark(String text);

    /**
     * Sets the rate of the only open scenario; as {@link #setRate(String, Rate)}.
     *
     * @throws IllegalArgumentException if the test has no open scenario or several, or if the rate is not allowed
     */
    void setRate(Rate rate);

    /**
     * Sets the users of the only closed scenario; as {@link #setUsers(String, int)}.
     *
     * @throws IllegalArgumentException if the test has no closed scenario or several, or if the number is negative
     */
    void setUsers(int users);
}
