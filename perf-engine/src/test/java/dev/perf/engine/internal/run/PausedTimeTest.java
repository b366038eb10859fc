package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Operator.at;
import static dev.perf.engine.internal.run.Runs.count;
import static dev.perf.engine.internal.run.Runs.ledger;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.result.Ledger;
import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Run;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands still in a pause with the load, and what goes on. */
class PausedTimeTest {

    private List<Snapshot> snapshots = List.of();

    private static Scenario working(Duration time) {
        return scenario("work").exec("work", user -> user.pause(time));
    }

    private RunResult pausing(LoadTest test, long fromMillis, long toMillis) throws InterruptedException {
        var operator = new Operator(new SimulatedClock(), at(fromMillis, Run::pause), at(toMillis, Run::resume));
        snapshots = operator.snapshots();
        return operator.run(test);
    }

    private List<Long> intervalEnds() {
        return snapshots.stream().map(snapshot -> snapshot.elapsed().toMillis()).toList();
    }

    // The warm-up

    @Test
    void aPauseDoesNotUseUpTheWarmUpOfUsers() throws Exception {
        RunResult result = pausing(
                loadTest("warm").warmUp(ofSeconds(3)).run(working(ofSeconds(1)), users(2).during(ofSeconds(10))),
                1_500,
                11_700);
        // Each begins at 0, 1, and after the pause at 11.7 and 12.7; the warm-up ends at 13.2, the load at 20.2.
        assertThat(result.ledger()).isEqualTo(ledger(2 * 7, 0, 0));
        assertThat(count(result, "iterations")).isEqualTo(14);
        assertThat(intervalEnds()).contains(13_000L, 13_200L, 14_000L);
        assertThat(result.duration()).isEqualTo(ofMillis(20_700 - 13_200));
        assertThat(result.intervals().getFirst().length()).isEqualTo(ofMillis(800));
        assertThat(result.events()).extracting(RunEvent::at).containsExactly(ofMillis(1_500), ofMillis(11_700));
        assertThat(result.warmUpLength()).isEqualTo(ofMillis(13_200));
        assertThat(snapshots)
                .filteredOn(snapshot -> snapshot.phase().equals("warm-up"))
                .extracting(snapshot -> snapshot.elapsed().toMillis())
                .containsExactly(1_000L, 12_000L, 13_000L, 13_200L);
    }

    @Test
    void aWarmUpThatEndsShortlyAfterThePauseEndsAnInterval() throws Exception {
        RunResult result = pausing(
                loadTest("warm").warmUp(ofSeconds(3)).run(working(ofSeconds(1)), users(1).during(ofSeconds(10))),
                2_900,
                12_300);
        assertThat(intervalEnds()).contains(12_000L, 12_400L, 13_000L);
        // In load time it begins at 0, 1 and 2, and then at 2.9, 3.9, ... 9.9.
        assertThat(result.ledger()).isEqualTo(ledger(7, 0, 0));
    }

    /** 100 arrivals, 30 of them in the warm-up. */
    private LoadTest warmArrivals() {
        return loadTest("warm")
                .warmUp(ofSeconds(3))
                .run(working(ofMillis(10)), arrivals(perSecond(10)).during(ofSeconds(10)));
    }

    @Test
    void aPauseDoesNotUseUpTheWarmUpOfArrivals() throws Exception {
        RunResult result = pausing(warmArrivals(), 2_000, 5_000);
        assertThat(result.ledger()).isEqualTo(ledger(70, 0, 0));
    }

    @Test
    void aPauseDoesNotUseUpTheWarmUpOfANumberOfIterations() throws Exception {
        RunResult result = pausing(
                loadTest("warm").warmUp(ofSeconds(3)).run(working(ofSeconds(1)), users(1).iterations(10)),
                1_500,
                11_500);
        assertThat(result.ledger()).isEqualTo(ledger(6, 0, 0));
    }

    @Test
    void aPauseAfterTheWarmUpMovesNothingOfIt() throws Exception {
        RunResult result = pausing(warmArrivals(), 4_000, 9_000);
        assertThat(result.ledger()).isEqualTo(ledger(70, 0, 0));
        assertThat(result.events()).extracting(RunEvent::at).containsExactly(ofSeconds(4), ofSeconds(9));
        assertThat(result.duration()).isBetween(ofMillis(11_900), ofSeconds(12));
    }

    @Test
    void aRunThatIsStoppedInAPauseOfItsWarmUpHasMeasuredNothing() throws Exception {
        var operator = new Operator(new SimulatedClock(), at(1_500, Run::pause), at(8_000, run -> run.stop("no use")));
        RunResult result = operator.run(
                loadTest("warm").warmUp(ofSeconds(3)).run(working(ofSeconds(1)), users(2).during(ofSeconds(10))));
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.ledger()).isEqualTo(Ledger.EMPTY);
        assertThat(result.duration()).isZero();
    }

    // Stages

    @Test
    void stagesOfUsersFollowTheLoad() throws Exception {
        RunResult result = pausing(
                loadTest("stages")
                        .run(
                                working(ofSeconds(1)),
                                users(2).during(ofSeconds(10))
                                        .named("calm")
                                        .rampTo(6)
                                        .over(ZERO)
                                        .hold(ofSeconds(5))
                                        .named("busy")),
                2_500,
                22_500);
        // Two begin at 0, 1, 2, 22.5, ... 29.5, and in the next stage at 30.5, ... 34.5; four more at 30, ... 34.
        assertThat(count(result, "iterations{stage:calm}")).isEqualTo(2 * 11);
        assertThat(count(result, "iterations{stage:busy}")).isEqualTo(2 * 5 + 4 * 5);
        assertThat(result.ledger()).isEqualTo(ledger(52, 0, 0));
    }

    @Test
    void anIterationThatOutlastsAPauseLeavesTheNextOneInItsStage() throws Exception {
        RunResult result = pausing(
                loadTest("stages")
                        .run(
                                working(ofSeconds(8)),
                                users(1).during(ofSeconds(5))
                                        .named("first")
                                        .hold(ofSeconds(15))
                                        .named("second")),
                1_000,
                7_000);
        // It begins at 0, and at 8 and 16 and 24, which are 2, 10 and 18 of the load.
        assertThat(count(result, "iterations{stage:first}")).isEqualTo(2);
        assertThat(count(result, "iterations{stage:second}")).isEqualTo(2);
    }

    // Ends

    @Test
    void aPauseDoesNotUseUpMaxDuration() throws Exception {
        RunResult result = pausing(
                loadTest("counted")
                        .run(working(ofSeconds(3)), users(2).iterations(10).maxDuration(ofSeconds(10))),
                4_000,
                14_000);
        // They begin at 0 and 3, and after the pause at 14 and 17; 10 s of the load have passed at 20.
        assertThat(result.ledger()).isEqualTo(new Ledger(20, 8, 12, 8, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(20));
    }

    @Test
    void aPauseDoesNotUseUpTheMaxDurationOfTheLastIterationsEither() throws Exception {
        RunResult result = pausing(
                loadTest("counted")
                        .run(
                                working(ofSeconds(12)),
                                users(1).iterations(1)
                                        .maxDuration(ofSeconds(10))
                                        .gracefulStop(ZERO))
                        .run(
                                scenario("visit").exec("visit", user -> user.pause(ofMillis(1))),
                                arrivals(perSecond(1)).during(ofSeconds(20))),
                2_000,
                8_000);
        assertThat(result.ledger()).isEqualTo(ledger(1 + 20, 0, 0));
    }

    @Test
    void aGracefulStopGoesOnWhileOtherLoadsArePaused() throws Exception {
        RunResult result = pausing(
                loadTest("both")
                        .run(
                                scenario("slow").exec("slow", user -> user.pause(ofSeconds(20))),
                                users(1).during(ofSeconds(5)).gracefulStop(ofSeconds(10)))
                        .run(working(ofSeconds(1)), users(1).during(ofSeconds(10))),
                6_500,
                30_500);
        // The slow one is interrupted at 15 s; the other one begins at 0 to 6 and, for 3.5 s, from 30.5 on.
        assertThat(result.ledger()).isEqualTo(ledger(7 + 4, 0, 1));
        assertThat(snapshots)
                .filteredOn(snapshot -> snapshot.ledger().interrupted() == 1)
                .first()
                .extracting(Snapshot::elapsed)
                .isIn(ofSeconds(15), ofSeconds(16));
    }

    @Test
    void aPauseDoesNotCountForAThresholdThatAbortsAfterATime() throws Exception {
        RunResult result = pausing(
                loadTest("limits")
                        .run(working(ofMillis(1_400)), users(1).during(Duration.ofHours(1)))
                        .threshold("response_time: p(95) < 1s abort after 30s"),
                5_000,
                65_000);
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        // It begins four times before the pause and from 65 s on until 90 s, of which 60 were a pause.
        assertThat(result.ledger()).isEqualTo(ledger(4 + 18, 0, 0));
        assertThat(result.duration()).isEqualTo(ofMillis(65_000 + 18 * 1_400));
        assertThat(result.thresholds().getFirst().firstBreach()).isEqualTo(ofSeconds(2));
    }
}
