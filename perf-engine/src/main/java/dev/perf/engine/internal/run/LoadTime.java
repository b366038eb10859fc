package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The time that load profiles follow: the real one, but that it stands still while the load is paused. Its nanoseconds
 * are those of the clock less the pauses before. A pause begins and ends at exact moments of the run, which may be told
 * before they come, or late. Thread-safe; pauses come from one thread at a time.
 */
final class LoadTime {

    /** A moment that nobody knows. */
    static final long NEVER = Long.MAX_VALUE;

    /**
     * A stretch in which load time stands still, in real time since the start of the run.
     *
     * @param to when it ends; {@link #NEVER} while nobody has said that
     */
    private record Pause(long from, long to) {}

    /**
     * How load time follows from real time.
     *
     * @param origin start of the run, in real time
     * @param pauses in their order, none of which touches another
     */
    private record State(boolean begun, long origin, List<Pause> pauses) {

        /** Returns how much of the time up to {@code since} was paused. */
        long stoodUntil(long since) {
            long stood = 0;
            for (Pause pause : pauses) {
                if (pause.from() >= since) {
                    break;
                }
                stood += Math.min(since, pause.to()) - pause.from();
            }
            return stood;
        }

        boolean isOpen() {
            return !pauses.isEmpty() && pauses.getLast().to() == NEVER;
        }

        State with(List<Pause> others) {
            return new State(begun, origin, List.copyOf(others));
        }
    }

    private final Clock clock;
    private volatile State state = new State(false, 0, List.of());

    LoadTime(Clock clock) {
        this.clock = clock;
    }

    /** Returns the load time of this moment. */
    long now() {
        return of(clock.nanos());
    }

    /** Returns the load time of a moment, in real time. */
    long of(long realNanos) {
        State now = state;
        return now.pauses().isEmpty() ? realNanos : realNanos - now.stoodUntil(realNanos - now.origin());
    }

    /** Returns the load time since the start of the run; 0 before it. */
    long elapsed() {
        return state.begun() ? now() - state.origin() : 0;
    }

    /**
     * Returns the load time since the start of the run at a moment of the run, by the pauses that are known now.
     *
     * @param runNanos real time since the start of the run
     */
    long elapsedAt(long runNanos) {
        return runNanos - state.stoodUntil(runNanos);
    }

    /**
     * Returns the moment of the run, in real time since its start, at which the load time comes to {@code elapsed}, by the
     * pauses that are known now; {@link #NEVER} where one of them has no end yet.
     */
    long momentOf(long elapsed) {
        long moment = elapsed;
        for (Pause pause : state.pauses()) {
            if (moment <= pause.from()) {
                break;
            }
            if (pause.to() == NEVER) {
                return NEVER;
            }
            moment += pause.to() - pause.from();
        }
        return moment;
    }

    /** Returns the real time since the start of the run; 0 before it. */
    long sinceStart() {
        State now = state;
        return now.begun() ? clock.nanos() - now.origin() : 0;
    }

    /** Returns the start of the run, in real time and in load time. */
    long origin() {
        return state.origin();
    }

    /** Returns what is to be added to a load time to get the real one: the length of all pauses that have ended. */
    long shift() {
        State now = state;
        if (now.pauses().isEmpty()) {
            return 0;
        }
        long since = sinceStart();
        return now.pauses().stream()
                .filter(pause -> pause.to() <= since)
                .mapToLong(pause -> pause.to() - pause.from())
                .sum();
    }

    boolean isPaused() {
        State now = state;
        if (now.pauses().isEmpty()) {
            return false;
        }
        long since = sinceStart();
        return now.pauses().stream().anyMatch(pause -> pause.from() <= since && since < pause.to());
    }

    /** Tells whether a pause has been told of whose end has not. */
    boolean isOpen() {
        return state.isOpen();
    }

    /** Returns the length of all pauses so far, the one under way included. */
    long pausedNanos() {
        return state.stoodUntil(sinceStart());
    }

    /** Returns the length of the pauses that began when less than {@code length} of the load was over, and have ended. */
    long pausedWithin(long length) {
        State now = state;
        long since = sinceStart();
        return now.pauses().stream()
                .filter(pause -> pause.to() <= since && elapsedAt(pause.from()) < length)
                .mapToLong(pause -> pause.to() - pause.from())
                .sum();
    }

    /**
     * Blocks until the load time has reached {@code deadline} or {@code done} says so. Whoever pauses or resumes the load
     * wakes the thread.
     */
    void awaitUntil(long deadline, BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean() && now() < deadline) {
            State seen = state;
            BooleanSupplier changed = () -> done.getAsBoolean() || state != seen;
            if (isPaused()) {
                clock.await(() -> changed.getAsBoolean() || !isPaused());
            } else {
                clock.awaitUntil(deadline + shift(), changed);
            }
        }
    }

    /** The load begins at {@code nanos}; a pause from before has not taken any of its time. */
    void begin(long nanos) {
        state = new State(true, nanos, state.pauses());
    }

    /**
     * Load time stands still from a moment of the run on.
     *
     * @param runNanos real time since the start of the run
     * @return whether it does not do so already
     */
    boolean pause(long runNanos) {
        State now = state;
        if (now.isOpen()) {
            return false;
        }
        var pauses = new ArrayList<>(now.pauses());
        long from = Math.max(0, runNanos);
        while (!pauses.isEmpty() && from <= pauses.getLast().to()) {
            from = Math.min(from, pauses.removeLast().from()); // it goes on
        }
        pauses.add(new Pause(from, NEVER));
        state = now.with(pauses);
        return true;
    }

    /**
     * Load time goes on from a moment of the run on.
     *
     * @return whether it would not do so anyway
     */
    boolean resume(long runNanos) {
        State now = state;
        if (!now.isOpen()) {
            return false;
        }
        var pauses = new ArrayList<>(now.pauses());
        Pause open = pauses.removeLast();
        if (runNanos > open.from()) {
            pauses.add(new Pause(open.from(), runNanos));
        }
        state = now.with(pauses);
        return true;
    }
}
