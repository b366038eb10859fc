package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import java.util.function.BooleanSupplier;

/**
 * The time that load profiles follow: the real one, but that it stands still while the load is paused. Its nanoseconds
 * are those of the clock less the pauses before. Thread-safe; pauses come from one thread at a time.
 */
final class LoadTime {

    /**
     * How load time follows from real time.
     *
     * @param shift length of all pauses that have ended
     * @param pausedAt real time at which it stands still, where it does
     */
    private record State(long shift, long pausedAt, boolean paused) {}

    private final Clock clock;
    private volatile State state = new State(0, 0, false);

    LoadTime(Clock clock) {
        this.clock = clock;
    }

    /** Returns the load time of this moment. */
    long now() {
        return of(clock.nanos());
    }

    /** Returns the load time of a moment, in real time, that is not before the latest resumption. */
    long of(long realNanos) {
        State now = state;
        return (now.paused ? Math.min(realNanos, now.pausedAt) : realNanos) - now.shift;
    }

    /** Returns what is to be added to a load time to get the real one: the length of all pauses that have ended. */
    long shift() {
        return state.shift;
    }

    boolean isPaused() {
        return state.paused;
    }

    /** Returns the length of all pauses so far, the one under way included. */
    long pausedNanos() {
        State now = state;
        return now.shift + (now.paused ? clock.nanos() - now.pausedAt : 0);
    }

    /**
     * Blocks until the load time has reached {@code deadline} or {@code done} says so. Whoever pauses or resumes the load
     * wakes the thread.
     */
    void awaitUntil(long deadline, BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean() && now() < deadline) {
            State seen = state;
            BooleanSupplier changed = () -> done.getAsBoolean() || !state.equals(seen);
            if (seen.paused) {
                clock.await(changed);
            } else {
                clock.awaitUntil(deadline + seen.shift, changed);
            }
        }
    }

    /** The load begins at {@code nanos}; a pause from before has not taken any of its time. */
    void begin(long nanos) {
        State now = state;
        state = new State(0, nanos, now.paused);
    }

    void pause() {
        State now = state;
        if (!now.paused) {
            state = new State(now.shift, clock.nanos(), true);
        }
    }

    void resume() {
        State now = state;
        if (now.paused) {
            state = new State(now.shift + clock.nanos() - now.pausedAt, 0, false);
        }
    }
}
