package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.measure.LedgerCounter;
import dev.perf.engine.internal.measure.LedgerCounter.Outcome;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.measure.Recorder;
import dev.perf.engine.internal.plan.ArrivalSchedule;
import dev.perf.engine.internal.plan.ConstantArrivals;
import dev.perf.engine.internal.run.CompiledTest.CompiledWorkload;
import dev.perf.engine.internal.script.CompiledScenario;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.load.OpenLoad;
import dev.perf.result.PlannedLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
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

    /**
     * A rate that takes the place of what is left of the profile.
     *
     * @param from time since the start of the profile
     */
    private record Level(long from, double perSecond) {}

    private static final double HIGH_RATE = 5_000;
    private static final long RELEASE_NANOS = TimeUnit.MICROSECONDS.toNanos(900);

    /** The timer is woken in time; it looks by itself only now and then. */
    private static final long LOOK_AGAIN_NANOS = TimeUnit.HOURS.toNanos(1);

    private final CompiledScenario scenario;
    private final OpenLoad load;
    private final ArrivalSchedule schedule;
    private final Measurement measurement;
    private final Clock clock;
    private final LoadTime time;
    private final long seed;
    private final ArrivalSchedule.Arrivals arrivals;
    private StageClock stages = StageClock.withoutStages(0);
    private final Crew crew;
    private final Queue<Level> wishes = new ConcurrentLinkedQueue<>();

    /** What has taken the place of the profile, if something has; belongs to the timer. */
    private @Nullable ConstantArrivals level;

    /** The same, for those who watch. */
    private volatile @Nullable ConstantArrivals shown;

    /** The next start, and the one before it. */
    private long due = ConstantArrivals.NONE;

    private long last = ConstantArrivals.NONE;

    /** Name of the stage of the profile that the next start is in. */
    private @Nullable String stage;

    private long next;
    private long ids;
    private long released;
    private long shift;
    private long startNanos;
    private volatile boolean stopped;

    /** Something is no more as it was when the timer looked last: one look per arrival tells of everything. */
    private volatile boolean changed;

    private volatile @Nullable Thread timer;

    OpenRunner(
            CompiledWorkload workload,
            OpenLoad load,
            Measurement measurement,
            Clock clock,
            LoadTime time,
            RunSeed seed) {
        this.scenario = workload.scenario();
        this.load = load;
        this.schedule = ArrivalSchedule.of(load);
        this.measurement = measurement;
        this.clock = clock;
        this.time = time;
        this.seed = seed.of(scenario.name());
        this.arrivals = schedule.arrivals(this.seed);
        this.crew = new Crew(clock);
    }

    @Override
    public int run(long start, long warmUpLeft, Runnable stopping) throws InterruptedException {
        startNanos = start;
        stages = StageClock.withoutStages(warmUpLeft);
        changed = true; // the load time may stand still already
        timer = Thread.currentThread();
        released = start;
        shift = time.shift();
        offer();
        crew.retireAll();
        stopping.run();
        return crew.awaitEnd(clock.nanos() + load.gracefulStop().toNanos());
    }

    /** Starts everybody who is due until the end of the profile, or until the run is stopped. */
    private void offer() throws InterruptedException {
        List<Crew.Newcomer> arriving = new ArrayList<>();
        long now = startNanos;
        long end = schedule.end();
        advance();
        while (true) {
            if (changed) {
                release(arriving);
                if (!adaptToChanges()) {
                    return;
                }
            }
            boolean over = due == ConstantArrivals.NONE;
            long alone = startNanos + (over ? end : due);
            if (alone > now) {
                now = time.now();
            }
            if (alone > now) {
                release(arriving);
                long together = Math.max(alone, Math.min(released + RELEASE_NANOS, startNanos + end));
                long moment = over || rateAt(level, due) < HIGH_RATE ? alone : together;
                clock.awaitUntil(moment + shift, () -> changed);
                now = time.now();
                released = now;
            } else if (over) {
                release(arriving);
                return;
            } else {
                arrive(ids++, alone + shift, arriving);
                advance();
            }
        }
    }

    /** Goes on to the next start. */
    private void advance() {
        last = due;
        ConstantArrivals set = level;
        if (set != null) {
            due = next < set.count() ? set.startOf(next++) : ConstantArrivals.NONE;
            stage = null;
        } else {
            due = arrivals.next();
            stage = arrivals.stage();
        }
    }

    /** Returns false if the run has been stopped. */
    private boolean adaptToChanges() throws InterruptedException {
        changed = false;
        while (time.isPaused() && !stopped) {
            clock.awaitUntil(clock.nanos() + LOOK_AGAIN_NANOS, () -> stopped || !time.isPaused());
        }
        shift = time.shift();
        Level wish = wishes.peek();
        while (wish != null && due >= wish.from()) {
            level = arrivalsAt(wish);
            shown = level;
            next = 0;
            advance();
            wishes.remove();
            wish = wishes.peek();
        }
        if (wish != null) {
            changed = true; // what was due before the change comes first
        }
        return !stopped;
    }

    private ConstantArrivals arrivalsAt(Level wish) {
        ConstantArrivals set = level;
        return set == null
                ? ConstantArrivals.after(last, due, wish.from(), schedule.end(), wish.perSecond())
                : set.then(due == ConstantArrivals.NONE ? set.count() : next - 1, wish.from(), wish.perSecond());
    }

    private double rateAt(@Nullable ConstantArrivals set, long at) {
        return set == null ? schedule.rateAt(at) : set.rateAt(at);
    }

    private void release(List<Crew.Newcomer> arriving) {
        if (!arriving.isEmpty()) {
            crew.startAll(List.copyOf(arriving));
            arriving.clear();
        }
    }

    private void arrive(long id, long intended, List<Crew.Newcomer> arriving) {
        Phase phase = stages.at(intended - startNanos, stage);
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

    @Override
    public void paused() {
        lookAgain();
    }

    @Override
    public void resumed() {
        lookAgain();
    }

    @Override
    public void setLevel(double perSecond) {
        long from = timer == null ? 0 : Math.max(0, time.now() - startNanos);
        wishes.add(new Level(from, perSecond));
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
        return time.isPaused() ? 0 : rateAt(shown, at);
    }

    @Override
    public int wantedAt(long at) {
        return 0;
    }

    @Override
    public PlannedLoad planned() {
        return PlannedLoads.of(scenario.name(), load);
    }
}
