package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.engine.Mistakes;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.result.ThresholdResult.State;
import dev.perf.result.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Limits that follow from an earlier run, in simulated time. */
class BaselineRunTest {

    private static final String EARLIER = """
        {
          "schemaVersion" : 1,
          "test" : "shop",
          "verdict" : "PASSED",
          "metrics" : {
            "iterations" : { "type" : "counter", "count" : 1200, "rate" : 12 },
            "step_duration" : { "type" : "trend", "count" : 1200, "min" : 80, "avg" : 95, "stddev" : 1, "p50" : 95,
              "p95" : 98, "p99" : null, "max" : 99, "unsupported" : [ "p99" ] },
            "step_duration{scenario:visitors,name:work}" : { "type" : "trend", "max" : 200 },
            "step_failed" : { "type" : "rate", "rate" : 0, "passes" : 0, "fails" : 1200 },
            "vus" : { "type" : "gauge", "value" : 1, "min" : 1, "max" : 2 }
          },
          "thresholds" : [
            { "expression" : "no threshold at all", "actual" : 1 },
            { "expression" : "step_duration: p(97.5) < baseline", "actual" : 130 },
            { "expression" : "iterations: rate > 5/s from 2s over 2s", "actual" : 11 },
            { "expression" : "iterations: rate < 99 from 2s over 2s", "actual" : 13 }
          ]
        }
        """;

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = Files.writeString(folder.resolve("summary.json"), EARLIER);
    }

    /** Ten iterations a second for ten seconds, of 100 ms each. */
    private static LoadTest test() {
        return loadTest("shop")
                .run(
                        scenario("visitors").exec("work", user -> user.pause(ofMillis(100))),
                        arrivals(perSecond(10)).during(ofSeconds(10)));
    }

    @Test
    void limitsFollowFromWhatAnEarlierRunCameTo() throws Exception {
        RunResult result = run(test().baseline(folder)
                .threshold("step_duration: p(95) < baseline")
                .threshold("step_duration: max < baseline + 10%")
                .threshold("step_duration{name:work,scenario:visitors}: max < baseline - 90ms")
                .threshold("step_duration: p(97.5) < baseline - 5ms")
                .threshold("iterations: rate >= baseline * 0.9")
                .threshold("iterations: rate >= baseline - 5% from 2s over 2s")
                .threshold("step_failed: rate <= baseline + 10%")
                .threshold("step_failed: count <= baseline"));

        assertThat(result.thresholds())
                .extracting(ThresholdResult::limit)
                .containsExactly(98.0, 108.9, 110.0, 125.0, 10.8, 10.45, 0.0, 0.0);
        assertThat(result.thresholds())
                .extracting(ThresholdResult::passed)
                .containsExactly(false, true, true, true, false, false, true, true);
        assertThat(result.thresholds().getFirst().message()).isEqualTo("100 ms, baseline 98 ms");
        assertThat(result.reason()).isEqualTo("3 of 8 thresholds did not hold");
        assertThat(result.baseline()).isEqualTo(folder);
    }

    @Test
    void withoutAnEarlierRunNothingIsJudgedWhereThatIsAllowed() throws Exception {
        Path none = folder.resolve("none.json");
        RunResult result = run(test().baselineIfPresent(none)
                .threshold("step_duration: p(95) < baseline + 10% abort")
                .threshold("step_duration: max < 1s"));

        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.reason()).isEqualTo("1 of 2 thresholds held, 1 had no baseline to be judged by");
        assertThat(result.warnings())
                .contains("threshold \"step_duration: p(95) < baseline + 10%\" was not judged: there is no baseline at "
                                .replace("10%\"", "10% abort\"")
                        + none + " yet.");
        assertThat(result.thresholds().getFirst())
                .returns(State.NOT_JUDGED, ThresholdResult::state)
                .returns(100.0, ThresholdResult::actual)
                .satisfies(judged -> assertThat(judged.limit()).isNaN())
                .returns(null, ThresholdResult::margin)
                .returns("100 ms, not judged, for there is no baseline yet", ThresholdResult::message);
    }

    @Test
    void noSamplesIsNoPassWithoutAnEarlierRunEither() throws Exception {
        RunResult result = run(test().baselineIfPresent(folder.resolve("none.json"))
                .threshold("http_req_duration: p(95) < baseline + 10%"));

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.thresholds().getFirst().state()).isEqualTo(State.NO_DATA);
    }

    @Test
    void anEarlierRunThatIsPresentIsJudgedByWhereItNeedNotBe() throws Exception {
        RunResult result = run(test().baselineIfPresent(file).threshold("step_duration: p(95) < baseline"));
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void whatCannotBeComparedIsAMistakeOfThePlan() {
        assertThat(Mistakes.of(() -> run(test().baseline(file)
                        .threshold("step_duration: p(99) < baseline")
                        .threshold("step_duration: p(90) < baseline")
                        .threshold("step_duration: max < baseline from 5s")
                        .threshold("dropped_iterations: count <= baseline")
                        .threshold("iteration_duration: max <= baseline")
                        .threshold("vus: avg < baseline")
                        .threshold("step_failed: rate < baseline + 10%"))))
                .containsExactlyInAnyOrder(
                        "threshold \"step_duration: p(99) < baseline\": too few samples of step_duration in the"
                                + " baseline bear out p(99)",
                        "threshold \"step_duration: p(90) < baseline\": the baseline does not have p(90) of"
                                + " step_duration; there are count, min, avg, stddev, p(50), p(95), max, and what its"
                                + " thresholds judged",
                        "threshold \"step_duration: max < baseline from 5s\": the baseline has metrics of its whole run"
                                + " only, and had no threshold on the same number; run it once with one, such as this"
                                + " with a limit of its own",
                        "threshold \"dropped_iterations: count <= baseline\": the baseline has no metric"
                                + " dropped_iterations; there are iterations, step_duration,"
                                + " step_duration{scenario:visitors,name:work}, step_failed, vus",
                        "threshold \"iteration_duration: max <= baseline\": the baseline has no metric"
                                + " iteration_duration; there are iterations, step_duration,"
                                + " step_duration{scenario:visitors,name:work}, step_failed, vus",
                        "threshold \"vus: avg < baseline\": the baseline does not have avg of vus; there are value,"
                                + " min, max, and what its thresholds judged",
                        "threshold \"step_failed: rate < baseline + 10%\": its limit comes to 0, and nothing is less"
                                + " than that; write <=, or add a number to the baseline, such as baseline + 0.001");
        assertThat(Mistakes.of(() -> run(test().threshold("step_duration: p(95) < baseline"))))
                .containsExactly("threshold \"step_duration: p(95) < baseline\": its limit follows from a baseline, and"
                        + " the test names none; name one with baseline(path) or --baseline FILE");
    }

    @Test
    void aFileThatIsNoUseIsAMistakeOfThePlan() throws Exception {
        Path none = folder.resolve("none.json");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThat(Mistakes.of(() -> run(test().baseline(none))))
                .containsExactly(
                        "baseline: there is no file " + none + "; keep the summary.json of a run there, or name"
                                + " it with baselineIfPresent(...) until there is one");
        assertThat(Mistakes.of(() -> run(test().baseline(empty))))
                .containsExactly(
                        "baseline: the folder " + empty + " has no summary.json; keep the summary.json of a run"
                                + " there, or name it with baselineIfPresent(...) until there is one");
        assertThat(mistake("[]"))
                .isEqualTo("baseline: " + file + " is no summary.json of Perf: it has no schemaVersion");
        assertThat(mistake("{")).startsWith("baseline: " + file + " is no JSON: ");
        assertThat(mistake("{\"schemaVersion\": 2}"))
                .isEqualTo("baseline: " + file + " has schemaVersion 2, and this version of Perf reads 1");
        assertThat(mistake("{\"schemaVersion\": 1, \"test\": \"pool\"}"))
                .isEqualTo("baseline: " + file
                        + " is of the test \"pool\", and this is \"shop\"; name a run of the same" + " test");
        assertThat(mistake("{\"schemaVersion\": 1, \"test\": \"shop\", \"verdict\": \"INVALID\"}"))
                .isEqualTo("baseline: " + file
                        + " is of a run that was INVALID, so its numbers say nothing of the target;" + " name another");
    }

    private String mistake(String content) throws IOException {
        Files.writeString(file, content);
        return Mistakes.of(() -> run(test().baselineIfPresent(file))).getFirst();
    }
}
