package dev.perf.engine.internal.console;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.run.LoadRun;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.RunResult;
import dev.perf.spi.RunOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The summary on the console says of no number more than it bears. */
class TrustedNumbersTest {

    private static RunResult runOf(int samples) throws InterruptedException {
        var test = loadTest("few")
                .run(
                        scenario("work").exec("work", user -> user.pause(ofSeconds(1))),
                        users(samples).iterations(1));
        return LoadRun.start(test.plan(), RunOptions.DEFAULTS.withoutReport(), new SimulatedClock())
                .await();
    }

    private static List<String> summary(RunResult result) {
        var terminal = new Terminal(
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8), false, false, 80);
        return Summary.of(result, terminal);
    }

    private static String row(List<String> summary) {
        return summary.stream()
                .filter(line -> line.startsWith("  work "))
                .findFirst()
                .orElseThrow()
                .replaceAll(" +", " ");
    }

    @Test
    void percentilesThatTooFewSamplesBearOutAreLeftOutAndExplained() throws Exception {
        List<String> few = summary(runOf(99));
        assertThat(row(few)).isEqualTo(" work 99 99/s 0 1 s - - 1 s");
        assertThat(few).contains("  - too few samples for this percentile: p50 takes 10, p95 100, p99 500");

        assertThat(row(summary(runOf(300)))).isEqualTo(" work 300 300/s 0 1 s 1 s - 1 s");

        List<String> enough = summary(runOf(500));
        assertThat(row(enough)).isEqualTo(" work 500 500/s 0 1 s 1 s 1 s 1 s");
        assertThat(enough).noneMatch(line -> line.contains("too few samples"));
    }

    @Test
    void aMarginOfManyTimesTheLimitIsToldAsSuch() throws Exception {
        var test = loadTest("far")
                .run(scenario("work").exec("work", user -> user.pause(ofSeconds(1))), users(1).iterations(50))
                .threshold("step_duration: max < 10ms")
                .threshold("step_duration: max < 500ms")
                .threshold("iterations: count > 2");
        RunResult result = LoadRun.start(test.plan(), RunOptions.DEFAULTS.withoutReport(), new SimulatedClock())
                .await();

        assertThat(summary(result))
                .anyMatch(line ->
                        line.startsWith("  ✗ step_duration: max < 10ms: ") && line.endsWith(", 100 times the limit"))
                .anyMatch(line -> line.startsWith("  ✗ step_duration: max < 500ms: ")
                        && line.endsWith(", 100 % outside the limit"))
                .anyMatch(line ->
                        line.startsWith("  ✓ iterations: count > 2: ") && line.endsWith(", 25 times the limit"));
    }

    @Test
    void aGeneratorThatNobodyHasWatchedIsNotSaidToBeGood() throws Exception {
        // Nothing here was due at a moment, so that there is no lag either.
        RunResult result = runOf(10);

        assertThat(result.generator().state()).isEqualTo(GeneratorHealth.State.NOT_MEASURED);
        assertThat(result.generator().signals())
                .filteredOn(signal -> !signal.name().equals("dropped iterations"))
                .extracting(GeneratorHealth.Signal::value)
                .containsOnly("not measured");
        assertThat(summary(result))
                .contains("  generator   The generator was not measured, so nothing tells whether it was the limit:"
                        + " believe the numbers only if you know that it was idle enough.");
    }

    @Test
    void whatNobodyHasReadOfAGoodGeneratorIsNamed() throws Exception {
        var test = loadTest("arrivals")
                .run(
                        scenario("work").exec("work", user -> user.pause(ofSeconds(1))),
                        arrivals(perSecond(10)).during(ofSeconds(1)));
        RunResult result = LoadRun.start(test.plan(), RunOptions.DEFAULTS.withoutReport(), new SimulatedClock())
                .await();

        assertThat(summary(result))
                .contains("  generator   The generator was not the limit: schedule lag p95 0.00 ms at most; dropped"
                        + " iterations 0 of 10; not measured: virtual threads late p95, process CPU, garbage"
                        + " collection.");
    }
}
