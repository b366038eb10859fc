package dev.perf.engine.internal.run;

import static dev.perf.Perf.afterFinished;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.feed;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Operator.at;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.feed.Feeder;
import dev.perf.result.ErrorResult;
import dev.perf.result.Ledger;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Closed users whose feeder has no record left, and users who never begin. */
class EndOfDataTest {

    private final AtomicInteger left = new AtomicInteger();

    private static Feeder records(int count) {
        return Feeder.records(IntStream.range(0, count)
                .mapToObj(n -> Map.<String, Object>of("n", n))
                .toList());
    }

    private Scenario working() {
        return scenario("work")
                .exec("work", user -> user.pause(ofSeconds(1)))
                .onStop(exec("leave", user -> left.incrementAndGet()));
    }

    private Scenario drawing(int count) {
        return scenario("draw")
                .exec(feed(records(count)))
                .exec("work", user -> user.pause(ofSeconds(1)))
                .onStop(exec("leave", user -> left.incrementAndGet()));
    }

    private static long errors(RunResult result) {
        assertThat(result.errors()).extracting(ErrorResult::kind).containsOnly("feeder");
        return result.errors().stream().mapToLong(ErrorResult::count).sum();
    }

    @Test
    void aUserWithoutARecordEndsAndTheScenarioWithTheLastOfThem() throws Exception {
        RunResult result = run(loadTest("data").run(drawing(7), users(2).during(ofHours(1))));

        // Two each at 0, 1 and 2 s, one at 3 s; the other user finds nothing at 3 s, and that one at 4 s.
        assertThat(result.ledger()).isEqualTo(ledger(7, 2, 0));
        assertThat(errors(result)).isEqualTo(2);
        assertThat(result.duration()).isEqualTo(ofSeconds(4));
        assertThat(left).hasValue(2);
        assertThat(result.warnings())
                .contains("scenario \"draw\" ended after 4s of 1h, because a feeder had no record left for any of its"
                        + " users; add records, or let the feeder be circular() or random().");
    }

    @Test
    void usersThatHaveTheirRecordGoOnWithoutThoseWhoGotNone() throws Exception {
        RunResult result = run(loadTest("data").run(working().feed(records(3)), users(5).during(ofSeconds(10))));

        assertThat(result.ledger()).isEqualTo(ledger(30, 0, 0));
        assertThat(errors(result)).isEqualTo(2);
        assertThat(result.duration()).isEqualTo(ofSeconds(10));
        assertThat(left).hasValue(3);
        assertThat(result.warnings()).noneMatch(warning -> warning.contains("ended after"));
    }

    @Test
    void usersWithoutARecordLeaveBeforeThoseWhoHaveOne() throws Exception {
        RunResult result = run(loadTest("data")
                .run(
                        working().feed(records(3)),
                        users(5).during(ofSeconds(4))
                                .rampTo(3)
                                .over(ofSeconds(0))
                                .hold(ofSeconds(4))));

        assertThat(result.ledger()).isEqualTo(ledger(24, 0, 0));
    }

    @Test
    void aScenarioEndsWhenThoseWhoComeLaterFindNothing() throws Exception {
        var operator = new Operator(
                new SimulatedClock(), at(2_500, run -> run.setUsers(0)), at(5_000, run -> run.setUsers(4)));
        RunResult result =
                operator.run(loadTest("data").run(working().feed(records(2)), users(2).during(ofMinutes(10))));

        assertThat(result.ledger()).isEqualTo(ledger(6, 0, 0));
        assertThat(errors(result)).isEqualTo(4);
        assertThat(result.duration()).isEqualTo(ofSeconds(5));
    }

    @Test
    void aScenarioThatWaitsForOneWithoutDataBeginsWhenThatHasEnded() throws Exception {
        RunResult result = run(loadTest("data")
                .run(drawing(3), users(1).during(ofHours(1)))
                .run(working(), users(1).during(ofSeconds(2)), afterFinished("draw")));

        assertThat(result.ledger()).isEqualTo(ledger(3 + 2, 1, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(5));
    }

    @Test
    void anotherScenarioGoesOn() throws Exception {
        RunResult result = run(loadTest("data")
                .run(drawing(3), users(1).during(ofMinutes(1)))
                .run(working(), users(1).during(ofMinutes(1))));

        assertThat(result.ledger()).isEqualTo(ledger(3 + 60, 1, 0));
        assertThat(result.duration()).isEqualTo(ofMinutes(1));
    }

    @Test
    void whatUsersWithoutARecordLeaveOfANumberOfIterationsIsDropped() throws Exception {
        RunResult result = run(loadTest("data").run(drawing(3), users(2).iterations(5)));

        // Both at 0 s, one at 1 s where the other finds nothing, and that one finds nothing at 2 s.
        assertThat(result.ledger()).isEqualTo(new Ledger(10, 5, 5, 3, 2, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(2));
    }

    @Test
    void usersThatNeverBeganAnIterationDoNotDoTheStepsOfOnStop() throws Exception {
        var clock = new SimulatedClock();
        RunListener early = new RunListener() {
            @Override
            public void onStart(Run run) {
                run.pause();
                new Operator(clock, at(5_000, paused -> paused.stop("never mind"))).onStart(run);
            }
        };
        RunResult result = Runs.checked(LoadRun.start(
                        loadTest("held").run(working(), users(3).iterations(5)).plan(),
                        Runs.QUIET.listener(early),
                        clock)
                .await());

        assertThat(result.ledger()).isEqualTo(Ledger.EMPTY);
        assertThat(result.duration()).isEqualTo(ofSeconds(5));
        assertThat(left).hasValue(0);
    }
}
