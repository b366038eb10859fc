package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.measure.Measurement;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.engine.internal.measure.Recorder;
import dev.perf.engine.internal.plan.Part;
import dev.perf.engine.internal.plan.Slice;
import dev.perf.engine.internal.run.CompiledTest.CompiledWorkload;
import dev.perf.engine.internal.script.CompiledScenario;
import dev.perf.engine.internal.script.Exits;
import dev.perf.engine.internal.script.VirtualUser;
import dev.perf.load.LoadProfile;
import dev.perf.result.PlannedLoad;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.text.DurationText;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts the load of one profile on one scenario, from one thread, the timer. Other threads tell it that something has
 * {@link #changed} and wake it; it looks then.
 */
abstract sealed class WorkloadRunner implements Exits permits ClosedRunner, IterationRunner, OpenRunner {

    /**
     * What the workloads of a run share.
     *
     * @param part what this process has of each load at the start
     * @param faults is told what the engine itself does wrong, and stops the run
     * @param stopRun stops the run
     */
    record Common(
            Measurement measurement,
            Clock clock,
            LoadTime time,
            RunSeed seed,
            Part part,
            Consumer<Throwable> faults,
            Consumer<LoadRun.Stop> stopRun) {}

    /**
     * A user has ended the scenario.
     *
     * @param at load time since the start of the profile
     */
    private record Exited(Duration at, String reason) {}

    final CompiledScenario scenario;
    final Measurement measurement;
    final Measurement.Accounts accounts;
    final Clock clock;
    final LoadTime time;
    final long seed;
    final Crew crew;
    final Slice slice;

    /** What this process has of the load at the start of the run; the numbers of users follow from it for good. */
    final Part part;

    private final LoadProfile profile;
    private final Consumer<Throwable> faults;
    private final Consumer<LoadRun.Stop> stopRun;

    /** Start of the profile, in load time; set before the timer is known and before the first user begins. */
    long startNanos;

    /** The phases of the profile; set together with its start. */
    StageClock stages = StageClock.NONE;

    /** No iteration is to begin any more. */
    volatile boolean stopped;

    /** Something is no more as it was when the timer looked last; so it is at first, for the load may be paused already. */
    volatile boolean changed = true;

    /** What the timer has been told to do to the load. */
    private final Queue<Runnable> orders = new ConcurrentLinkedQueue<>();

    private volatile @Nullable Exited exited;

    private volatile @Nullable Thread timer;

    WorkloadRunner(CompiledWorkload workload, Common common) {
        this.scenario = workload.scenario();
        this.slice = workload.slice();
        this.part = common.part();
        this.profile = workload.load();
        this.measurement = common.measurement();
        this.accounts = measurement.addWorkload();
        this.clock = common.clock();
        this.time = common.time();
        this.seed = common.seed().of(scenario.name());
        this.faults = common.faults();
        this.stopRun = common.stopRun();
        this.crew = new Crew(clock, faults);
        scenario.endedBy(this);
    }

    /**
     * Runs the profile from {@code start} of the load time, and returns when all its users have ended. Blocks the
     * calling thread, which should be a platform thread.
     *
     * @param warmUpLeft how much of the warm-up is left then; not positive where it is over
     * @param stopping to be called once, when no further iteration begins and all that is left is to wait for users
     * @return how many users took no notice of their interruption and were left behind
     */
    final int run(long start, long warmUpLeft, Runnable stopping) throws InterruptedException {
        startNanos = start;
        stages = StageClock.of(profile, warmUpLeft);
        timer = Thread.currentThread();
        try {
            offer();
        } catch (RuntimeException | Error thrown) {
            faults.accept(thrown); // users end in order all the same
        }
        crew.retireAll();
        stopping.run();
        return awaitEnd();
    }

    /** Has iterations begin until the profile is over, or the run is stopped; on the timer. */
    abstract void offer() throws InterruptedException;

    /** Waits for the users to end, which begin no further iteration; on the timer. Returns how many were left behind. */
    int awaitEnd() throws InterruptedException {
        return crew.awaitEnd(gracefulEnd());
    }

    /** Returns when users are interrupted that are to end from now on, in real time. */
    final long gracefulEnd() {
        return clock.nanos() + profile.gracefulStop().toNanos();
    }

    /** Returns the load time since the start of the profile; 0 before it. */
    final long elapsed() {
        return timer == null ? 0 : Math.max(0, time.now() - startNanos);
    }

    /** Has the timer look again at what it waits for. */
    final void wakeTimer() {
        Thread thread = timer;
        if (thread != null) {
            clock.wake(thread);
        }
    }

    final void lookAgain() {
        changed = true;
        wakeTimer();
    }

    /** Has the timer do something; to be called from any thread. */
    final void order(Runnable act) {
        orders.add(act);
        lookAgain();
    }

    /** Does what was ordered, on the timer; returns whether that was anything. */
    final boolean obey() {
        boolean any = false;
        for (Runnable act = orders.poll(); act != null; act = orders.poll()) {
            act.run();
            any = true;
        }
        return any;
    }

    /** Returns the load time since the start of the profile at one since the start of the run; on the timer. */
    final long sinceProfile(long elapsed) {
        return time.origin() + elapsed - startNanos;
    }

    /**
     * Another part of the load is this process's; to be called from any thread.
     *
     * @param from load time since the start of the run, from which it holds
     */
    abstract void share(Part next, long from);

    /**
     * Returns what users that loop know of this workload.
     *
     * @param gone to be called when one of them has ended of itself
     */
    final LoopingUser.Surroundings surroundings(Iterations iterations, Consumer<VirtualUser> gone) {
        return new LoopingUser.Surroundings(
                scenario,
                measurement,
                accounts,
                clock,
                time,
                crew,
                seed,
                startNanos,
                stages,
                iterations,
                this::wakeTimer,
                gone);
    }

    /** Whoever pauses the load holds all users that he sees; those that were just started may have come after that. */
    final void holdIfPaused() {
        if (time.isPaused()) {
            crew.holdAll();
            if (!time.isPaused()) {
                crew.releaseAll();
            }
        }
    }

    /** Counts iterations that were due and do not begin. */
    final void drop(long count, Phase phase, long id) {
        accounts.of(phase).dropped(count);
        Recorder.Stripe stripe = measurement.recorder().acquire((int) id);
        stripe.count(scenario.droppedSeries().in(phase), count);
        stripe.release();
    }

    /** The load time stands still: no iteration begins until {@link #resumed}; to be called from any thread. */
    final void paused() {
        crew.holdAll();
        lookAgain();
    }

    /** The load time goes on; to be called from any thread. */
    final void resumed() {
        crew.releaseAll();
        lookAgain();
    }

    /** Begins no further iteration; to be called from any thread. */
    final void stop() {
        stopped = true;
        lookAgain();
    }

    /** All users end after the iteration that they are in, before any of them can begin another. */
    @Override
    public final void exitScenario(String reason) {
        if (!stopped) {
            exited = new Exited(Duration.ofNanos(elapsed()), reason);
        }
        stop();
        crew.retireAll();
    }

    @Override
    public final void exitRun(String reason) {
        stopRun.accept(new LoadRun.Stop(reason, Verdict.ABORTED));
    }

    @Override
    public final void endRun(String reason) {
        stopRun.accept(LoadRun.Stop.atEnd(reason));
    }

    /** Tells whether a user has ended the scenario. */
    final boolean hasExited() {
        return exited != null;
    }

    /** Begins no further iteration and cuts off the running ones; to be called from any thread. */
    final void abort() {
        crew.hurry();
        stop();
    }

    /** Returns the rate, in starts per second, wanted at {@code at} after the start; 0 in the closed model. */
    double offeredAt(long at) {
        return 0;
    }

    /** Returns the users wanted at {@code at} after the start; 0 in the open model. */
    int wantedAt(long at) {
        return 0;
    }

    /** Returns what whoever reads the result should know of how the load went; null for nothing. */
    @Nullable
    String warning() {
        Exited early = exited;
        return early == null ? null : endedEarly(early.at(), early.reason());
    }

    /** Says when and why a load ended before its profile. */
    final String endedEarly(Duration at, String reason) {
        return "scenario \"" + scenario.name() + "\" ended after " + DurationText.measured(at) + " of "
                + DurationText.of(profile.duration()) + ", because " + reason + ".";
    }

    /** Returns the load asked for; its line begins at zero. */
    final PlannedLoad planned() {
        return slice.of(PlannedLoads.of(scenario.name(), profile));
    }

    /** Returns how far a set number of iterations is; to be called from any thread. */
    Snapshot.Iterations iterations() {
        return Snapshot.Iterations.NONE;
    }
}
