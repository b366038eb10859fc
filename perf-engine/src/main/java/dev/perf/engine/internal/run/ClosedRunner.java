package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.plan.ClosedSchedule;
import dev.perf.engine.internal.run.CompiledTest.CompiledWorkload;
import dev.perf.engine.internal.script.CompiledScenario;
import dev.perf.load.ClosedLoad;
import dev.perf.result.PlannedLoad;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The closed model: keeps as many users looping as the profile wants at each time. */
final class ClosedRunner implements WorkloadRunner {

    private static final int AS_PLANNED = -1;

    /** The timer is woken in time; it looks by itself only now and then. */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.HOURS.toNanos(1);

    /** A user that a falling ramp took away, and when its iteration is cut off. */
    private record Retired(UserLife life, long deadline) {}

    private final CompiledScenario scenario;
    private final ClosedLoad load;
    private final ClosedSchedule schedule;
    private final Measurement measurement;
    private final Clock clock;
    private final LoadTime time;
    private final long seed;
    private final Crew crew;
    private final List<UserLife> active = new ArrayList<>();
    private final Deque<Retired> retired = new ArrayDeque<>();
    private long nextId;

    /** The number of users that takes the place of the profile's; {@link #AS_PLANNED} where none does. */
    private volatile int level = AS_PLANNED;

    private volatile boolean stopped;

    /** Something is no more as it was when the timer began to wait. */
    private volatile boolean changed;

    private volatile @Nullable Thread timer;

    ClosedRunner(
            CompiledWorkload workload,
            ClosedLoad load,
            Measurement measurement,
            Clock clock,
            LoadTime time,
            RunSeed seed) {
        this.scenario = workload.scenario();
        this.load = load;
        this.schedule = ClosedSchedule.of(load);
        this.measurement = measurement;
        this.clock = clock;
        this.time = time;
        this.seed = seed.of(scenario.name());
        this.crew = new Crew(clock);
    }

    @Override
    public int run(long startNanos, long warmUpLeft, Runnable stopping) throws InterruptedException {
        Thread own = Thread.currentThread();
        timer = own;
        var surroundings = new LoopingUser.Surroundings(
                scenario,
                measurement,
                clock,
                time,
                crew,
                seed,
                startNanos,
                StageClock.of(load, warmUpLeft),
                Iterations.ENDLESS,
                () -> clock.wake(own));
        for (long at = 0; at < schedule.end() && !stopped; at = time.now() - startNanos) {
            changed = false;
            if (time.isPaused()) {
                cutOff(clock.nanos());
                clock.awaitUntil(Math.min(clock.nanos() + LOOK_AGAIN_NANOS, nextDeadline()), () -> changed);
            } else {
                adjust(wantedAt(at), surroundings);
                cutOff(clock.nanos());
                crew.goOn(startNanos + at);
                awaitNextAct(startNanos + nextChange(at));
            }
        }
        if (!stopped) {
            shrink(level == AS_PLANNED ? schedule.usersAtEnd() : level);
        }
        crew.retireAll();
        stopping.run();
        return awaitEnd(clock.nanos() + load.gracefulStop().toNanos());
    }

    /**
     * Waits until somebody is to start, to go on, to end or to be cut off.
     *
     * @param change load time at which the number of users changes
     */
    private void awaitNextAct(long change) throws InterruptedException {
        long next = Math.min(change, crew.nextDue());
        long moment = Math.min(next + time.shift(), nextDeadline());
        clock.awaitUntil(moment, () -> changed || crew.nextDue() < next);
    }

    private long nextChange(long at) {
        return level == AS_PLANNED ? schedule.nextChange(at) : schedule.end();
    }

    private void adjust(int wanted, LoopingUser.Surroundings surroundings) {
        while (active.size() < wanted) {
            UserLife life = new UserLife();
            active.add(life);
            crew.start(new LoopingUser(nextId++, life, surroundings).newcomer());
            holdIfPaused(life);
        }
        shrink(wanted);
    }

    /** Whoever pauses the load holds all users that he sees; this one may have come just after that. */
    private void holdIfPaused(UserLife life) {
        if (time.isPaused()) {
            life.hold();
            if (!time.isPaused()) {
                crew.release(life);
            }
        }
    }

    /** The newest users go first, so that the oldest keep their sessions longest. */
    private void shrink(int wanted) {
        while (active.size() > wanted) {
            UserLife life = active.removeLast();
            crew.retire(life);
            retired.add(
                    new Retired(life, clock.nanos() + load.gracefulRampDown().toNanos()));
        }
    }

    private void cutOff(long now) {
        while (!retired.isEmpty() && retired.getFirst().deadline() <= now) {
            crew.interrupt(retired.removeFirst().life());
        }
    }

    /** Users that a ramp took away shortly before the end keep their deadlines, where they are the earlier ones. */
    private int awaitEnd(long deadline) throws InterruptedException {
        while (nextDeadline() < deadline && !crew.hasEnded(nextDeadline())) {
            cutOff(clock.nanos());
        }
        return crew.awaitEnd(deadline);
    }

    private long nextDeadline() {
        return retired.isEmpty() ? Long.MAX_VALUE : retired.getFirst().deadline();
    }

    @Override
    public void paused() {
        crew.holdAll();
        lookAgain();
    }

    @Override
    public void resumed() {
        crew.releaseAll();
        lookAgain();
    }

    @Override
    public void setLevel(double users) {
        level = (int) users;
        lookAgain();
    }

    @Override
    public void stop() {
        stopped = true;
        lookAgain();
    }

    private void lookAgain() {
        changed = true;
        Thread thread = timer;
        if (thread != null) {
            clock.wake(thread);
        }
    }

    @Override
    public void abort() {
        crew.hurry();
        stop();
    }

    @Override
    public double offeredAt(long at) {
        return 0;
    }

    @Override
    public int wantedAt(long at) {
        int set = level;
        return set == AS_PLANNED || at < 0 || at >= schedule.end() ? schedule.usersAt(at) : set;
    }

    @Override
    public PlannedLoad planned() {
        return PlannedLoads.of(scenario.name(), load);
    }
}
