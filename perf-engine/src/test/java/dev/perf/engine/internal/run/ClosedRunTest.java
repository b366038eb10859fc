package dev.perf.engine.internal.run;

import static dev.perf.Perf.constant;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.count;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.feed.Feeder;
import dev.perf.load.ClosedLoad;
import dev.perf.result.Interval;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClosedRunTest {

    private static Scenario working(Duration time) {
        return scenario("users").exec("work", user -> user.pause(time));
    }

    private static RunResult runUsers(Scenario scenario, ClosedLoad load) throws InterruptedException {
        return run(loadTest("closed").run(scenario, load));
    }

    @Test
    void keepsUsersLoopingUntilTheEndAndLetsTheirLastIterationEnd() throws Exception {
        RunResult result = runUsers(working(ofSeconds(3)), users(5).during(ofSeconds(10)));
        assertThat(result.ledger()).isEqualTo(ledger(20, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(12));
        assertThat(count(result, "iterations")).isEqualTo(20);
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void beginsNoIterationAtTheVeryEnd() throws Exception {
        RunResult result = runUsers(working(ofSeconds(1)), users(3).during(ofSeconds(10)));
        assertThat(result.ledger()).isEqualTo(ledger(30, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(10));
    }

    @Test
    void startsAUserAtTheEndOfEachStepOfARisingRamp() throws Exception {
        List<Duration> starts = Collections.synchronizedList(new ArrayList<>());
        var clock = new SimulatedClock();
        Scenario noting = scenario("users").exec("note", user -> {
            if (user.iteration() == 0) {
                starts.add(clock.elapsed());
            }
            user.pause(ofMillis(700));
        });
        run(loadTest("ramp").run(noting, users().rampTo(4).over(ofSeconds(4)).hold(ofSeconds(2))), clock);
        assertThat(starts).containsExactly(ofSeconds(1), ofSeconds(2), ofSeconds(3), ofSeconds(4));
    }

    @Test
    void countsTheIterationsUnderARampExactly() throws Exception {
        // User i of 10 starts at i seconds and iterates once a second until second 20.
        RunResult result = runUsers(
                working(ofSeconds(1)), users().rampTo(10).over(ofSeconds(10)).hold(ofSeconds(10)));
        assertThat(result.ledger()).isEqualTo(ledger(19 + 18 + 17 + 16 + 15 + 14 + 13 + 12 + 11 + 10, 0, 0));
    }

    @Test
    void runsAnHourInNoTime() throws Exception {
        RunResult result = runUsers(working(ofSeconds(1)), users(10).during(ofHours(1)));
        assertThat(result.ledger()).isEqualTo(ledger(36_000, 0, 0));
        assertThat(result.intervals().stream().mapToLong(Interval::started).sum())
                .isEqualTo(36_000);
    }

    @Test
    void takesTheNewestUsersAwayOnAFallingRamp() throws Exception {
        List<String> ends = Collections.synchronizedList(new ArrayList<>());
        var clock = new SimulatedClock();
        Scenario noting = working(ofMillis(100))
                .onStop(exec("leave", user -> ends.add(clock.elapsed().toSeconds() + " " + user.id())));
        run(loadTest("fall").run(noting, users(4).rampTo(1).over(ofSeconds(3)).hold(ofSeconds(1))), clock);
        assertThat(ends).containsExactly("1 3", "2 2", "3 1", "4 0");
    }

    @Test
    void interruptsExactlyTheIterationsThatOutlastTheGracefulRampDown() throws Exception {
        // Both are told to go at second 10; user 0 stays, user 1 has 1 s left, user 2 has 20 s left.
        Scenario uneven = scenario("uneven").exec("work", user -> {
            switch ((int) user.id()) {
                case 0 -> user.pause(ofSeconds(5));
                case 1 -> user.pause(ofSeconds(11));
                default -> user.pause(ofSeconds(30));
            }
        });
        ClosedLoad load = users(3).during(ofSeconds(10))
                .rampTo(1)
                .over(ZERO)
                .hold(ofSeconds(40))
                .gracefulRampDown(ofSeconds(2));
        RunResult result = runUsers(uneven, load);
        assertThat(result.ledger()).isEqualTo(ledger(10 + 1, 0, 1));
        assertThat(result.duration()).isEqualTo(ofSeconds(50));
    }

    @Test
    void interruptsWhatOutlastsTheGracefulRampDownAfterTheLastStageToo() throws Exception {
        ClosedLoad load = users(2).rampTo(0)
                .over(ofSeconds(10))
                .gracefulRampDown(ofSeconds(2))
                .gracefulStop(ofSeconds(100));
        // The users are told to go at seconds 5 and 10, and cut off at seconds 7 and 12.
        RunResult result = runUsers(working(ofMinutes(1)), load);
        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 2));
        assertThat(result.duration()).isEqualTo(ofSeconds(12));
    }

    @Test
    void letsTheGracefulStopCutAGracefulRampDownShort() throws Exception {
        ClosedLoad load = users(2).rampTo(0)
                .over(ofSeconds(10))
                .gracefulRampDown(ofSeconds(100))
                .gracefulStop(ofSeconds(3));
        RunResult result = runUsers(working(ofMinutes(5)), load);
        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 2));
        assertThat(result.duration()).isEqualTo(ofSeconds(13));
    }

    @Test
    void interruptsWhatOutlastsTheGracefulStop() throws Exception {
        Scenario uneven =
                scenario("uneven").exec("work", user -> user.pause(user.id() == 0 ? ofSeconds(14) : ofSeconds(16)));
        RunResult result = runUsers(uneven, users(2).during(ofSeconds(10)).gracefulStop(ofSeconds(5)));
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 1));
        assertThat(result.duration()).isEqualTo(ofSeconds(15));
    }

    @Test
    void interruptsAtOnceWithoutAGracefulStop() throws Exception {
        RunResult result =
                runUsers(working(ofSeconds(4)), users(2).during(ofSeconds(10)).gracefulStop(ZERO));
        assertThat(result.ledger()).isEqualTo(ledger(4, 0, 2));
        assertThat(result.duration()).isEqualTo(ofSeconds(10));
    }

    @Test
    void pausesBetweenStepsAndIterations() throws Exception {
        Scenario twoSteps = scenario("thinker")
                .thinkTime(constant(ofSeconds(2)))
                .exec("a", user -> user.pause(ofSeconds(1)))
                .exec("b", user -> user.pause(ofSeconds(1)));
        // An iteration takes 4 s, the pause after it 2 s: starts at 0, 6, 12, 18.
        RunResult result = runUsers(twoSteps, users(1).during(ofSeconds(20)));
        assertThat(result.ledger()).isEqualTo(ledger(4, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(22));
        assertThat(result.request("a").count()).isEqualTo(4);
    }

    @Test
    void endsUsersThatThinkAtOnceWhenTheLoadEnds() throws Exception {
        Scenario thinker = working(ofSeconds(1)).thinkTime(constant(ofMinutes(10)));
        RunResult result = runUsers(thinker, users(7).during(ofSeconds(10)));
        assertThat(result.ledger()).isEqualTo(ledger(7, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(10));
    }

    @Test
    void preparesAndEndsEachUserOnce() throws Exception {
        var started = new AtomicInteger();
        var stopped = new AtomicInteger();
        Scenario scenario = working(ofSeconds(1))
                .onStart(exec("enter", user -> started.incrementAndGet()))
                .onStop(exec("leave", user -> stopped.incrementAndGet()));
        RunResult result = runUsers(scenario, users(4).during(ofSeconds(10)));
        assertThat(result.ledger()).isEqualTo(ledger(40, 0, 0));
        assertThat(started).hasValue(4);
        assertThat(stopped).hasValue(4);
        assertThat(result.request("enter").count()).isEqualTo(4);
    }

    @Test
    void triesAFailedPreparationAgainInTheNextIteration() throws Exception {
        var tries = new AtomicInteger();
        Scenario scenario = working(ofSeconds(1)).onStart(exec("enter", user -> {
            user.pause(ofSeconds(1));
            if (tries.incrementAndGet() <= 2) {
                throw new IllegalStateException("shut");
            }
        }));
        // Failed iterations of 1 s at 0 and 1, the third of 2 s at 2, then one each second from 4 to 9.
        RunResult result = runUsers(scenario, users(1).during(ofSeconds(10)));
        assertThat(result.ledger()).isEqualTo(ledger(7, 2, 0));
        assertThat(tries).hasValue(3);
        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.message()).isEqualTo("IllegalStateException: shut");
            assertThat(error.count()).isEqualTo(2);
            assertThat(error.firstSeen()).isEqualTo(ofSeconds(1));
            assertThat(error.lastSeen()).isEqualTo(ofSeconds(2));
        });
    }

    @Test
    void endsAUserThatFindsNoRecordLeft() throws Exception {
        Feeder three = Feeder.records(List.of(Map.of("name", "a"), Map.of("name", "b"), Map.of("name", "c")));
        RunResult result = runUsers(working(ofSeconds(1)).feed(three), users(5).during(ofSeconds(10)));
        assertThat(result.ledger()).isEqualTo(ledger(30, 0, 0));
        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.kind()).isEqualTo("feeder");
            assertThat(error.count()).isEqualTo(2);
            assertThat(error.message())
                    .isEqualTo("feeder records has no more than 3 records;"
                            + " add records, or let it be circular() or random()");
        });
    }

    @Test
    void keepsTheRecordAndTheSessionOfAUserForLife() throws Exception {
        List<Object> seen = Collections.synchronizedList(new ArrayList<>());
        Feeder two = Feeder.records(List.of(Map.of("name", "a"), Map.of("name", "b")));
        Scenario scenario = scenario("users").feed(two).exec("work", user -> {
            user.session().set("n", user.iteration());
            seen.add(user.session().get("name") + "" + user.session().get("n"));
            user.pause(ofSeconds(1));
        });
        runUsers(scenario, users(2).during(ofSeconds(3)));
        assertThat(seen).containsExactly("a0", "b0", "a1", "b1", "a2", "b2");
    }
}
