package dev.perf.engine.internal.command;

import static dev.perf.Perf.benchmark;
import static dev.perf.Perf.compare;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.Benchmark;
import dev.perf.benchmark.ComparisonPlan;
import dev.perf.engine.internal.console.BenchmarkConsole;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BenchmarkCommandTest {

    private final PrintStream standardOut = System.out;
    private final PrintStream standardErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final AtomicInteger calls = new AtomicInteger();
    private final Benchmark quote =
            benchmark("quote", calls::incrementAndGet).warmUp(5).iterations(20).rounds(2);

    @BeforeEach
    void capture() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void release() {
        System.setOut(standardOut);
        System.setErr(standardErr);
    }

    @Test
    void printsATableThatSaysWhatItIsNot() {
        int code = run(quote);

        assertThat(code).isZero();
        assertThat(calls).hasValue(45);
        assertThat(printed())
                .startsWith("  quote: 2 rounds of 20 operations after 5 operations of warm-up, 1 thread\n")
                .containsPattern("(?m)^ +mean +± 95 % +p50 +p95 +p99 +operations +alloc/op +gc$")
                .containsPattern("(?m)^  quote +\\S+ [nµm]s .*/s ")
                .contains("  warning     quote: 2 rounds say little about the noise; take 5 or more\n")
                .endsWith("  Measured in one JVM without forks: good for operations of a microsecond and more; for"
                        + " nanoseconds use JMH.\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void endsWithOneWhereAnOperationFails() {
        Benchmark broken = benchmark("broken", () -> {
                    throw new IllegalStateException("closed");
                })
                .warmUp(0)
                .iterations(3)
                .rounds(1);

        assertThat(run(broken)).isEqualTo(1);
        assertThat(printed())
                .containsPattern("(?m)^  broken +- +- +- +- +- +- +- +0$")
                .contains("warning     broken: 3 failures, which are not in the times: 3 x IllegalStateException:"
                        + " closed");
    }

    @Test
    void dryRunCallsNothing() {
        assertThat(run(quote.threads(2), "--dry-run")).isZero();
        assertThat(calls).hasValue(0);
        assertThat(printed())
                .isEqualTo("quote is valid; nothing was called\n"
                        + "  quote: 2 rounds of 20 operations after 5 operations of warm-up, 2 threads\n");
    }

    @Test
    void quietPrintsNothing() {
        assertThat(run(quote, "--quiet")).isZero();
        assertThat(printed()).isEmpty();
    }

    @Test
    void helpListsTheFlagsOfBenchmarks() {
        assertThat(run(quote, "--help")).isZero();
        assertThat(printed()).startsWith("Measures quote.\n").contains("--json FILE", "Exit codes: 0 measured");
    }

    @Test
    void refusesFlagsOfLoadTests() {
        assertThat(run(quote, "--users", "5")).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("unknown flag --users; --help lists the flags\n");
        assertThat(calls).hasValue(0);
    }

    @Test
    void mistakesEndWithTwo() {
        assertThat(run(quote.rounds(0))).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .matches("test \"quote\" has 1 mistake\n"
                        + "  BenchmarkCommandTest.java:\\d+: benchmark \"quote\", rounds: must be from 1 to 10,000, got"
                        + " 0\n");
    }

    @Test
    void saysWhichBenchmarksAreMeasuredAlike() {
        ComparisonPlan plan = compare(quote, quote.threads(2), benchmark("third", calls::incrementAndGet))
                .rounds(3)
                .iterations(20)
                .warmUp(5)
                .plan();

        assertThat(BenchmarkConsole.describe(plan))
                .containsExactly(
                        "quote, third: 3 rounds of 20 operations after 5 operations of warm-up, 1 thread",
                        "quote: 3 rounds of 20 operations after 5 operations of warm-up, 2 threads");
    }

    @Test
    void jsonIsWrittenByTheReport() {
        assertThat(run(quote, "--quiet", "--json", "quote.json")).isEqualTo(5);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .isEqualTo("the file that --json asks for cannot be written: --json needs the dependency"
                        + " dev.perf:perf-report\n");
    }

    private static int run(Benchmark benchmark, String... arguments) {
        return Command.run(ComparisonPlan.ofOne(benchmark.plan()), List.of(arguments));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }
}
