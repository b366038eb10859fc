package dev.perf.engine.internal.run;

import static dev.perf.Perf.afterFinished;
import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.constant;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.count;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.load.IterationLoad;
import dev.perf.result.Ledger;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

class IterationRunTest {

    private static Scenario working(Duration time) {
        return scenario("workers").exec("work", user -> user.pause(time));
    }

    private static RunResult runIterations(Scenario scenario, IterationLoad load) throws InterruptedException {
        return run(loadTest("counted").run(scenario, load));
    }

    /** User 0 takes a second, user 1 four. */
    private static Scenario uneven(Map<Long, Integer> done) {
        return scenario("workers").exec("work", user -> {
            done.merge(user.id(), 1, Integer::sum);
            user.pause(ofSeconds(user.id() == 0 ? 1 : 4));
        });
    }

    @Test
    void runsExactlyAsManyIterationsPerUserAndEndsWithTheLast() throws Exception {
        RunResult result = runIterations(working(ofSeconds(2)), users(3).iterations(5));
        assertThat(result.ledger()).isEqualTo(ledger(15, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(10));
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(count(result, "iterations")).isEqualTo(15);
    }

    @Test
    void givesEachUserItsOwnIterationsHoweverFastItIs() throws Exception {
        var done = new ConcurrentHashMap<Long, Integer>();
        RunResult result = runIterations(uneven(done), users(2).iterations(5));
        assertThat(done).isEqualTo(Map.of(0L, 5, 1L, 5));
        assertThat(result.duration()).isEqualTo(ofSeconds(20));
    }

    @Test
    void tellsThoseWhoWatchHowFarItIs() throws Exception {
        List<Snapshot.Iterations> seen = Collections.synchronizedList(new ArrayList<>());
        RunListener watcher = new RunListener() {
            @Override
            public void onSnapshot(Snapshot snapshot) {
                seen.add(snapshot.iterations());
            }
        };
        // Both users begin at 0, 1.6 and 3.2; the other scenario has no number.
        run(
                loadTest("counted")
                        .run(working(ofMillis(1_600)), users(2).iterations(3))
                        .run(
                                scenario("others").exec("other", user -> {}),
                                arrivals(perSecond(1)).during(ofSeconds(4))),
                watcher);
        assertThat(seen).extracting(Snapshot.Iterations::total).containsOnly(6L);
        assertThat(seen).extracting(Snapshot.Iterations::begun).containsExactly(2L, 4L, 4L, 6L, 6L);
    }

    @Test
    void givesAFastUserMoreOfTheIterationsThatAllShare() throws Exception {
        // User 0 begins at 0, 1, ... 7 and user 1 at 0 and 4; both end at 8.
        var done = new ConcurrentHashMap<Long, Integer>();
        RunResult result = runIterations(uneven(done), users(2).sharedIterations(10));
        assertThat(done).isEqualTo(Map.of(0L, 8, 1L, 2));
        assertThat(result.ledger()).isEqualTo(ledger(10, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(8));
    }

    @Test
    void sharesIterationsExactlyHoweverManyUsersWantThem() throws Exception {
        RunResult result = runIterations(working(ofMillis(1)), users(64).sharedIterations(10_007));
        assertThat(result.ledger()).isEqualTo(ledger(10_007, 0, 0));
    }

    @Test
    void dropsAndCountsWhatHasNotBegunAfterMaxDuration() throws Exception {
        // Both begin at 0, 3, 6 and 9.
        RunResult result =
                runIterations(working(ofSeconds(3)), users(2).iterations(10).maxDuration(ofSeconds(10)));
        assertThat(result.ledger()).isEqualTo(new Ledger(20, 8, 12, 8, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(12));
        assertThat(count(result, "dropped_iterations{scenario:workers}")).isEqualTo(12);
        assertThat(result.warnings())
                .contains("12 of 20 iterations were dropped because maxDuration had passed or feeders had no records"
                        + " left: the target got less load than planned.");
    }

    @Test
    void dropsWhatIsLeftOfSharedIterations() throws Exception {
        RunResult result = runIterations(
                working(ofSeconds(3)), users(2).sharedIterations(9).maxDuration(ofSeconds(10)));
        assertThat(result.ledger()).isEqualTo(new Ledger(9, 8, 1, 8, 0, 0));
    }

    @Test
    void interruptsWhatOutlastsTheGracefulStop() throws Exception {
        RunResult result = runIterations(
                working(ofSeconds(3)),
                users(2).iterations(10).maxDuration(ofSeconds(10)).gracefulStop(ZERO));
        assertThat(result.ledger()).isEqualTo(new Ledger(20, 8, 12, 6, 0, 2));
        assertThat(result.duration()).isEqualTo(ofSeconds(10));
    }

    @Test
    void lastsTenMinutesAtMostUnlessItSaysOtherwise() throws Exception {
        RunResult result = runIterations(working(ofMinutes(4)), users(1).iterations(5));
        assertThat(result.ledger()).isEqualTo(new Ledger(5, 3, 2, 2, 0, 1));
        assertThat(result.duration()).isEqualTo(ofMinutes(10).plusSeconds(30));
    }

    @Test
    void doesNotThinkAfterTheLastIteration() throws Exception {
        // Begins at 0, 6 and 12.
        RunResult result =
                runIterations(working(ofSeconds(1)).thinkTime(constant(ofSeconds(5))), users(2).iterations(3));
        assertThat(result.ledger()).isEqualTo(ledger(6, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(13));
    }

    @Test
    void sendsThinkingUsersAwayWhenOthersHaveBegunTheLastIteration() throws Exception {
        // User 0 works from 0 to 1 s and thinks until 101 s; user 1 works until 200 s and thinks until 300 s; so user 0
        // begins the third at 101 s, thinks from 102 to 202 s, begins the last then, and ends at 203 s.
        Scenario scenario = scenario("workers")
                .exec("work", user -> user.pause(ofSeconds(user.id() == 0 ? 1 : 200)))
                .thinkTime(constant(ofSeconds(100)));
        RunResult result = runIterations(scenario, users(2).sharedIterations(4));
        assertThat(result.ledger()).isEqualTo(ledger(4, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(203));
    }

    @Test
    void doesNotCutOffTheLastIterationBeforeMaxDuration() throws Exception {
        RunResult result = runIterations(working(ofMinutes(8)), users(3).sharedIterations(3));
        assertThat(result.ledger()).isEqualTo(ledger(3, 0, 0));
        assertThat(result.duration()).isEqualTo(ofMinutes(8));
    }

    @Test
    void dropsNothingWhereTheRunWasStopped() throws Exception {
        var self = new CompletableFuture<Run>();
        Scenario stopping = scenario("workers").exec("work", user -> {
            if (user.iteration() == 2) {
                self.join().stop("enough");
            }
            user.pause(ofSeconds(1));
        });
        RunResult result = run(loadTest("counted").run(stopping, users(1).iterations(100)), self);
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.ledger()).isEqualTo(ledger(3, 0, 0));
    }

    @Test
    void letsAnotherScenarioBeginWhenItsLastIterationHasEnded() throws Exception {
        RunResult result = run(loadTest("counted")
                .run(working(ofSeconds(1)), users(2).iterations(3))
                .run(
                        scenario("visitors").exec("visit", user -> user.pause(ofSeconds(1))),
                        users(1).iterations(2),
                        afterFinished("workers")));
        assertThat(result.ledger()).isEqualTo(ledger(8, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(5));
    }

    @Test
    void runsBesideOtherLoads() throws Exception {
        RunResult result = run(loadTest("counted")
                .run(working(ofSeconds(1)), users(2).iterations(3))
                .run(
                        scenario("visitors").exec("visit", user -> user.pause(ofMillis(10))),
                        arrivals(perSecond(1)).during(ofSeconds(20))));
        assertThat(result.ledger()).isEqualTo(ledger(26, 0, 0));
        assertThat(count(result, "iterations{scenario:workers}")).isEqualTo(6);
        assertThat(result.duration()).isBetween(ofMillis(19_510), ofSeconds(20));
    }
}
