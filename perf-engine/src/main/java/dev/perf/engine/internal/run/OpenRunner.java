package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.measure.LedgerCounter;
import dev.perf.engine.internal.measure.LedgerCounter.Outcome;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.measure.Recorder;
import dev.perf.engine.internal.plan.ArrivalSchedule;
import dev.perf.engine.internal.run.CompiledTest.CompiledWorkload;
import dev.perf.engine.internal.script.CompiledScenario;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.load.OpenLoad;
import dev.perf.result.PlannedLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The open model: starts a fresh user for each arrival when it is due, whatever the others are doing.
 *
 * <p>Waking for each arrival costs more than the arrival itself at high rates, so arrivals that are due within
 * {@link #RELEASE_NANOS} of each other are released together then; their lateness is in the response time and in the
 * schedule lag.
 */
final class OpenRunner implements WorkloadRunner {

    private static final double HIGH_RATE = 5_000;
    private static final long RELEASE_NANOS = TimeUnit.MICROSECONDS.toNanos(900);

    private final CompiledScenario scenario;
    private final OpenLoad load;
    private final ArrivalSchedule schedule;
    private final Measurement measurement;
    private final Clock clock;
    private final long seed;
    private long warmUpNanos;
    private final Crew crew;
    private long released;
    private volatile boolean stopped;
    private volatile @Nullable Thread timer;

    OpenRunner(CompiledWorkload workload, OpenLoad load, Measurement measurement, Clock clock, RunSeed seed) {
        this.scenario = workload.scenario();
        this.load = load;
        this.schedule = ArrivalSchedule.of(load);
        this.measurement = measurement;
        this.clock = clock;
        this.seed = seed.of(scenario.name());
        this.crew = new Crew(clock);
    }

    @Override
    public int run(long startNanos, long warmUpLeft, Runnable stopping) throws InterruptedException {
        warmUpNanos = warmUpLeft;
        timer = Thread.currentThread();
        released = startNanos;
        List<Crew.Newcomer> arriving = new ArrayList<>();
        long now = startNanos;
        for (long k = 0; k < schedule.count(); k++) {
            long due = schedule.startOf(k);
            long alone = startNanos + due;
            if (alone > now) {
                now = clock.nanos();
            }
            if (alone > now) {
                release(arriving);
                long together = Math.max(alone, Math.min(released + RELEASE_NANOS, startNanos + schedule.end()));
                clock.awaitUntil(schedule.rateAt(due) < HIGH_RATE ? alone : together, () -> stopped);
                now = clock.nanos();
                released = now;
            }
            if (stopped) {
                break;
            }
            arrive(k, alone, phaseAt(due), arriving);
        }
        release(arriving);
        clock.awaitUntil(startNanos + schedule.end(), () -> stopped);
        crew.retireAll();
        stopping.run();
        return crew.awaitEnd(clock.nanos() + load.gracefulStop().toNanos());
    }

    private void release(List<Crew.Newcomer> arriving) {
        if (!arriving.isEmpty()) {
            crew.startAll(List.copyOf(arriving));
            arriving.clear();
        }
    }

    private void arrive(long id, long intended, Phase phase, List<Crew.Newcomer> arriving) {
        LedgerCounter ledger = measurement.ledger(phase);
        if (crew.size() + arriving.size() >= load.maxUsers()) {
            ledger.dropped();
            Recorder.Stripe stripe = measurement.recorder().acquire((int) id);
            stripe.count(scenario.droppedSeries().in(phase), 1);
            stripe.release();
            return;
        }
        UserLife life = new UserLife();
        life.begin(ledger);
        arriving.add(new Crew.Newcomer(life, scenario.name() + "-" + id, () -> live(id, life, intended, phase)));
    }

    /** All of a user's life is one stretch. */
    private boolean live(long id, UserLife life, long intended, Phase phase) {
        VirtualUser user = new VirtualUser(id, scenario, measurement, clock, seed, false);
        measurement.userStarted();
        try {
            iterate(user, life, intended, phase);
        } catch (InterruptedException cutOff) {
            Thread.currentThread().interrupt();
        } finally {
            user.close();
            measurement.userEnded();
        }
        return true;
    }

    private void iterate(VirtualUser user, UserLife life, long intended, Phase phase) throws InterruptedException {
        Outcome outcome = Outcome.FAILED;
        try {
            if (!user.drawRecords(phase)) {
                return;
            }
            outcome = user.iterate(0, intended, clock.nanos(), phase);
        } catch (InterruptedException cutOff) {
            outcome = Outcome.INTERRUPTED;
            throw cutOff;
        } finally {
            life.end(outcome);
        }
        user.stop();
    }

    private Phase phaseAt(long time) {
        return time < warmUpNanos ? Phase.WARM_UP : Phase.LOAD;
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
        return schedule.rateAt(time);
    }

    @Override
    public int wantedAt(long time) {
        return 0;
    }

    @Override
    public PlannedLoad planned() {
        return PlannedLoads.of(scenario.name(), load);
    }
}
