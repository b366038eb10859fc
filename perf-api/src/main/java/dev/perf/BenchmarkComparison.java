package dev.perf;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import dev.perf.benchmark.BenchmarkPlan;
import dev.perf.benchmark.ComparisonPlan;
import dev.perf.benchmark.ComparisonResult;
import dev.perf.benchmark.Extent;
import dev.perf.plan.InvalidPlanException;
import dev.perf.source.SourceLocation;
import dev.perf.spi.BenchmarkEngine;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Benchmarks that are compared: which is faster, by how much, and whether that is more than noise.
 *
 * <pre>{@code
 *   warm-up A | warm-up B | A | B | B | A | A | B | B | A | ...
 * }</pre>
 *
 * <p>They are measured round by round in turn, in one order and then in the other, so that a machine that becomes slower
 * or faster on the way does so for all of them. Rounds of the same number are compared with each other.
 *
 * <p>Immutable: each method returns a new value. Its settings go to all benchmarks, in place of their own.
 */
public final class BenchmarkComparison {

    private final ComparisonPlan plan;

    private BenchmarkComparison(ComparisonPlan plan) {
        this.plan = plan;
    }

    static BenchmarkComparison of(Benchmark baseline, Benchmark... others) {
        List<BenchmarkPlan> plans = Stream.concat(
                        Stream.of(given(baseline, "baseline")), allGiven(others, "others").stream())
                .map(Benchmark::plan)
                .toList();
        String name = plans.stream().map(BenchmarkPlan::name).collect(Collectors.joining(", "));
        return new BenchmarkComparison(new ComparisonPlan(name, plans, SourceLocation.caller()));
    }

    /** Sets how long the code of each benchmark is run before it is measured. See {@link Benchmark#warmUp(Duration)}. */
    public BenchmarkComparison warmUp(Duration time) {
        return with(one -> one.withWarmUp(Extent.UNSET.withTime(given(time, "time"))));
    }

    /** Sets how often the code of each benchmark is run before it is measured. See {@link Benchmark#warmUp(long)}. */
    public BenchmarkComparison warmUp(long operations) {
        return with(one -> one.withWarmUp(Extent.UNSET.withOperations(operations)));
    }

    /** Sets how long each round of each benchmark is. See {@link Benchmark#during}. */
    public BenchmarkComparison during(Duration time) {
        return with(one -> one.withLength(Extent.UNSET.withTime(given(time, "time"))));
    }

    /** Sets how often the code is run in each round of each benchmark. See {@link Benchmark#iterations}. */
    public BenchmarkComparison iterations(long operations) {
        return with(one -> one.withLength(Extent.UNSET.withOperations(operations)));
    }

    /** Sets how many rounds of each benchmark are measured. See {@link Benchmark#rounds}. */
    public BenchmarkComparison rounds(int rounds) {
        return with(one -> one.withRounds(rounds));
    }

    private BenchmarkComparison with(UnaryOperator<BenchmarkPlan> change) {
        return new BenchmarkComparison(plan.with(change));
    }

    /** Returns the plan of the comparison. */
    public ComparisonPlan plan() {
        return plan;
    }

    /**
     * Measures, quietly.
     *
     * @return what was measured; that nothing differs is a result, not an exception
     * @throws InvalidPlanException if the comparison or a benchmark has mistakes
     * @throws InterruptedException if the calling thread is interrupted; the operation under way has been interrupted too
     */
    public ComparisonResult run() throws InterruptedException {
        return BenchmarkEngine.find().start(plan).awaitOrAbort("the calling thread was interrupted");
    }

    /**
     * Measures as a command, prints a table, and exits the process: with 0, or with 1 if an operation failed. {@code --help}
     * lists the flags.
     */
    @SuppressWarnings("SystemExit") // as LoadTest.main
    public void main(String... arguments) {
        System.exit(BenchmarkEngine.find().main(plan, List.of(arguments)));
    }
}
