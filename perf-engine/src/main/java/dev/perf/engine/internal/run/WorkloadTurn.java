package dev.perf.engine.internal.run;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.run.CompiledTest.CompiledWorkload;
import dev.perf.load.IterationLoad;
import dev.perf.load.LoadStart;
import dev.perf.result.PlannedLoad;
import dev.perf.result.Snapshot;
import java.time.Duration;
import java.util.List;
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
    private volatile long begunAt = NOT_YET;
    private volatile long stoppedAt = NOT_YET;
    private volatile long finishedAt = NOT_YET;
    private volatile boolean ending;
    private volatile @Nullable Thread waiting;

    /**
     * Creates the turn of a workload.
     *
     * @param all the turns of all workloads of the run, of which one may have to be waited for
     */
    WorkloadTurn(CompiledWorkload workload, WorkloadRunner runner, List<WorkloadTurn> all, Clock clock, LoadTime time) {
        this.workload = workload;
        this.runner = runner;
        this.all = all;
        this.clock = clock;
        this.time = time;
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
        workload.scenario().begin(runStart, runStart + start);
        int leftBehind = runner.run(runStart + start, warmUpNanos - start, () -> {
            stoppedAt = time.now() - runStart;
            workload.scenario().stopping(clock);
            wakeAll();
        });
        finishedAt = time.now() - runStart;
        wakeAll();
        return leftBehind;
    }

    /** The wait ends with a time that follows from the plan, however late this thread is woken. */
    private long awaitStart(long runStart) throws InterruptedException {
        long event = 0;
        WorkloadTurn awaited = awaited();
        if (awaited != null) {
            clock.awaitUntil(Long.MAX_VALUE, () -> ending || eventOf(awaited) != NOT_YET);
            event = eventOf(awaited);
        }
        long start = event + workload.start().delay().toNanos();
        if (!ending) {
            time.awaitUntil(runStart + start, () -> ending);
        }
        return ending ? NOT_YET : start;
    }

    private @Nullable WorkloadTurn awaited() {
        String name = workload.start().awaited();
        return all.stream()
                .filter(turn -> turn.workload.scenario().name().equals(name))
                .findFirst()
                .orElse(null);
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

    /** The load time stands still; to be called from any thread. */
    void paused() {
        wake();
        runner.paused();
    }

    /** The load time goes on; to be called from any thread. */
    void resumed() {
        wake();
        runner.resumed();
    }

    /** Replaces what is left of the profile, all of it where it has not begun; to be called from any thread. */
    void setLevel(double level) {
        runner.setLevel(level);
    }

    double offeredAt(long elapsed) {
        long begun = begunAt;
        return begun == NOT_YET ? 0 : runner.offeredAt(elapsed - begun);
    }

    int wantedAt(long elapsed) {
        long begun = begunAt;
        return begun == NOT_YET ? 0 : runner.wantedAt(elapsed - begun);
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
        boolean hasEndedEarly = stoppedAt != NOT_YET && workload.load() instanceof IterationLoad;
        return Duration.ofNanos(hasEndedEarly ? stoppedAt : expectedStart(elapsed) + length());
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
