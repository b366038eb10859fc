package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.between;
import static dev.perf.Perf.constant;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.task;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.count;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.result.Interval;
import dev.perf.result.MetricResult;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MeasuringRunTest {

    private static Scenario working(String name, Duration time) {
        return scenario(name).exec("work", user -> user.pause(time));
    }

    private static MetricResult.Trend trend(RunResult result, String metric) {
        return (MetricResult.Trend) result.metric(metric);
    }

    @Test
    void leavesTheWarmUpOutOfLedgerAndSamples() throws Exception {
        LoadTest test = loadTest("warm")
                .run(working("closed", ofSeconds(2)), users(1).during(ofSeconds(20)))
                .run(working("open", ofMillis(1)), arrivals(perSecond(10)).during(ofSeconds(20)))
                .warmUp(ofSeconds(5));
        RunResult result = run(test);
        // Closed: iterations that begin at 6, 8, ... 18; open: those of the last 15 s.
        assertThat(result.ledger()).isEqualTo(ledger(7 + 150, 0, 0));
        assertThat(count(result, "iterations{scenario:closed}")).isEqualTo(7);
        assertThat(count(result, "iterations{scenario:open}")).isEqualTo(150);
        assertThat(result.request("work").count()).isEqualTo(157);
        assertThat(result.duration()).isEqualTo(ofSeconds(15));
        assertThat(result.intervals().getFirst().start()).isEqualTo(ofSeconds(5));
        assertThat(result.intervals().stream().mapToLong(Interval::started).sum())
                .isEqualTo(157);
        assertThat(result.intervals().stream().mapToLong(Interval::requests).sum())
                .isEqualTo(157);
    }

    @Test
    void countsAllTimesFromTheStartOfTheLoad() throws Exception {
        // Arrivals at 0.5, 1.5, ...; those from 20.5 on fail.
        Scenario failing = scenario("late").exec("work", user -> user.check("fine", user.id() < 20));
        RunResult result = run(loadTest("origin")
                .run(failing, arrivals(perSecond(1)).during(ofSeconds(30)).named("all"))
                .warmUp(ofSeconds(10))
                .threshold("checks: rate == 1"));
        assertThat(result.warmUp()).hasSize(10);
        assertThat(result.warmUp().getFirst().start()).isZero();
        assertThat(result.warmUp().stream().mapToLong(Interval::started).sum()).isEqualTo(10);
        assertThat(result.warmUpLength()).isEqualTo(ofSeconds(10));
        assertThat(result.intervals().getFirst().start()).isEqualTo(ofSeconds(10));
        assertThat(result.plannedLoad().getFirst().points())
                .containsExactly(new PlannedLoad.Point(ZERO, 1), new PlannedLoad.Point(ofSeconds(30), 1));
        assertThat(result.plannedLoad().getFirst().stages())
                .containsExactly(new PlannedLoad.Stage("all", ZERO, ofSeconds(30)));
        assertThat(result.errors().getFirst().firstSeen()).isEqualTo(ofMillis(20_500));
        assertThat(result.errors().getFirst().lastSeen()).isEqualTo(ofMillis(29_500));
        assertThat(result.thresholds().getFirst().firstBreach()).isEqualTo(ofSeconds(21));
    }

    @Test
    void losesNothingThatHappensAtTheVeryEndOfTheWarmUp() throws Exception {
        // Arrivals at 0.5, 1.5, ... and the warm-up's end at 2.5, at which one arrives, works for no time and leaves.
        Scenario instant = scenario("open").exec("work", user -> {});
        LoadTest test = loadTest("warm")
                .run(instant, arrivals(perSecond(1)).during(ofSeconds(10)))
                .warmUp(ofMillis(2500));
        RunResult result = run(test);
        assertThat(result.ledger()).isEqualTo(ledger(8, 0, 0));
        assertThat(result.request("work").count()).isEqualTo(8);
        assertThat(count(result, "iterations")).isEqualTo(8);
        assertThat(result.intervals().stream().mapToLong(Interval::started).sum())
                .isEqualTo(8);
        assertThat(result.intervals().stream().mapToLong(Interval::requests).sum())
                .isEqualTo(8);
    }

    @Test
    void leavesErrorsOfTheWarmUpOut() throws Exception {
        Scenario failing = scenario("failing").exec("work", user -> {
            user.pause(ofSeconds(1));
            user.check("fine", false);
        });
        RunResult result = run(
                loadTest("warm").run(failing, users(1).during(ofSeconds(10))).warmUp(ofSeconds(4)));
        assertThat(result.ledger()).isEqualTo(ledger(0, 6, 0));
        assertThat(result.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.count()).isEqualTo(6));
        assertThat(result.metric("checks")).isEqualTo(new MetricResult.Rate("checks", Map.of(), 0, 6));
    }

    @Test
    void makesTheSameChoicesFromTheSameSeed() throws Exception {
        assertThat(choices(7)).isEqualTo(choices(7)).hasSizeGreaterThan(100);
        assertThat(choices(7)).isNotEqualTo(choices(8));
    }

    private static List<String> choices(long seed) throws InterruptedException {
        List<String> made = Collections.synchronizedList(new ArrayList<>());
        var clock = new SimulatedClock();
        Scenario scenario = scenario("chooser")
                .thinkTime(between(ofMillis(100), ofMillis(900)))
                .tasks(
                        task(1, exec("a", user -> made.add(clock.elapsed() + " a" + user.id()))),
                        task(
                                3,
                                exec(
                                        "b",
                                        user -> made.add(clock.elapsed() + " b"
                                                + user.random().nextInt(100)))));
        run(loadTest("choices").run(scenario, users(3).during(ofSeconds(30))).seed(seed), clock);
        return List.copyOf(made);
    }

    @Test
    void measuresFromTheIntendedEndOfAPauseOn() throws Exception {
        // User 0 keeps the processor from second 1 to 4, just when user 1 wants to end its pause at 1.5.
        var clock = new SimulatedClock();
        Scenario scenario = scenario("users")
                .thinkTime(constant(ofSeconds(1)))
                .exec("before", user -> user.pause(ofMillis(user.id() * 500)))
                .exec("work", user -> clock.work(user.id() == 0 ? ofSeconds(3) : ofMillis(10)));
        RunResult result = run(loadTest("late").run(scenario, users(2).during(ofSeconds(4))), clock);
        assertThat(result.request("work").serviceTime().min()).isEqualTo(ofMillis(10));
        assertThat(result.request("work").serviceTime().max()).isEqualTo(ofSeconds(3));
        // Meant to begin at 1.5, ended at 4.01.
        assertThat(result.request("work").responseTime().min()).isEqualTo(ofMillis(2510));
        assertThat(trend(result, "schedule_lag").distribution().max()).isEqualTo(ofMillis(2500));
    }

    @Test
    void callsARunInvalidWhoseGeneratorWasLateAllTheTime() throws Exception {
        var clock = new SimulatedClock();
        Scenario hog = scenario("hog").exec("work", user -> clock.work(ofMillis(1500)));
        RunResult result = run(loadTest("hog").run(hog, arrivals(perSecond(1)).during(ofSeconds(20))), clock);
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.ledger()).isEqualTo(ledger(20, 0, 0));
    }

    @Test
    void timesGroupsIterationsAndSteps() throws Exception {
        Scenario scenario = scenario("grouped")
                .group(
                        "outer",
                        exec("a", user -> user.pause(ofSeconds(1))),
                        exec("b", user -> user.pause(ofSeconds(2))));
        RunResult result = run(loadTest("groups").run(scenario, users(2).during(ofSeconds(6))));
        assertThat(trend(result, "group_duration{group:outer}").distribution().max())
                .isEqualTo(ofSeconds(3));
        assertThat(trend(result, "iteration_duration").distribution().min()).isEqualTo(ofSeconds(3));
        assertThat(trend(result, "step_duration{name:b}").distribution().mean()).isEqualTo(ofSeconds(2));
        assertThat(trend(result, "step_duration{name:b}").distribution().count())
                .isEqualTo(4);
    }

    @Test
    void intervalsFollowEachOtherWithoutGapsAndAddUp() throws Exception {
        List<Snapshot> snapshots = Collections.synchronizedList(new ArrayList<>());
        RunListener listener = new RunListener() {
            @Override
            public void onSnapshot(Snapshot snapshot) {
                snapshots.add(snapshot);
            }
        };
        LoadTest test = loadTest("intervals")
                .run(working("users", ofMillis(300)), users().rampTo(20).over(ofSeconds(30)))
                .warmUp(ofMillis(2700));
        RunResult result = run(test, listener);
        assertThat(result.warmUpLength()).isEqualTo(ofMillis(2700));
        Duration end = Duration.ZERO;
        for (Interval interval : Stream.concat(result.warmUp().stream(), result.intervals().stream())
                .toList()) {
            assertThat(interval.start()).isEqualTo(end);
            end = end.plus(interval.length());
        }
        assertThat(end).isEqualTo(result.duration().plusMillis(2700));
        assertThat(result.intervals().stream().mapToLong(Interval::started).sum())
                .isEqualTo(result.ledger().started());
        assertThat(result.intervals().stream().mapToLong(Interval::ended).sum())
                .isEqualTo(result.ledger().completed());
        assertThat(result.intervals().stream().mapToLong(Interval::requests).sum())
                .isEqualTo(result.requestCount());
        assertThat(snapshots.getLast().ledger()).isEqualTo(result.ledger());
        assertThat(snapshots.getLast().phase()).isEqualTo("done");
    }

    @Test
    void judgesThresholdsOnWhatLambdasMeasured() throws Exception {
        LoadTest test = loadTest("limits")
                .run(working("users", ofSeconds(1)), users(2).during(ofSeconds(10)))
                .threshold("response_time{name:work}: p(99) < 2s")
                .threshold("iterations: count == 20")
                .threshold("iterations: rate >= 2/s")
                .threshold("iterations{scenario:users}: rate >= 1.6/s over 5s")
                .threshold("dropped_iterations: count == 0")
                .threshold("dropped_iterations{scenario:users}: count == 0")
                .threshold("vus_max: value <= 2");
        RunResult result = run(test);
        assertThat(result.thresholds())
                .allSatisfy(threshold ->
                        assertThat(threshold.passed()).as(threshold.toString()).isTrue());
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aThresholdWithoutSamplesFails() throws Exception {
        LoadTest test = loadTest("limits")
                .run(working("users", ofSeconds(1)), users(2).during(ofSeconds(10)))
                .threshold("response_time{name:wrok}: p(99) < 2s");
        RunResult result = run(test);
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.thresholds().getFirst().message())
                .isEqualTo("no samples of response_time carry name:wrok; did you mean work? there are work");
    }

    @Test
    void warnsOfPercentilesThatTooFewSamplesBearOut() throws Exception {
        LoadTest test = loadTest("limits")
                .run(working("users", ofSeconds(1)), users(2).during(ofSeconds(10)))
                .threshold("response_time: p(50) < 2s")
                .threshold("response_time: p(99) < 2s")
                .threshold("response_time{name:work}: p(99) < 2s of 500 samples");
        RunResult result = run(test);

        assertThat(result.warnings())
                .containsExactly("threshold \"response_time: p(99) < 2s\" was judged on 20 samples, too few for p(99),"
                        + " which takes 500; run longer, or demand them with \"of 500 samples\".");
        assertThat(result.thresholds().getLast().message()).isEqualTo("only 20 samples, wanted 500");
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
    }
}
