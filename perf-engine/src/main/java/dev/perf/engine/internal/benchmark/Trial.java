package dev.perf.engine.internal.benchmark;

import dev.perf.benchmark.BenchmarkPlan;
import dev.perf.benchmark.BenchmarkResult;
import dev.perf.benchmark.BenchmarkRound;
import dev.perf.benchmark.Extent;
import dev.perf.benchmark.Fixture;
import dev.perf.result.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One benchmark while it is measured: its threads, and the rounds so far. One thread at a time uses it. */
final class Trial implements AutoCloseable {

    static final double LEVEL = 0.95;

    private final BenchmarkPlan plan;
    private final ClockReading reading;
    private final BooleanSupplier stopped;
    private final List<Worker> workers;
    private final Crew crew;
    private final Failures warmUpFailures = new Failures();
    private final Failures failures = new Failures();
    private final List<BenchmarkRound> rounds = new ArrayList<>();
    private Distribution batches = Distribution.EMPTY;
    private int batch = 1;

    Trial(BenchmarkPlan plan, ClockReading reading, LongSupplier clock, BooleanSupplier stopped) {
        this.plan = plan;
        this.reading = reading;
        this.stopped = stopped;
        MeasuredLoop loop = LoopCopies.next();
        Allocation allocation = Allocation.on(plan.kind());
        this.workers = IntStream.range(0, plan.threads())
                .mapToObj(thread -> new Worker(plan, thread, loop, allocation, clock, stopped))
                .toList();
        this.crew = new Crew(plan.name(), plan.kind(), workers);
    }

    /**
     * Runs the code unmeasured, and decides how many operations to time together.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    void warmUp() throws InterruptedException {
        List<Stint> stints = List.of();
        if (prepared(warmUpFailures)) {
            stints = crew.work(worker -> worker.warmUp(shareOf(worker, plan.effectiveWarmUp()), reading));
            stints.forEach(stint -> warmUpFailures.addAll(stint.failures()));
        }
        fixture("after round: ", plan.afterRound(), warmUpFailures);
        long operations = stints.stream().mapToLong(Stint::operations).sum();
        long nanos = stints.stream().mapToLong(Stint::busyNanos).sum();
        batch = operations == 0 ? 1 : reading.batchOf((double) nanos / operations);
        Long most = plan.effectiveLength().operations();
        if (most != null) {
            batch = (int) Math.min(batch, most / plan.threads());
        }
    }

    /**
     * Measures a round; one that is stopped halfway is forgotten.
     *
     * @throws InterruptedException if the calling thread is interrupted
     */
    void round() throws InterruptedException {
        Failures now = new Failures();
        List<Stint> stints = List.of();
        Collections collections = new Collections(0, 0);
        if (prepared(now)) {
            Collections before = Collections.soFar();
            stints = crew.work(worker -> worker.measure(shareOf(worker, plan.effectiveLength()), batch));
            collections = Collections.soFar().since(before);
            stints.forEach(stint -> now.addAll(stint.failures()));
        }
        fixture("after round: ", plan.afterRound(), now);
        if (stopped.getAsBoolean()) {
            return;
        }
        for (Stint stint : stints) {
            batches = batches.plus(stint.batches());
        }
        failures.addAll(now);
        rounds.add(new BenchmarkRound(
                stints.stream().mapToLong(Stint::operations).sum(),
                stints.stream().mapToLong(Stint::busyNanos).sum(),
                now.count(),
                allocated(stints),
                collections.count(),
                collections.time()));
    }

    private static @Nullable Long allocated(List<Stint> stints) {
        long bytes = 0;
        for (Stint stint : stints) {
            if (stint.allocatedBytes() < 0) {
                return null;
            }
            bytes += stint.allocatedBytes();
        }
        return bytes;
    }

    private boolean prepared(Failures into) throws InterruptedException {
        return fixture("before round: ", plan.beforeRound(), into);
    }

    /** Returns whether it succeeded. */
    @SuppressWarnings("IllegalCatch") // whatever the user's code throws is a failure to be counted
    private static boolean fixture(String name, Fixture fixture, Failures into) throws InterruptedException {
        try {
            fixture.run();
            return true;
        } catch (InterruptedException interrupted) {
            throw interrupted;
        } catch (Throwable thrown) {
            into.add(name, thrown);
            return false;
        }
    }

    private Extent shareOf(Worker worker, Extent whole) {
        Long operations = whole.operations();
        if (operations == null) {
            return whole;
        }
        int threads = plan.threads();
        return Extent.UNSET.withOperations(operations / threads + (worker.thread() < operations % threads ? 1 : 0));
    }

    /** Tells whether all rounds were measured and nothing failed in them. */
    boolean succeeded() {
        return rounds.size() == plan.rounds() && failures.count() == 0;
    }

    /** Returns the mean times of an operation in each round. */
    double[] means() {
        return rounds.stream().mapToDouble(BenchmarkRound::meanNanos).toArray();
    }

    BenchmarkResult result() {
        double[] means = rounds.stream()
                .filter(round -> round.operations() > 0)
                .mapToDouble(BenchmarkRound::meanNanos)
                .toArray();
        BenchmarkResult bare = new BenchmarkResult(
                plan.name(),
                plan.threads(),
                batch,
                rounds,
                batches,
                Intervals.ofMean(means, LEVEL),
                failures.errors(),
                List.of());
        return bare.withWarnings(new Doubts(plan, bare, means, reading, warmUpFailures, leftSomethingUndone()).list());
    }

    private boolean leftSomethingUndone() {
        return workers.stream().anyMatch(Worker::leftSomethingUndone);
    }

    @Override
    public void close() {
        crew.close();
    }
}
