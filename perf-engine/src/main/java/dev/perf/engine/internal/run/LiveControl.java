package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.plan.Part;
import dev.perf.engine.internal.plan.Shares;
import dev.perf.load.Rate;
import dev.perf.result.RunEvent;
import dev.perf.result.RunEvent.Type;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/**
 * Changes the load of a run under way, and remembers what was done to the run and by whom. An order may name the moment
 * of the run from which it holds, pauses included: agents that get the same orders in the same sequence agree on that to
 * the nanosecond, whenever each of them hears of it. Thread-safe.
 */
final class LiveControl {

    /** The warm-up stands still: nobody knows when it ends. */
    static final long NOT_KNOWN = Long.MAX_VALUE;

    private final List<WorkloadTurn> turns;
    private final LiveLoad live;
    private final Clock clock;
    private final LoadTime time;
    private final long plannedWarmUp;
    private final BooleanSupplier stopping;
    private final Runnable changed;
    private final Relay relay;
    private final EventLog events = new EventLog();

    /** Guards the changes of {@link #time} and of the levels; nobody waits while holding it. */
    private final ReentrantLock lock = new ReentrantLock();

    /** What is to be done at moments of a run that has not begun. */
    private final List<Due> due = new ArrayList<>();

    private volatile boolean begun;
    private volatile long startNanos;

    /** What is to be done, and when: real time since the start of the run. */
    private record Due(long at, Runnable act) {}

    /** Hands on what is done to a run whose load is put on elsewhere. */
    interface Relay {

        /** The load is put on here. */
        Relay NONE = new Relay() {
            @Override
            public Duration lead() {
                return Duration.ZERO;
            }

            @Override
            public void pause(Duration at) {}

            @Override
            public void resume(Duration at) {}

            @Override
            public void setRate(String scenario, Rate rate, Duration at) {}

            @Override
            public void setUsers(String scenario, int users, Duration at) {}

            @Override
            public void beginWorkload(int workload, Duration at) {}
        };

        /** Returns how far ahead the moment lies from which an order without one holds. */
        Duration lead();

        void pause(Duration at);

        void resume(Duration at);

        void setRate(String scenario, Rate rate, Duration at);

        void setUsers(String scenario, int users, Duration at);

        void beginWorkload(int workload, Duration at);
    }

    /**
     * Creates the control of a run that has not begun.
     *
     * @param turns what is controlled, in the plan's order
     * @param time the load time of all of them
     * @param stopping tells whether the run is to end early
     * @param shares what this process has of the load
     * @param changed is called when a pause that was told of before has begun or ended
     * @param relay hands on what is done
     */
    LiveControl(
            List<WorkloadTurn> turns,
            Clock clock,
            LoadTime time,
            Duration warmUp,
            BooleanSupplier stopping,
            Shares shares,
            Runnable changed,
            Relay relay) {
        this.turns = List.copyOf(turns);
        this.live = new LiveLoad(turns);
        this.clock = clock;
        this.time = time;
        this.plannedWarmUp = warmUp.toNanos();
        this.stopping = stopping;
        this.changed = changed;
        this.relay = relay;
        shares.watchedBy(this::share);
    }

    /** The load begins. */
    void begin(long nanos) {
        lock.lock();
        try {
            startNanos = nanos;
            time.begin(nanos);
            begun = true;
            due.forEach(one -> act(one.at(), one.act()));
            due.clear();
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
            return time.isPaused() && elapsed() < plannedWarmUp
                    ? NOT_KNOWN
                    : plannedWarmUp + time.pausedWithin(plannedWarmUp);
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
            return elapsed() < plannedWarmUp ? 0 : time.pausedNanos() - time.pausedWithin(plannedWarmUp);
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
            pauseFrom(soon());
        } finally {
            lock.unlock();
        }
    }

    /** The load time stands still from {@code at} of the run's time on, unless it does so already. */
    void pause(Duration at) {
        lock.lock();
        try {
            pauseFrom(at.toNanos());
        } finally {
            lock.unlock();
        }
    }

    /** The lock is held. */
    private void pauseFrom(long at) {
        if (!isOver() && time.pause(at)) {
            act(at, () -> {
                if (time.isPaused()) {
                    turns.forEach(turn -> turn.paused(moment(at)));
                }
            });
            relay.pause(ofRun(at));
            note(Type.PAUSE, "load paused", at);
        }
    }

    void resume() {
        lock.lock();
        try {
            resumeFrom(soon());
        } finally {
            lock.unlock();
        }
    }

    /** The load time goes on from {@code at} of the run's time on, if it stands still then. */
    void resume(Duration at) {
        lock.lock();
        try {
            resumeFrom(at.toNanos());
        } finally {
            lock.unlock();
        }
    }

    /** The lock is held. */
    private void resumeFrom(long at) {
        if (!isOver() && time.resume(at)) {
            act(at, () -> {
                if (!time.isPaused()) {
                    turns.forEach(turn -> turn.resumed(moment(at)));
                }
            });
            relay.resume(ofRun(at));
            note(Type.RESUME, "load resumed", at);
        }
    }

    /** Another part of the load is put on from {@code from} of the run's time on. */
    private void share(Part next, Duration from) {
        lock.lock();
        try {
            long at = from.toNanos();
            turns.forEach(turn -> turn.runner().share(next, time.elapsedAt(at)));
            act(at, () -> turns.forEach(turn -> turn.shareThrottles(next)));
        } finally {
            lock.unlock();
        }
    }

    /** Does something at a moment of the run; at once where that has come. The lock is held, then too. */
    private void act(long at, Runnable act) {
        if (at <= time.sinceStart()) {
            act.run();
        } else if (begun) {
            clock.startTimer("perf-order", () -> actAt(at, act));
        } else {
            due.add(new Due(at, act));
        }
    }

    private void actAt(long at, Runnable act) {
        try {
            clock.awaitUntil(moment(at), this::isOver);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return;
        }
        lock.lock();
        try {
            act.run();
        } finally {
            lock.unlock();
        }
        changed.run();
    }

    /** Returns the moment of the run from which an order without one holds. */
    private long soon() {
        return time.sinceStart() + relay.lead().toNanos();
    }

    private static Duration ofRun(long at) {
        return Duration.ofNanos(Math.max(0, at));
    }

    /** Returns a moment of the run in real time; before its start, that of the call. */
    private long moment(long at) {
        return begun ? startNanos + at : clock.nanos();
    }

    void setRate(Rate rate) {
        setRate(live.onlyOpen(), rate);
    }

    void setRate(String scenario, Rate rate) {
        setRate(live.open(scenario), rate);
    }

    /** Sets the rate of a scenario from {@code at} of the run's time on. */
    void setRate(String scenario, Rate rate, Duration at) {
        setRate(live.open(scenario), rate, at.toNanos());
    }

    private void setRate(LiveLoad.Found<OpenRunner> found, Rate rate) {
        setRate(found, rate, soon());
    }

    private void setRate(LiveLoad.Found<OpenRunner> found, Rate rate, long at) {
        LiveLoad.check(rate);
        change(
                found,
                from -> {
                    found.runner().setRate(rate.perSecond(), from);
                    relay.setRate(found.turn().name(), rate, ofRun(at));
                },
                Type.RATE,
                "rate of " + found.quoted() + " set to " + rate,
                at);
    }

    void setUsers(int users) {
        setUsers(live.onlyClosed(), users);
    }

    void setUsers(String scenario, int users) {
        setUsers(live.closed(scenario), users);
    }

    /** Sets the users of a scenario from {@code at} of the run's time on. */
    void setUsers(String scenario, int users, Duration at) {
        setUsers(live.closed(scenario), users, at.toNanos());
    }

    private void setUsers(LiveLoad.Found<ClosedRunner> found, int users) {
        setUsers(found, users, soon());
    }

    private void setUsers(LiveLoad.Found<ClosedRunner> found, int users, long at) {
        LiveLoad.check(users);
        change(
                found,
                from -> {
                    found.runner().setUsers(users, from);
                    relay.setUsers(found.turn().name(), users, ofRun(at));
                },
                Type.USERS,
                "users of " + found.quoted() + " set to " + Figures.count(users),
                at);
    }

    /**
     * Changes a load.
     *
     * @param act gets the load time, since the start of the run, from which the change holds
     */
    private void change(LiveLoad.Found<?> found, LongConsumer act, Type type, String text, long at) {
        lock.lock();
        try {
            if (!stopping.getAsBoolean() && !found.turn().hasStoppedBy(elapsed())) {
                act.accept(time.elapsedAt(at));
                note(type, text, at);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Has a workload that starts after another begin everywhere at the same moment.
     *
     * @param due the load time at which it is to begin; it does as soon as an order reaches everybody, where that is later
     * @param notBefore time of the run before which it does not begin
     * @return the load time at which it begins; {@link #NOT_KNOWN} where nothing was done, for nobody knows the end of the
     *     pause that it has to wait for
     */
    long beginWorkload(int workload, long due, Duration notBefore) {
        lock.lock();
        try {
            long moment = time.momentOf(due);
            if (moment == LoadTime.NEVER) {
                return NOT_KNOWN;
            }
            long at = Math.max(Math.max(moment, notBefore.toNanos()), soon());
            relay.beginWorkload(workload, ofRun(at));
            return time.elapsedAt(at);
        } finally {
            lock.unlock();
        }
    }

    /** Has a workload that starts after another begin at {@code at} of the run's time. */
    void beginWorkload(int workload, Duration at) {
        lock.lock();
        try {
            turns.get(workload).begin(time.elapsedAt(at.toNanos()));
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

    private void note(Type type, String text, long at) {
        events.add(new RunEvent(
                Duration.ofNanos(Math.max(0, at)),
                type,
                text,
                Thread.currentThread().getName()));
    }
}
