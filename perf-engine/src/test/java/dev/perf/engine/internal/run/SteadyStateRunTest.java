package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.engine.internal.run.Runs.run;
import static dev.perf.threshold.Thresholds.iterations;
import static dev.perf.threshold.Thresholds.responseTime;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.Mistakes;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import org.junit.jupiter.api.Test;

/** Thresholds over the steady part of a run, in simulated time. */
class SteadyStateRunTest {

    private final SimulatedClock clock = new SimulatedClock();

    /** Answers take 900 ms in the first 20 s and 100 ms from then on. */
    private final Scenario warming = scenario("warming")
            .exec("work", user -> user.pause(ofMillis(clock.elapsed().compareTo(ofSeconds(20)) < 0 ? 900 : 100)));

    @Test
    void judgesWhatCameAfterTheWarmUpThatItFinds() throws Exception {
        RunResult result = run(
                loadTest("warming")
                        .run(warming, arrivals(perSecond(10)).during(ofSeconds(100)))
                        .threshold(responseTime().max().below(ofMillis(500)))
                        .threshold(responseTime().max().below(ofMillis(500)).overSteadyState())
                        .threshold(iterations().perSecond().atLeast(10).overSteadyState())
                        .threshold("response_time: max < 50ms over steady"),
                clock);

        assertThat(result.thresholds()).extracting(ThresholdResult::passed).containsExactly(false, true, true, false);
        // The last slow answers end in second 20, and the warm-up is cut by batches of five seconds; what began at
        // 24.95 s
        // ended after the cut.
        assertThat(result.thresholds().get(1).message()).isEqualTo("100 ms, steady from 25 s on");
        assertThat(result.thresholds().get(1).samples()).isEqualTo(751);
        assertThat(result.thresholds().get(3).firstBreach()).isNull();
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void aRunThatNeverSettlesDoesNotPass() throws Exception {
        Scenario slowing = scenario("slowing")
                .exec("work", user -> user.pause(clock.elapsed().dividedBy(100)));
        RunResult result = run(
                loadTest("slowing")
                        .run(slowing, arrivals(perSecond(10)).during(ofSeconds(100)))
                        .threshold("response_time: max < 1h over steady"),
                clock);

        assertThat(result.thresholds()).singleElement().satisfies(only -> {
            assertThat(only.passed()).isFalse();
            assertThat(only.message())
                    .isEqualTo("no steady state found: response times had not settled by the middle of the run");
        });
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    }

    @Test
    void anAbortOnItIsAMistakeOfThePlan() {
        assertThat(Mistakes.of(() -> run(
                        loadTest("hasty")
                                .run(warming, arrivals(perSecond(10)).during(ofSeconds(100)))
                                .threshold("response_time: max < 50ms over steady abort"),
                        clock)))
                .containsExactlyInAnyOrder(
                        "threshold \"response_time: max < 50ms over steady abort\" at 31: only the end of a run shows"
                            + " from when on it was steady, so this cannot abort it; remove abort, or judge a window,"
                            + " such as over 10s");
    }
}
