package dev.perf.junit;

import dev.perf.LoadTest;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.InvalidTestFileException;
import dev.perf.result.RunResult;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;

/**
 * Runs load tests on behalf of a test method, which takes it as a parameter.
 *
 * <p>Every run gets the thresholds annotated on the method and its class besides its own. When the method has ended,
 * each run that did not pass fails the test, unless it was {@linkplain #unverified() unverified}.
 *
 * <p>Immutable and thread-safe. Of no use once the test has ended.
 */
public final class PerfRunner {

    private final TestRuns runs;
    private final UnaryOperator<RunOptions> options;
    private final boolean verified;

    PerfRunner(TestRuns runs) {
        this(runs, UnaryOperator.identity(), true);
    }

    private PerfRunner(TestRuns runs, UnaryOperator<RunOptions> options, boolean verified) {
        this.runs = runs;
        this.options = options;
        this.verified = verified;
    }

    /**
     * Runs a load test and waits for its end.
     *
     * @return what was measured and decided; a threshold that does not hold is no exception here, but fails the test
     *     when its method has ended
     * @throws InvalidPlanException if the load test has mistakes
     * @throws InvalidTestFileException if the {@linkplain PerfTest#config file} that configures it has mistakes
     * @throws InvalidRunError if the generator was the limit; {@link OnInvalid} has other choices
     * @throws InterruptedException if the calling thread is interrupted, by {@code @Timeout} for instance; the run has
     *     been aborted then and its report written, for which it had 15 s
     */
    public RunResult run(LoadTest test) throws InterruptedException {
        return runs.run(test, options, verified);
    }

    /**
     * Begins to run a load test and returns, for methods that do something to the target meanwhile. A run that
     * goes on when the method has ended is aborted.
     *
     * @return the run; its {@code await} returns and throws what {@link #run} does, but an interruption does not stop
     *     it
     * @throws InvalidPlanException if the load test has mistakes
     * @throws InvalidTestFileException if the {@linkplain PerfTest#config file} that configures it has mistakes
     * @throws InterruptedException if the calling thread is interrupted while it waits for the load test of another JVM
     *     of the build to end
     */
    public Run start(LoadTest test) throws InterruptedException {
        return runs.start(test, options, verified);
    }

    /**
     * Returns load tests as nodes of JUnit's tree, for a {@link PerfTestFactory} method to return: for each test a
     * container with a node that runs it, one for each threshold, and one that tells whether the generator was the limit.
     * A test is run once, when the first of its nodes is. Mistakes in it fail the node that runs it.
     *
     * @throws InvalidTestFileException if a file that configures the tests has mistakes
     */
    public Stream<DynamicNode> nodes(LoadTest... tests) {
        return Stream.of(tests).map(test -> runs.nodes(test, options));
    }

    /**
     * Returns a runner whose results are data and nothing more: no verdict fails or aborts the test. For methods that
     * stop their runs themselves, or expect one to fail.
     */
    public PerfRunner unverified() {
        return new PerfRunner(runs, options, false);
    }

    /** Returns a runner with other options: {@code perf.options(options -> options.listener(dashboard))}. */
    public PerfRunner options(UnaryOperator<RunOptions> change) {
        return new PerfRunner(runs, before -> change.apply(options.apply(before)), verified);
    }
}
