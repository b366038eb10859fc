package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.journal.WorkloadEnd;
import dev.perf.engine.internal.journal.WorkloadEnd.Kind;
import dev.perf.engine.internal.plan.Part;
import dev.perf.engine.internal.run.CompiledTest.CompiledWorkload;
import dev.perf.engine.internal.script.CompiledScenario;
import dev.perf.load.LoadStart;
import dev.perf.result.PlannedLoad;
import dev.perf.result.Snapshot;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A workload in its order among the others: it waits for its start, runs, stops to begin iterations, and finishes when
 * its users have ended. Times are nanoseconds of the load time since the start of the run. Thread-safe.
 */
final class WorkloadTurn {

    private static final long NOT_YET = -1;

    private final CompiledWorkload workload;
    private final WorkloadRunner runner;
    private final List<WorkloadTurn> all;
    private final Clock clock;
    private final LoadTime time;
    private final List<PlannedLoad.Stage> stages;
    private volatile long begunAt = NOT_YET;
    private volatile long stoppedAt = NOT_YET;
    private volatile long finishedAt = NOT_YET;
    private final @Nullable Consumer<WorkloadEnd> conductor;
    private volatile long orderedAt = NOT_YET;
    private volatile boolean ending;
    private volatile @Nullable Thread waiting;

    /**
     * Creates the turn of a workload, all of which is put on here.
     *
     * @param all the turns of all workloads of the run, of which one may have to be waited for
     */
    WorkloadTurn(CompiledWorkload workload, WorkloadRunner runner, List<WorkloadTurn> all, Clock clock, LoadTime time) {
        this(workload, runner, all, clock, time, null);
    }

    /**
     * Creates the turn of a workload.
     *
     * @param all the turns of all workloads of the run
     * @param conductor is told of its end by the turn of an agent, and {@linkplain #begin has it begin} where it starts
     *     after another; null where all of the load is put on here
     */
    WorkloadTurn(
            CompiledWorkload workload,
            WorkloadRunner runner,
            List<WorkloadTurn> all,
            Clock clock,
            LoadTime time,
            @Nullable Consumer<WorkloadEnd> conductor) {
        this.conductor = conductor;
        this.workload = workload;
        this.runner = runner;
        this.all = all;
        this.clock = clock;
        this.time = time;
        this.stages = PlannedLoads.stages(workload.load());
    }

    /** Returns the name of the scenario. */
    String name() {
        return workload.scenario().name();
    }

    WorkloadRunner runner() {
        return runner;
    }

    /**
     * Waits for the start, runs the load, and returns when all its users have ended; at once, if the run ends before
     * the load has begun. Blocks the calling thread.
     *
     * @param runStart start of the run, in the clock's time
     * @return how many users were left behind
     */
    int take(long runStart, long warmUpNanos) throws InterruptedException {
        waiting = Thread.currentThread();
        long start = awaitStart(runStart);
        waiting = null;
        if (start == NOT_YET) {
            return 0;
        }
        begunAt = start;
        beginThrottles(runStart, runStart + start);
        int leftBehind = runner.run(runStart + start, warmUpNanos - start, () -> {
            stoppedAt = time.now() - runStart;
            workload.scenario().stopping(clock);
            wakeAll();
            tell(ending ? Kind.CUT : Kind.STOPPED, stoppedAt);
        });
        finishedAt = time.now() - runStart;
        wakeAll();
        if (!ending) {
            tell(Kind.FINISHED, finishedAt);
        }
        return leftBehind;
    }

    private void tell(Kind kind, long at) {
        if (conductor != null) {
            conductor.accept(new WorkloadEnd(all.indexOf(this), kind, Duration.ofNanos(Math.max(0, at))));
        }
    }

    /** Whoever pauses the load tells all throttles that have begun; this one may begin just after that. */
    private void beginThrottles(long runStart, long start) {
        CompiledScenario scenario = workload.scenario();
        scenario.begin(runStart + time.shift(), start + time.shift());
        if (time.isPaused()) {
            scenario.paused(clock.nanos());
            if (!time.isPaused()) {
                scenario.resumed(clock, clock.nanos());
            }
        }
    }

    /** The wait ends with a time that follows from the plan, however late this thread is woken. */
    private long awaitStart(long runStart) throws InterruptedException {
        long start = workload.start().delay().toNanos();
        WorkloadTurn awaited = awaited();
        if (awaited != null && conductor != null) {
            clock.await(() -> ending || orderedAt != NOT_YET);
            start = orderedAt;
        } else if (awaited != null) {
            clock.await(() -> ending || eventOf(awaited) != NOT_YET);
            start += eventOf(awaited);
        }
        if (!ending) {
            time.awaitUntil(runStart + start, () -> ending);
        }
        return ending ? NOT_YET : start;
    }

    private @Nullable WorkloadTurn awaited() {
        String name = workload.start().awaited();
        return all.stream().filter(turn -> turn.name().equals(name)).findFirst().orElse(null);
    }

    private long eventOf(WorkloadTurn awaited) {
        return workload.start() instanceof LoadStart.AfterStopped ? awaited.stoppedAt : awaited.finishedAt;
    }

    private void wakeAll() {
        all.forEach(WorkloadTurn::wake);
    }

    private void wake() {
        Thread thread = waiting;
        if (thread != null) {
            clock.wake(thread);
        }
    }

    /** An agent begins the load, which starts after another, at a load time; to be called from any thread. */
    void begin(long at) {
        orderedAt = at;
        wake();
    }

    /** The load is put on elsewhere, and begins at a load time. */
    void begunElsewhere(long at) {
        begunAt = at;
    }

    /** The load that is put on elsewhere has stopped at a load time: nowhere does an iteration begin any more. */
    void stoppedElsewhere(long at) {
        stoppedAt = at;
    }

    /** The load that is put on elsewhere has finished at a load time: nowhere is a user left. */
    void finishedElsewhere(long at) {
        finishedAt = at;
    }

    /** Returns when the load begins; below zero while that is not known. */
    long begunAt() {
        return begunAt;
    }

    /** Returns the place of the workload that this one starts after; below zero for none. */
    int awaitedPlace() {
        WorkloadTurn awaited = awaited();
        return awaited == null ? -1 : all.indexOf(awaited);
    }

    /** Returns what of that workload has to be over. */
    Kind awaitedEnd() {
        return workload.start() instanceof LoadStart.AfterStopped ? Kind.STOPPED : Kind.FINISHED;
    }

    /** Returns how long after that this workload starts. */
    long delay() {
        return workload.start().delay().toNanos();
    }

    /** Begins no further iteration, or none at all; to be called from any thread. */
    void stop() {
        ending = true;
        wake();
        runner.stop();
    }

    /** Begins no further iteration and cuts off the running ones; to be called from any thread. */
    void abort() {
        ending = true;
        wake();
        runner.abort();
    }

    /** The load time stands still since {@code nanos}, in real time; to be called from any thread. */
    void paused(long nanos) {
        wake();
        workload.scenario().paused(nanos);
        runner.paused();
    }

    /** The load time goes on since {@code nanos}, in real time; to be called from any thread. */
    void resumed(long nanos) {
        wake();
        workload.scenario().resumed(clock, nanos);
        runner.resumed();
    }

    /** The throttles let through another part of their rates from now on; to be called from any thread. */
    void shareThrottles(Part next) {
        workload.scenario().shared(clock, next);
    }

    double offeredAt(long elapsed) {
        long begun = begunAt;
        return begun == NOT_YET ? 0 : runner.offeredAt(elapsed - begun);
    }

    int wantedAt(long elapsed) {
        long begun = begunAt;
        return begun == NOT_YET ? 0 : runner.wantedAt(elapsed - begun);
    }

    /** Tells whether the load is in a stage of that name at a time. */
    boolean isInStage(String stage, long elapsed) {
        long begun = begunAt;
        if (begun == NOT_YET) {
            return false;
        }
        Duration at = Duration.ofNanos(elapsed - begun);
        return stages.stream()
                .anyMatch(
                        one -> one.name().equals(stage) && one.from().compareTo(at) <= 0 && at.compareTo(one.to()) < 0);
    }

    Snapshot.Iterations iterations() {
        return runner.iterations();
    }

    /** Returns whether the load begins no more iterations from {@code elapsed} on. */
    boolean hasStoppedBy(long elapsed) {
        return stoppedAt != NOT_YET || (begunAt != NOT_YET && elapsed >= begunAt + length());
    }

    /** Returns when the load stops, as far as that is known at {@code elapsed}. */
    Duration expectedEnd(long elapsed) {
        long planned = expectedStart(elapsed) + length();
        return Duration.ofNanos(stoppedAt == NOT_YET ? planned : Math.min(stoppedAt, planned));
    }

    /** A scenario that should have finished long ago is taken to finish now. */
    private long expectedStart(long elapsed) {
        long begun = begunAt;
        if (begun != NOT_YET) {
            return begun;
        }
        WorkloadTurn awaited = awaited();
        long event = 0;
        if (awaited != null) {
            long known = eventOf(awaited);
            event = known != NOT_YET ? known : Math.max(elapsed, awaited.expectedStart(elapsed) + awaited.length());
        }
        return event + workload.start().delay().toNanos();
    }

    private long length() {
        return workload.load().duration().toNanos();
    }

    /** Returns the load asked for, from when it began; a load that never did is drawn where it was expected. */
    PlannedLoad planned() {
        PlannedLoad line = runner.planned();
        return workload.start().isAtOnce()
                ? line
                : PlannedLoads.shifted(
                        line,
                        Duration.ofNanos(expectedStart(0)),
                        workload.start().toString());
    }
}
