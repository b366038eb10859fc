package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.measure.LedgerCounter;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.measure.Recorder;
import dev.perf.engine.internal.run.CompiledTest.CompiledWorkload;
import dev.perf.engine.internal.script.CompiledScenario;
import dev.perf.load.IterationLoad;
import dev.perf.result.PlannedLoad;
import dev.perf.result.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A number of iterations: starts all users at once, and ends when the last iteration has. When that has begun, users
 * that think or wait for another one are sent away.
 */
final class IterationRunner implements WorkloadRunner {

    /** The timer is woken in time; it looks by itself only now and then. */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.HOURS.toNanos(1);

    private final CompiledScenario scenario;
    private final IterationLoad load;
    private final Measurement measurement;
    private final Clock clock;
    private final LoadTime time;
    private final long seed;
    private final Crew crew;
    private final Iterations iterations;
    private volatile boolean stopped;

    /** Something is no more as it was when the timer looked last. */
    private volatile boolean changed;

    private volatile boolean ended;
    private volatile @Nullable Thread timer;

    IterationRunner(
            CompiledWorkload workload,
            IterationLoad load,
            Measurement measurement,
            Clock clock,
            LoadTime time,
            RunSeed seed) {
        this.scenario = workload.scenario();
        this.load = load;
        this.measurement = measurement;
        this.clock = clock;
        this.time = time;
        this.seed = seed.of(scenario.name());
        this.crew = new Crew(clock);
        this.iterations = Iterations.of(load.total(), load.isShared() ? Long.MAX_VALUE : load.iterations());
    }

    @Override
    public int run(long startNanos, long warmUpLeft, Runnable stopping) throws InterruptedException {
        StageClock stages = StageClock.withoutStages(warmUpLeft);
        Thread own = Thread.currentThread();
        timer = own;
        startUsers(new LoopingUser.Surroundings(
                scenario, measurement, clock, time, crew, seed, startNanos, stages, iterations, () -> clock.wake(own)));
        long last = startNanos + load.maxDuration().toNanos();
        boolean allEnded = false;
        while (!allEnded && !stopped && iterations.left() > 0 && time.now() < last) {
            changed = false;
            if (time.isPaused()) {
                clock.awaitUntil(clock.nanos() + LOOK_AGAIN_NANOS, () -> changed);
                continue;
            }
            crew.goOn(time.now());
            long next = Math.min(last, crew.nextDue());
            allEnded = crew.hasEnded(
                    next + time.shift(), () -> changed || iterations.left() == 0 || crew.nextDue() < next);
        }
        boolean isCutShort = stopped;
        crew.retireAll();
        stopping.run();
        if (iterations.left() == 0 && !isCutShort) {
            crew.hasEnded(last + time.shift(), () -> stopped);
        }
        ended = true;
        int leftBehind = crew.awaitEnd(clock.nanos() + load.gracefulStop().toNanos());
        if (!isCutShort) {
            drop(iterations.left(), stages.at(clock.nanos() - startNanos));
        }
        return leftBehind;
    }

    private void startUsers(LoopingUser.Surroundings surroundings) {
        if (stopped) {
            return;
        }
        List<Crew.Newcomer> newcomers = new ArrayList<>();
        for (int id = 0; id < load.users(); id++) {
            newcomers.add(new LoopingUser(id, new UserLife(), surroundings).newcomer());
        }
        crew.startAll(newcomers);
        if (time.isPaused()) { // whoever paused the load may have seen none of them
            crew.holdAll();
            if (!time.isPaused()) {
                crew.releaseAll();
            }
        }
    }

    /** What a stopped run leaves undone was not due; what maxDuration or a user without records leaves undone was. */
    private void drop(long count, Phase phase) {
        if (count == 0) {
            return;
        }
        LedgerCounter ledger = measurement.ledger(phase);
        ledger.dropped(count);
        Recorder.Stripe stripe = measurement.recorder().acquire(0);
        stripe.count(scenario.droppedSeries().in(phase), count);
        stripe.release();
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

    /** A number of iterations has no level; {@link LiveLoad} refuses to set one. */
    @Override
    public void setLevel(double level) {
        throw new UnsupportedOperationException("a number of iterations has no level");
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
    public double offeredAt(long time) {
        return 0;
    }

    @Override
    public int wantedAt(long time) {
        return ended ? 0 : load.users();
    }

    @Override
    public Snapshot.Iterations iterations() {
        return new Snapshot.Iterations(load.total() - iterations.left(), load.total());
    }

    @Override
    public PlannedLoad planned() {
        return PlannedLoads.of(scenario.name(), load);
    }
}
