package dev.perf.engine.internal.command;

import static java.util.Collections.nCopies;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.Environment;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import dev.perf.spi.ResultWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubActionsTest {

    private static final Map<String, String> THERE = Map.of("GITHUB_ACTIONS", "true");
    private static final ThresholdResult HELD =
            new ThresholdResult("checks: rate > 0.9", true, 1.0, 0.9, 0.1, 5, null, "100 % is above 90 %");
    private static final ThresholdResult BROKE = new ThresholdResult(
            "response_time: p(95) < 40ms", false, 47.0, 40, -7.0, 500, Duration.ZERO, "47 ms is not below 40 ms");

    @TempDir
    private Path folder;

    @Test
    void eachThresholdThatDidNotHoldIsAnError() {
        assertThat(told(THERE, result(Verdict.FAILED, List.of(HELD, BROKE), List.of())))
                .isEqualTo("::error title=shop%3A threshold::response_time: p(95) < 40ms: 47 ms is not below 40 ms\n");
    }

    @Test
    void aRunThatDidNotPassForAnotherReasonIsAnError() {
        for (Verdict verdict : List.of(Verdict.FAILED, Verdict.INVALID, Verdict.ABORTED)) {
            assertThat(told(THERE, result(verdict, List.of(HELD), List.of())))
                    .isEqualTo("::error title=shop " + verdict + "::the reason\n");
        }
        assertThat(told(THERE, result(Verdict.INVALID, List.of(BROKE), List.of()))
                        .lines())
                .hasSize(2)
                .first()
                .isEqualTo("::error title=shop INVALID::the reason");
    }

    @Test
    void warningsAreWarnings() {
        assertThat(told(THERE, result(Verdict.PASSED, List.of(HELD), List.of("mind the gap"))))
                .isEqualTo("::warning title=shop::mind the gap\n");
    }

    @Test
    void whatGitHubWouldNotShowIsCounted() {
        List<String> lines = told(THERE, result(Verdict.FAILED, nCopies(12, BROKE), nCopies(11, "w")))
                .lines()
                .toList();

        assertThat(lines).hasSize(20);
        assertThat(lines.get(9)).isEqualTo("::error title=shop%3A threshold::and 3 more, see the report");
        assertThat(lines.getLast()).isEqualTo("::warning title=shop::and 2 more, see the report");
    }

    @Test
    void tenAreAllShown() {
        assertThat(told(THERE, result(Verdict.PASSED, List.of(), nCopies(10, "w")))
                        .lines())
                .hasSize(10)
                .containsOnly("::warning title=shop::w");
    }

    @Test
    void nobodysTextEndsTheLine() {
        assertThat(Annotation.error("a: b, c%", "100 %\r\n::set-output name=x::y"))
                .hasToString("::error title=a%3A b%2C c%25::100 %25%0D%0A::set-output name=x::y");
    }

    @Test
    void searchesAndBenchmarksTellTheirVerdict() {
        var out = new ByteArrayOutputStream();
        var server = new GitHubActions(THERE, new PrintStream(out), List.of());

        server.tell("capacity", Verdict.PASSED, "found");
        server.tell("capacity", Verdict.FAILED, "the lowest level did not hold");

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("::error title=capacity FAILED::the lowest level did not hold\n");
    }

    @Test
    void saysNothingElsewhere() {
        RunResult failed = result(Verdict.FAILED, List.of(BROKE), List.of("w"));

        assertThat(told(Map.of(), failed)).isEmpty();
        assertThat(told(Map.of("GITHUB_ACTIONS", "false"), failed)).isEmpty();
    }

    @Test
    void appendsToTheSummaryOfTheStep() throws IOException {
        Path summary = folder.resolve("summary");
        Map<String, String> environment = Map.of("GITHUB_STEP_SUMMARY", summary.toString());
        RunResult result = result(Verdict.PASSED, List.of(), List.of());

        assertThat(told(environment, result)).isEmpty();
        assertThat(told(environment, result)).isEmpty();

        assertThat(summary).hasContent("# shop\n\n# shop\n\n");
    }

    @Test
    void aSummaryThatWouldNotBeShownIsLeftAsItIs() throws IOException {
        Path summary = Files.write(folder.resolve("summary"), new byte[1_048_570]);

        assertThat(told(
                        Map.of("GITHUB_STEP_SUMMARY", summary.toString()),
                        result(Verdict.PASSED, List.of(), List.of())))
                .isEqualTo("The step summary is full: summary.md is in the folder of the report alone.\n");
        assertThat(summary).hasSize(1_048_570);
    }

    @Test
    void aSummaryThatCannotBeWrittenIsNoFailure() {
        Path summary = folder.resolve("missing").resolve("summary");

        assertThat(told(
                        Map.of("GITHUB_STEP_SUMMARY", summary.toString()),
                        result(Verdict.PASSED, List.of(), List.of())))
                .isEqualTo("The step summary cannot be written: " + summary + ": no such file or folder\n");
    }

    /** Writes a page of a line. */
    private static final class Page implements ResultWriter {

        @Override
        public String fileName() {
            return "summary.md";
        }

        @Override
        public void write(RunResult result, Path file) throws IOException {
            Files.writeString(file, "# " + result.test() + "\n");
        }
    }

    private static String told(Map<String, String> environment, RunResult result) {
        var out = new ByteArrayOutputStream();
        new GitHubActions(environment, new PrintStream(out, true, StandardCharsets.UTF_8), List.of(new Page()))
                .tell(result);
        return out.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
    }

    private static RunResult result(Verdict verdict, List<ThresholdResult> thresholds, List<String> warnings) {
        return RunResult.builder("shop", "run-1", Instant.EPOCH)
                .verdict(verdict, "the reason")
                .duration(Duration.ofSeconds(1))
                .seed(1)
                .thresholds(thresholds)
                .generator(new GeneratorHealth(GeneratorHealth.State.NOT_MEASURED, "", List.of()))
                .environment(new Environment("", "", "", "", 1, 1))
                .warnings(warnings)
                .build();
    }
}
