package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.load.Rate;
import dev.perf.result.RunEvent;
import dev.perf.result.RunEvent.Type;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Changes the load of a run under way, and remembers what was done to the run and by whom. Thread-safe. */
final class LiveControl {

    /** The warm-up stands still: nobody knows when it ends. */
    static final long NOT_KNOWN = Long.MAX_VALUE;

    private final List<WorkloadTurn> turns;
    private final LiveLoad live;
    private final Clock clock;
    private final LoadTime time;
    private final long plannedWarmUp;
    private final BooleanSupplier stopping;
    private final EventLog events = new EventLog();

    /** Guards the changes of {@link #time} and of the levels; nobody waits while holding it. */
    private final ReentrantLock lock = new ReentrantLock();

    /** How long pauses have held up the end of the warm-up. */
    private long heldUp;

    private volatile boolean begun;
    private volatile long startNanos;

    /**
     * Creates the control of a run that has not begun.
     *
     * @param turns what is controlled, in the plan's order
     * @param time the load time of all of them
     * @param stopping tells whether the run is to end early
     */
    LiveControl(List<WorkloadTurn> turns, Clock clock, LoadTime time, Duration warmUp, BooleanSupplier stopping) {
        this.turns = List.copyOf(turns);
        this.live = new LiveLoad(turns);
        this.clock = clock;
        this.time = time;
        this.plannedWarmUp = warmUp.toNanos();
        this.stopping = stopping;
    }

    /** The load begins. */
    void begin(long nanos) {
        lock.lock();
        try {
            startNanos = nanos;
            time.begin(nanos);
            begun = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns how long the warm-up, which follows the load time, takes in real time; {@link #NOT_KNOWN} while it stands
     * still. Once it is over, the answer stays the same.
     */
    long warmUpNanos() {
        lock.lock();
        try {
            return time.isPaused() && elapsed() < plannedWarmUp ? NOT_KNOWN : plannedWarmUp + heldUp;
        } finally {
            lock.unlock();
        }
    }

    boolean isPaused() {
        return time.isPaused();
    }

    /** Returns the length of all pauses so far, the one under way included. */
    long pausedNanos() {
        return time.pausedNanos();
    }

    /** Returns the length of the pauses since the end of the warm-up, the one under way included. */
    long pausedSinceWarmUp() {
        lock.lock();
        try {
            return elapsed() < plannedWarmUp ? 0 : time.pausedNanos() - heldUp;
        } finally {
            lock.unlock();
        }
    }

    /** Returns the acts since the last call. */
    List<RunEvent> takeNews() {
        return events.takeNews();
    }

    /** Returns the first acts, as many as are kept. */
    List<RunEvent> acts() {
        return events.events();
    }

    /** Returns how many acts were not kept. */
    long omittedActs() {
        return events.omitted();
    }

    boolean hasBegun() {
        return begun;
    }

    /** Returns the load time since the start; 0 before it. */
    long elapsed() {
        return begun ? time.now() - startNanos : 0;
    }

    /** Tells whether no iteration is to begin any more. */
    boolean isOver() {
        long now = elapsed();
        return stopping.getAsBoolean() || turns.stream().allMatch(turn -> turn.hasStoppedBy(now));
    }

    void pause() {
        lock.lock();
        try {
            if (!time.isPaused() && !isOver()) {
                time.pause();
                turns.forEach(WorkloadTurn::paused);
                note(Type.PAUSE, "load paused");
            }
        } finally {
            lock.unlock();
        }
    }

    void resume() {
        lock.lock();
        try {
            if (time.isPaused() && !isOver()) {
                boolean warmingUp = elapsed() < plannedWarmUp;
                time.resume();
                heldUp = warmingUp ? time.shift() : heldUp;
                turns.forEach(WorkloadTurn::resumed);
                note(Type.RESUME, "load resumed");
            }
        } finally {
            lock.unlock();
        }
    }

    void setRate(Rate rate) {
        setRate(live.onlyOpen(), rate);
    }

    void setRate(String scenario, Rate rate) {
        setRate(live.open(scenario), rate);
    }

    private void setRate(LiveLoad.Found<OpenRunner> found, Rate rate) {
        LiveLoad.check(rate);
        change(
                found,
                () -> found.runner().setRate(rate.perSecond()),
                Type.RATE,
                "rate of " + found.quoted() + " set to " + rate);
    }

    void setUsers(int users) {
        setUsers(live.onlyClosed(), users);
    }

    void setUsers(String scenario, int users) {
        setUsers(live.closed(scenario), users);
    }

    private void setUsers(LiveLoad.Found<ClosedRunner> found, int users) {
        LiveLoad.check(users);
        change(
                found,
                () -> found.runner().setUsers(users),
                Type.USERS,
                "users of " + found.quoted() + " set to " + Figures.count(users));
    }

    private void change(LiveLoad.Found<?> found, Runnable act, Type type, String text) {
        lock.lock();
        try {
            if (!stopping.getAsBoolean() && !found.turn().hasStoppedBy(elapsed())) {
                act.run();
                note(type, text);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Remembers an act of the calling thread. */
    void note(Type type, String text) {
        note(type, text, Thread.currentThread().getName());
    }

    /** Remembers an act. */
    void note(Type type, String text, String by) {
        long since = begun ? clock.nanos() - startNanos : 0;
        events.add(new RunEvent(Duration.ofNanos(since), type, text, by));
    }
}
