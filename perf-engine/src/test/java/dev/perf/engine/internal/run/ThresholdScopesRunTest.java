package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.startingAfter;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.engine.Mistakes;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.load.ClosedLoad;
import dev.perf.load.OpenLoad;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Thresholds over parts of a run, and on breaches that last, in simulated time. */
class ThresholdScopesRunTest {

    private static final OpenLoad CALM_PEAK_CALM = arrivals(perSecond(2))
            .during(ofSeconds(20))
            .named("calm")
            .rampTo(perSecond(10))
            .over(Duration.ZERO)
            .hold(ofSeconds(10))
            .named("peak")
            .rampTo(perSecond(2))
            .over(Duration.ZERO)
            .hold(ofSeconds(10));

    private final SimulatedClock clock = new SimulatedClock();

    /** Answers take 100 ms, but 900 ms in the seconds from 22 to 27. */
    private final Scenario visitors =
            scenario("visitors").exec("work", user -> user.pause(ofMillis(slow() ? 900 : 100)));

    private boolean slow() {
        return clock.elapsed().compareTo(ofSeconds(22)) >= 0 && clock.elapsed().compareTo(ofSeconds(27)) < 0;
    }

    private LoadTest test() {
        return loadTest("scopes").run(visitors, CALM_PEAK_CALM);
    }

    @Test
    void aStageIsJudgedByWhatBeganInItAndItsOwnTime() throws Exception {
        RunResult result = run(
                test().threshold("iterations: rate == 10 in stage peak")
                        .threshold("iterations: count == 40 in stage calm")
                        .threshold("step_duration: max < 500ms in stage calm")
                        .threshold("step_duration: max < 500ms in stage peak")
                        .threshold("dropped_iterations: count < 1 in stage peak")
                        .threshold("vus: max > 5 in stage peak")
                        .threshold("vus: max < 5 in stage calm"),
                clock);

        assertThat(result.thresholds())
                .extracting(ThresholdResult::actual)
                .containsExactly(10.0, 40.0, 100.0, 900.0, 0.0, 9.0, 0.0);
        assertThat(result.thresholds())
                .extracting(ThresholdResult::passed)
                .containsExactly(true, true, true, false, true, true, true);
    }

    @Test
    void aStageOfALoadThatBeginsLaterHasItsTimeToo() throws Exception {
        ClosedLoad load = users(2).during(ofSeconds(10)).named("steady").hold(ofSeconds(10));
        RunResult result = run(
                loadTest("later")
                        .run(
                                scenario("others").exec("other", user -> user.pause(ofSeconds(1))),
                                load,
                                startingAfter(ofSeconds(7)))
                        .threshold("iterations: rate == 2 in stage steady"),
                clock);
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aStretchIsJudgedByItsTime() throws Exception {
        RunResult result = run(
                test().threshold("iterations: rate < 9 from 20s to 30s")
                        .threshold("step_duration: max < 500ms from 30s")
                        .threshold("step_duration: max < 500ms from 0s to 20s"),
                clock);
        assertThat(result.thresholds()).extracting(ThresholdResult::passed).containsExactly(false, true, true);
        assertThat(result.thresholds().getFirst().scope()).isEqualTo("20s to 30s");
    }

    @Test
    void onlyABreachThatLastsBreaksOrAborts() throws Exception {
        RunResult result = run(
                test().threshold("step_duration: max < 500ms for 10s abort")
                        .threshold("step_duration: max < 500ms over 2s for 10s abort")
                        .threshold("step_duration: max < 500ms for 4s abort"),
                clock);
        assertThat(result.thresholds()).extracting(ThresholdResult::passed).containsExactly(true, true, false);
        // What began at 22.0 s ended at 22.9 s.
        assertThat(result.thresholds().get(2).firstBreach()).isEqualTo(ofSeconds(26));
        assertThat(result.reason())
                .isEqualTo("threshold \"step_duration: max < 500ms for 4s abort\" was broken and asks to abort");
        assertThat(result.duration()).isLessThan(ofSeconds(28));
    }

    @Test
    void whatNoRunCanSatisfyOrBreakIsAMistakeOfThePlan() {
        assertThat(Mistakes.of(() -> run(
                        test().warmUp(ofSeconds(5))
                                .threshold("iterations: count > 1 in stage peek")
                                .threshold("iterations{stage:peek}: count > 1")
                                .threshold("iterations: count > 1 from 40s")
                                .threshold("iterations: count > 1 from 1s to 5s")
                                .threshold("step_duration: max < 1s for 36s")
                                .threshold("step_duration: max < 1s from 30s for 11s")
                                .threshold("step_duration: max < 1s in stage peak for 11s")
                                .threshold("step_duration{agent:a1}: max < 1s")
                                .threshold("step_duration: max < 1s for 35s"),
                        clock)))
                .containsExactlyInAnyOrder(
                        "threshold \"iterations: count > 1 in stage peek\": no load has a stage named \"peek\"; did you"
                                + " mean peak?",
                        "threshold \"iterations{stage:peek}: count > 1\": no load has a stage named \"peek\"; did you"
                                + " mean peak?",
                        "threshold \"iterations: count > 1 from 40s\": the load is over by then: it lasts 40s",
                        "threshold \"iterations: count > 1 from 1s to 5s\": the warm-up, which is never judged, lasts"
                                + " longer than that: 5s",
                        "threshold \"step_duration: max < 1s for 36s\": nothing can last 36s where 35s are judged;"
                                + " shorten for",
                        "threshold \"step_duration: max < 1s from 30s for 11s\": nothing can last 11s where 10s are"
                                + " judged; shorten for",
                        "threshold \"step_duration: max < 1s in stage peak for 11s\": nothing can last 11s where 10s"
                                + " are judged; shorten for",
                        "threshold \"step_duration{agent:a1}: max < 1s\": samples carry the tag agent only in runs on"
                                + " agents, and this run is local; leave agent:a1 out");
        assertThat(Mistakes.of(() -> run(
                        loadTest("unnamed")
                                .run(visitors, arrivals(perSecond(1)).during(ofSeconds(10)))
                                .threshold("iterations: count > 1 in stage peak"),
                        clock)))
                .containsExactly("threshold \"iterations: count > 1 in stage peak\": no load has a stage with a name;"
                        + " give it one, with named(\"peak\") behind it");
    }
}
