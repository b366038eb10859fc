package dev.perf.engine.internal.script;

import static dev.perf.Perf.branch;
import static dev.perf.Perf.doIf;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.group;
import static dev.perf.Perf.percent;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.tryUpTo;
import static dev.perf.Perf.uniform;

import dev.perf.engine.internal.measure.LedgerCounter.Outcome;
import dev.perf.engine.internal.measure.Phase;
import dev.perf.scenario.Step;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What steps of the builder cost beyond the work they do: an iteration of a thousand steps, each around a lambda step
 * that does nothing. {@code exec} is that lambda step alone, which reads the clock twice and is recorded as a request.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class StepsBenchmark {

    private static final int STEPS = 1_000;

    /** The kind of step. */
    @Param({"exec", "doIf", "repeat", "uniform", "percent", "tryUpTo", "group"})
    String kind;

    private IterationRunner runner;
    private long number;

    /** Compiles the scenario. */
    @Setup
    public void compile() {
        Supplier<Step> work = () -> exec("nothing", it -> {});
        Step step = switch (kind) {
            case "exec" -> work.get();
            case "doIf" -> doIf(session -> true, work.get());
            case "repeat" -> repeat(1, work.get());
            case "uniform" -> uniform(work.get(), work.get());
            case "percent" -> percent(branch(50, work.get())).orElse(work.get());
            case "tryUpTo" -> tryUpTo(3, work.get());
            case "group" -> group("group", work.get());
            default -> throw new IllegalArgumentException(kind);
        };
        runner =
                Users.of(scenario("steps").exec(Collections.nCopies(STEPS, step).toArray(Step[]::new)));
    }

    /** One step, with the lambda step in it. */
    @Benchmark
    @OperationsPerInvocation(STEPS)
    public Outcome iterate() throws InterruptedException {
        long now = runner.user().clock().nanos();
        return runner.iterate(number++, now, now, Phase.LOAD);
    }
}
