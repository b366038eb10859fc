package dev.perf.engine.internal.benchmark;

import dev.perf.benchmark.BenchmarkPlan;
import dev.perf.benchmark.Extent;
import dev.perf.benchmark.Measured;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;

/** Runs the code of a benchmark on one thread. One thread at a time uses it. */
final class Worker {

    private final Measured code;
    private final MeasuredLoop loop;
    private final Turn turn;
    private final BatchTimes times;
    private final Allocation allocation;
    private final LongSupplier clock;
    private final BooleanSupplier stopped;

    private Failures failures = new Failures();
    private long operations;
    private long busyNanos;

    Worker(
            BenchmarkPlan plan,
            int thread,
            MeasuredLoop loop,
            Allocation allocation,
            LongSupplier clock,
            BooleanSupplier stopped) {
        this.code = plan.code();
        this.loop = loop;
        this.turn = new Turn(thread);
        this.times = BatchTimes.on(plan.kind());
        this.allocation = allocation;
        this.clock = clock;
        this.stopped = stopped;
    }

    /**
     * Runs the code a while in batches that grow until they are long enough for the clock.
     *
     * @return what was done in the second half
     */
    Stint warmUp(Extent share, ClockReading reading) {
        begin();
        Progress progress = new Progress(share, turn, clock.getAsLong());
        boolean secondHalf = false;
        int batch = 1;
        for (int next = progress.next(batch); next > 0 && !stopped.getAsBoolean(); next = progress.next(batch)) {
            if (!secondHalf && progress.isInSecondHalf()) {
                operations = 0;
                busyNanos = 0;
                secondHalf = true;
            }
            long nanos = run(next);
            if (nanos >= 0 && nanos < reading.shortest()) {
                batch = Math.min(batch * 2, reading.batchOf(0));
            }
        }
        return end(0);
    }

    /** Runs the code for a round. */
    Stint measure(Extent share, int batch) {
        begin();
        long allocatedBefore = allocation.ofThisThread();
        Progress progress = new Progress(share, turn, clock.getAsLong());
        for (int next = progress.next(batch); next > 0 && !stopped.getAsBoolean(); next = progress.next(batch)) {
            long nanos = run(next);
            if (nanos >= 0 && next == batch) {
                times.record(nanos);
            }
        }
        return end(allocation.ofThisThread() - allocatedBefore);
    }

    private void begin() {
        turn.reset();
        times.reset();
        failures = new Failures();
        operations = 0;
        busyNanos = 0;
    }

    private Stint end(long allocated) {
        return new Stint(
                operations, busyNanos, failures, allocation.isMeasured() ? allocated : -1, times.distribution());
    }

    /**
     * Does a batch. That of an operation that fails is not timed, for nobody knows how much of its time the failure took.
     *
     * @return how long it took; negative if an operation failed
     */
    @SuppressWarnings("IllegalCatch") // whatever the user's code throws is a failure to be counted
    private long run(int batch) {
        try {
            long nanos = loop.run(code, turn, batch, clock);
            operations += batch;
            busyNanos += nanos;
            return nanos;
        } catch (Throwable thrown) {
            turn.next();
            turn.end(clock.getAsLong());
            if (!stopped.getAsBoolean()) {
                failures.add(thrown);
            }
            return -1;
        }
    }

    int thread() {
        return turn.thread();
    }

    boolean leftSomethingUndone() {
        return turn.leftSomethingUndone();
    }

    /** How far a thread has come. */
    private static final class Progress {

        private final Extent share;
        private final Turn turn;
        private final long began;

        Progress(Extent share, Turn turn, long began) {
            this.share = share;
            this.turn = turn;
            this.began = began;
            turn.end(began);
        }

        /** Returns how many operations to do now, at most {@code batch}; 0 at the end. */
        int next(int batch) {
            Long most = share.operations();
            if (most != null) {
                return (int) Math.min(batch, most - turn.index());
            }
            return elapsed() < length() ? batch : 0;
        }

        boolean isInSecondHalf() {
            Long most = share.operations();
            return most != null ? turn.index() * 2 >= most : elapsed() * 2 >= length();
        }

        private long elapsed() {
            return turn.ended() - began;
        }

        private long length() {
            return share.time() == null ? 0 : share.time().toNanos();
        }
    }
}
