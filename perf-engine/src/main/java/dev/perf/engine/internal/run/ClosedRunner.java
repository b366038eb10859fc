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
import org.jspecify.annotations.Nullable;

/** The closed model: keeps as many users looping as the profile wants at each time. */
final class ClosedRunner implements WorkloadRunner {

    /** A user that a falling ramp took away, and when its iteration is cut off. */
    private record Retired(UserLife life, long deadline) {}

    private final CompiledScenario scenario;
    private final ClosedLoad load;
    private final ClosedSchedule schedule;
    private final Measurement measurement;
    private final Clock clock;
    private final long seed;
    private long warmUpNanos;
    private final Crew crew;
    private final List<UserLife> active = new ArrayList<>();
    private final Deque<Retired> retired = new ArrayDeque<>();
    private long nextId;
    private volatile boolean stopped;
    private volatile @Nullable Thread timer;

    ClosedRunner(CompiledWorkload workload, ClosedLoad load, Measurement measurement, Clock clock, RunSeed seed) {
        this.scenario = workload.scenario();
        this.load = load;
        this.schedule = ClosedSchedule.of(load);
        this.measurement = measurement;
        this.clock = clock;
        this.seed = seed.of(scenario.name());
        this.crew = new Crew(clock);
    }

    @Override
    public int run(long startNanos, long warmUpLeft, Runnable stopping) throws InterruptedException {
        warmUpNanos = warmUpLeft;
        Thread own = Thread.currentThread();
        timer = own;
        var surroundings = new LoopingUser.Surroundings(
                scenario, measurement, clock, crew, seed, startNanos, warmUpNanos, () -> clock.wake(own));
        for (long time = 0; time < schedule.end() && !stopped; ) {
            adjust(schedule.usersAt(time), surroundings);
            cutOff(startNanos + time);
            crew.goOn(startNanos + time);
            long change = Math.min(startNanos + schedule.nextChange(time), nextDeadline());
            long next = Math.min(change, crew.nextDue());
            clock.awaitUntil(next, () -> stopped || crew.nextDue() < next);
            time = stopped ? schedule.end() : clock.nanos() - startNanos;
        }
        if (!stopped) {
            shrink(schedule.usersAtEnd());
        }
        crew.retireAll();
        stopping.run();
        return awaitEnd(clock.nanos() + load.gracefulStop().toNanos());
    }

    private void adjust(int wanted, LoopingUser.Surroundings surroundings) {
        while (active.size() < wanted) {
            UserLife life = new UserLife();
            active.add(life);
            crew.start(new LoopingUser(nextId++, life, surroundings).newcomer());
        }
        shrink(wanted);
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
    public void stop() {
        stopped = true;
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
    public double offeredAt(long time) {
        return 0;
    }

    @Override
    public int wantedAt(long time) {
        return schedule.usersAt(time);
    }

    @Override
    public PlannedLoad planned() {
        return PlannedLoads.of(scenario.name(), load);
    }
}
