package dev.perf.engine.internal.console;

import static dev.perf.Perf.benchmark;
import static dev.perf.Perf.compare;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.benchmark.BenchmarkResult;
import dev.perf.benchmark.BenchmarkRound;
import dev.perf.benchmark.ComparisonPlan;
import dev.perf.benchmark.ComparisonResult;
import dev.perf.benchmark.ConfidenceInterval;
import dev.perf.benchmark.Contrast;
import dev.perf.result.Distribution;
import dev.perf.result.Environment;
import dev.perf.result.Verdict;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchmarkConsoleTest {

    private static final ComparisonPlan PLAN = compare(benchmark("slow", () -> "slow"), benchmark("fast", () -> "fast"))
            .plan();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @Test
    void endsWithATableWhatItMeansAndWhatToDoubt() {
        console(false).onEnd(result(Verdict.PASSED));

        assertThat(printed()).isEqualTo("""
              slow, fast: 10 rounds of 500ms after 2s of warm-up, 1 thread

                             mean   ± 95 %       p50       p95       p99     operations  alloc/op    gc
              slow         2.5 µs     20 %    2.5 µs    2.5 µs         -      400,000/s      16 B     1
              fast          25 ns        -     25 ns     25 ns         -   40,000,000/s         -     0

              fast is 100.00 times as fast as slow (95 % interval 90.00 to 110.00)
              timed: fast in batches of 1,000; percentiles are those of batches and hide single slow operations
              warning     fast: noise
              Measured in one JVM without forks: good for operations of a microsecond and more; for nanoseconds use JMH.
            """);
    }

    @Test
    void saysThatItWasStopped() {
        console(false).onEnd(result(Verdict.ABORTED));

        assertThat(printed()).contains("\n  stopped before the end\n");
    }

    @Test
    void aLiveTerminalShowsWhatIsMeasuredNow() {
        BenchmarkConsole console = console(true);

        console.onWarmUp(PLAN.benchmarks().getFirst());
        console.onRound(PLAN.benchmarks().getLast(), 3);

        assertThat(printed()).isEqualTo("\r\u001B[0J  slow  warm-up, 2s" + "\r\u001B[0J  fast  round 3 of 10");
    }

    @Test
    void otherTerminalsShowNothingUntilTheEnd() {
        BenchmarkConsole console = console(false);

        console.onWarmUp(PLAN.benchmarks().getFirst());
        console.onRound(PLAN.benchmarks().getLast(), 3);

        assertThat(printed()).isEmpty();
    }

    private BenchmarkConsole console(boolean live) {
        return BenchmarkConsole.on(
                new Terminal(new PrintStream(out, true, StandardCharsets.UTF_8), live, false, 80), PLAN);
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static ComparisonResult result(Verdict verdict) {
        var slow = new BenchmarkResult(
                "slow",
                1,
                1,
                List.of(new BenchmarkRound(200, 500_000, 0, 3_200L, 1, Duration.ZERO)),
                Distribution.of(new long[] {2_500}, new long[] {200}, 2_500, 2_500, 500_000),
                new ConfidenceInterval(2_500, 2_000, 3_000, 0.95),
                List.of(),
                List.of());
        var fast = new BenchmarkResult(
                "fast",
                1,
                1_000,
                List.of(new BenchmarkRound(200_000, 5_000_000, 0, null, 0, Duration.ZERO)),
                Distribution.of(new long[] {25_000}, new long[] {200}, 25_000, 25_000, 5_000_000),
                null,
                List.of(),
                List.of("noise"));
        return new ComparisonResult(
                "slow, fast",
                Instant.EPOCH,
                Duration.ofSeconds(3),
                verdict,
                List.of(slow, fast),
                List.of(new Contrast("fast", "slow", new ConfidenceInterval(100, 90, 110, 0.95))),
                new Environment("1", "25", "Linux", "host", 4, 1_000));
    }
}
