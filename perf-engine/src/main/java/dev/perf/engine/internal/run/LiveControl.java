package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.load.Rate;
import dev.perf.plan.TestPlan;
import dev.perf.result.RunEvent;
import dev.perf.result.RunEvent.Type;
import dev.perf.text.Figures;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/** Changes the load of a run under way, and remembers what was done to the run and by whom. Thread-safe. */
final class LiveControl {

    private final LiveLoad live;
    private final Clock clock;
    private final LoadTime time;
    private final EventLog events = new EventLog();

    /** Guards the changes of {@link #time} and of the levels; nobody waits while holding it. */
    private final ReentrantLock lock = new ReentrantLock();

    private List<WorkloadTurn> turns = List.of();
    private BooleanSupplier stopping = () -> false;
    private volatile boolean begun;
    private volatile long startNanos;

    LiveControl(TestPlan plan, Clock clock) {
        this.live = new LiveLoad(plan);
        this.clock = clock;
        this.time = new LoadTime(clock);
    }

    /**
     * Sets what is controlled; to be called before anything else.
     *
     * @param workloads in the plan's order
     * @param stopped tells whether the run is to end early
     */
    void steer(List<WorkloadTurn> workloads, BooleanSupplier stopped) {
        turns = workloads;
        stopping = stopped;
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

    LoadTime time() {
        return time;
    }

    EventLog events() {
        return events;
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
                time.resume();
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

    private void setRate(int workload, Rate rate) {
        LiveLoad.check(rate);
        setLevel(workload, rate.perSecond(), Type.RATE, "rate of " + live.quoted(workload) + " set to " + rate);
    }

    void setUsers(int users) {
        setUsers(live.onlyClosed(), users);
    }

    void setUsers(String scenario, int users) {
        setUsers(live.closed(scenario), users);
    }

    private void setUsers(int workload, int users) {
        LiveLoad.check(users);
        setLevel(workload, users, Type.USERS, "users of " + live.quoted(workload) + " set to " + Figures.count(users));
    }

    private void setLevel(int workload, double level, Type type, String text) {
        lock.lock();
        try {
            if (!stopping.getAsBoolean() && !turns.get(workload).hasStoppedBy(elapsed())) {
                turns.get(workload).setLevel(level);
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
