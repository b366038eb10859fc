package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.startingAfter;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.count;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.load.ClosedLoad;
import dev.perf.load.OpenLoad;
import dev.perf.plan.InvalidPlanException;
import dev.perf.result.MetricResult;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamedStagesTest {

    private static Scenario working(Duration time) {
        return scenario("visitors").exec("work", user -> user.pause(time));
    }

    private static final OpenLoad RAMP_AND_PEAK = arrivals(perSecond(0))
            .rampTo(perSecond(10))
            .over(ofSeconds(10))
            .named("ramp-up")
            .hold(ofSeconds(10))
            .named("peak")
            .rampTo(perSecond(0))
            .over(ofSeconds(10));

    private static boolean hasMetric(RunResult result, String key) {
        return result.metrics().stream().map(MetricResult::key).anyMatch(key::equals);
    }

    @Test
    void tagTheSamplesOfIterationsThatBeganInThem() throws Exception {
        RunResult result = run(loadTest("stages").run(working(ofSeconds(3)), RAMP_AND_PEAK));
        assertThat(result.ledger()).isEqualTo(ledger(200, 0, 0));
        assertThat(count(result, "iterations{stage:ramp-up}")).isEqualTo(50);
        assertThat(count(result, "iterations{stage:peak}")).isEqualTo(100);
        assertThat(count(result, "iterations")).isEqualTo(200);
        assertThat(count(result, "iterations{scenario:visitors}")).isEqualTo(200);
        assertThat(((MetricResult.Trend) result.metric("step_duration{stage:peak}"))
                        .distribution()
                        .count())
                .isEqualTo(100);
        assertThat(result.request("work").count()).isEqualTo(200);
    }

    @Test
    void standInThePlannedLoadWithTheirTimes() throws Exception {
        OpenLoad load = arrivals(perSecond(0))
                .rampTo(perSecond(4))
                .over(ofSeconds(5))
                .named("up")
                .hold(ofSeconds(5))
                .named("peak")
                .hold(ofSeconds(5))
                .named("peak")
                .hold(ofSeconds(5))
                .atOnce(7)
                .named("burst");
        RunResult result = run(loadTest("stages").run(working(ofMillis(10)), load, startingAfter(ofSeconds(2))));
        assertThat(result.plannedLoad().getFirst().stages())
                .containsExactly(
                        new PlannedLoad.Stage("up", ofSeconds(2), ofSeconds(7)),
                        new PlannedLoad.Stage("peak", ofSeconds(7), ofSeconds(17)),
                        new PlannedLoad.Stage("burst", ofSeconds(22), ofSeconds(22)));
        assertThat(result.plannedLoad().getFirst().bursts()).containsExactly(new PlannedLoad.Burst(ofSeconds(22), 7));
    }

    @Test
    void canBeAskedForByThresholds() throws Exception {
        // At the peak each takes 300 ms, before and after it 100 ms.
        Scenario slowAtPeak = scenario("visitors")
                .exec("work", user -> user.pause(user.id() >= 50 && user.id() < 150 ? ofMillis(300) : ofMillis(100)));
        RunResult result = run(loadTest("stages")
                .run(slowAtPeak, RAMP_AND_PEAK)
                .threshold("step_duration{stage:ramp-up}: max <= 100ms")
                .threshold("iterations{stage:peak}: count == 100")
                .threshold("step_duration{stage:peak}: min < 300ms"));
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.thresholds())
                .extracting(threshold -> threshold.passed())
                .containsExactly(true, true, false);
    }

    @Test
    void tagTheIterationsOfUsersToo() throws Exception {
        ClosedLoad load = users(2).during(ofSeconds(10))
                .named("calm")
                .rampTo(6)
                .over(ZERO)
                .hold(ofSeconds(5))
                .named("busy");
        RunResult result = run(loadTest("stages").run(working(ofSeconds(1)), load));
        assertThat(result.ledger()).isEqualTo(ledger(20 + 30, 0, 0));
        assertThat(count(result, "iterations{stage:calm}")).isEqualTo(20);
        assertThat(count(result, "iterations{stage:busy}")).isEqualTo(30);
    }

    @Test
    void leaveWhatBeganInTheWarmUpOut() throws Exception {
        RunResult result =
                run(loadTest("stages").run(working(ofMillis(10)), RAMP_AND_PEAK).warmUp(ofSeconds(12)));
        assertThat(hasMetric(result, "iterations{stage:ramp-up}")).isFalse();
        assertThat(count(result, "iterations{stage:peak}")).isEqualTo(80);
        assertThat(result.ledger()).isEqualTo(ledger(130, 0, 0));
    }

    @Test
    void shareANameAcrossStagesAndScenarios() throws Exception {
        RunResult result = run(loadTest("stages")
                .run(
                        working(ofMillis(10)),
                        arrivals(perSecond(3))
                                .during(ofSeconds(2))
                                .named("on")
                                .nothingFor(ofSeconds(2))
                                .rampTo(perSecond(5))
                                .over(ZERO)
                                .hold(ofSeconds(2))
                                .named("on"))
                .run(
                        scenario("others").exec("other", user -> user.pause(ofMillis(10))),
                        arrivals().atOnce(7).named("on")));
        assertThat(count(result, "iterations{stage:on}")).isEqualTo(6 + 10 + 7);
    }

    @Test
    void nameAllStagesOfOneCall() throws Exception {
        RunResult result = run(loadTest("stages")
                .run(
                        working(ofMillis(10)),
                        arrivals(perSecond(2))
                                .during(ofSeconds(5))
                                .incrementBy(perSecond(2))
                                .times(3)
                                .eachLevelLasting(ofSeconds(5))
                                .named("stairs")));
        assertThat(count(result, "iterations")).isEqualTo(10 + 10 + 20 + 30);
        assertThat(count(result, "iterations{stage:stairs}")).isEqualTo(10 + 20 + 30);
    }

    @Test
    void countDropsInTheStageTheyWereDueIn() throws Exception {
        RunResult result = run(loadTest("stages")
                .run(
                        working(ofSeconds(1)),
                        arrivals(perSecond(1))
                                .during(ofSeconds(3))
                                .atOnce(10)
                                .named("burst")
                                .hold(ofSeconds(3))
                                .maxUsers(4)));
        assertThat(count(result, "dropped_iterations{stage:burst}")).isEqualTo(7);
    }

    @Test
    void mustBeKnownToThresholds() {
        InvalidPlanException invalid = catchThrowableOfType(
                InvalidPlanException.class,
                () -> LoadRun.validate(
                        loadTest("stages")
                                .run(working(ofSeconds(1)), RAMP_AND_PEAK)
                                .threshold("iterations{stage:peek}: count > 1")
                                .threshold("iterations{stage:lunch-break}: count > 1")
                                .plan(),
                        new SystemClock()));
        assertThat(List.copyOf(invalid.problems()))
                .extracting(problem -> problem.where() + ": " + problem.message())
                .containsExactly(
                        "threshold \"iterations{stage:peek}: count > 1\": no load has a stage named \"peek\";"
                                + " did you mean peak?",
                        "threshold \"iterations{stage:lunch-break}: count > 1\": no load has a stage named"
                                + " \"lunch-break\"; there are peak, ramp-up");
    }
}
