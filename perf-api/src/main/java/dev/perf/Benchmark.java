package dev.perf;

import static dev.perf.source.Given.given;

import dev.perf.benchmark.AsyncMeasured;
import dev.perf.benchmark.BenchmarkPlan;
import dev.perf.benchmark.BenchmarkPlan.ThreadKind;
import dev.perf.benchmark.BenchmarkResult;
import dev.perf.benchmark.ComparisonPlan;
import dev.perf.benchmark.Fixture;
import dev.perf.benchmark.Measured;
import dev.perf.plan.InvalidPlanException;
import dev.perf.source.SourceLocation;
import dev.perf.spi.BenchmarkEngine;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * A benchmark of plain Java code: how long an operation takes, and what it allocates.
 *
 * <pre>{@code
 *   warm-up | round | round | round | ...
 *     2 s     500 ms  500 ms  500 ms       ten rounds, each with a mean of its own
 * }</pre>
 *
 * <p>The code is run in a loop in this JVM: first to warm up, which is not measured, then in rounds. How much the means of
 * the rounds differ tells how far the mean can be trusted. Operations that are too short for the clock are timed in
 * batches. This is no JMH: it does not fork, so what else the JVM has run and compiled is in the numbers.
 *
 * <p>Immutable: each method returns a new value. Mistakes are found when it is run, all at once, before the first call.
 */
public final class Benchmark {

    private final BenchmarkPlan plan;

    private Benchmark(BenchmarkPlan plan) {
        this.plan = plan;
    }

    /** Returns a benchmark of code that returns what it computed, with everything else by default. */
    public static Benchmark of(String name, Measured code) {
        return new Benchmark(BenchmarkPlan.of(given(name, "name"), given(code, "code"), SourceLocation.caller()));
    }

    static Benchmark ofAsync(String name, AsyncMeasured code) {
        given(code, "code");
        return of(name, it -> result(code.begin(it).toCompletableFuture()));
    }

    /** What the operation failed with, without the wrapping of the future. */
    private static @Nullable Object result(Future<?> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException failed) {
            Throwable cause = failed.getCause();
            if (cause instanceof Exception exception) {
                throw exception;
            }
            throw failed;
        }
    }

    /**
     * Sets how long the code is run before it is measured.
     *
     * @param time not negative; 2 s unless set. Excludes {@link #warmUp(long)}
     */
    public Benchmark warmUp(Duration time) {
        return new Benchmark(plan.withWarmUp(plan.warmUp().withTime(given(time, "time"))));
    }

    /**
     * Sets how often the code is run, by all threads together, before it is measured.
     *
     * @param operations not negative. Excludes {@link #warmUp(Duration)}
     */
    public Benchmark warmUp(long operations) {
        return new Benchmark(plan.withWarmUp(plan.warmUp().withOperations(operations)));
    }

    /**
     * Sets how long each round is; operations that have begun are finished.
     *
     * @param time positive; 500 ms unless set. Excludes {@link #iterations}
     */
    public Benchmark during(Duration time) {
        return new Benchmark(plan.withLength(plan.length().withTime(given(time, "time"))));
    }

    /**
     * Sets how often the code is run in each round, by all threads together: each does its share.
     *
     * @param operations positive, and at least one for each thread. Excludes {@link #during}
     */
    public Benchmark iterations(long operations) {
        return new Benchmark(plan.withLength(plan.length().withOperations(operations)));
    }

    /**
     * Sets how many rounds are measured.
     *
     * @param rounds from 1 to 10,000; 10 unless set. An interval takes two, one to be relied on five
     */
    public Benchmark rounds(int rounds) {
        return new Benchmark(plan.withRounds(rounds));
    }

    /**
     * Sets how many threads run the code at the same time.
     *
     * @param threads from 1 to 1,024; 1 unless set
     */
    public Benchmark threads(int threads) {
        return new Benchmark(plan.withThreads(threads, ThreadKind.PLATFORM));
    }

    /**
     * Sets how many virtual threads run the code at the same time. What they allocate is not measured, for the JVM does
     * not count it.
     *
     * @param threads from 1 to 1,024
     */
    public Benchmark virtualThreads(int threads) {
        return new Benchmark(plan.withThreads(threads, ThreadKind.VIRTUAL));
    }

    /** Does something before the warm-up and before each round, which is not measured: filling a table, emptying a cache. */
    public Benchmark beforeRound(Fixture fixture) {
        return new Benchmark(plan.withFixtures(given(fixture, "fixture"), plan.afterRound()));
    }

    /** Does something after the warm-up and after each round, even one that failed; it is not measured. */
    public Benchmark afterRound(Fixture fixture) {
        return new Benchmark(plan.withFixtures(plan.beforeRound(), given(fixture, "fixture")));
    }

    /** Returns the plan of the benchmark. */
    public BenchmarkPlan plan() {
        return plan;
    }

    /**
     * Measures, quietly.
     *
     * @return what was measured; operations that failed are counted in it, not thrown
     * @throws InvalidPlanException if the benchmark has mistakes
     * @throws InterruptedException if the calling thread is interrupted; the operation under way has been interrupted too
     */
    public BenchmarkResult run() throws InterruptedException {
        return BenchmarkEngine.find()
                .start(ComparisonPlan.ofOne(plan))
                .awaitOrAbort("the calling thread was interrupted")
                .benchmarks()
                .getFirst();
    }

    /**
     * Measures as a command, prints a table, and exits the process: with 0, or with 1 if an operation failed. {@code --help}
     * lists the flags.
     */
    @SuppressWarnings("SystemExit") // as LoadTest.main
    public void main(String... arguments) {
        System.exit(BenchmarkEngine.find().main(ComparisonPlan.ofOne(plan), List.of(arguments)));
    }
}
