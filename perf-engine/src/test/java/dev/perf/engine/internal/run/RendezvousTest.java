package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.rendezvous;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.result.Distribution;
import dev.perf.result.ErrorResult;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.spi.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class RendezvousTest {

    private final SimulatedClock clock = new SimulatedClock();
    private final List<Duration> times = Collections.synchronizedList(new ArrayList<>());

    private final Step note = exec("note", user -> times.add(clock.elapsed()));

    /** User i comes after i + 1 seconds. */
    private static Scenario coming(Step... steps) {
        return scenario("users")
                .exec("come", user -> user.pause(ofSeconds(user.id() + 1)))
                .exec(steps);
    }

    private static List<Duration> seconds(int... times) {
        return Arrays.stream(times).mapToObj(Duration::ofSeconds).toList();
    }

    private static Distribution waits(RunResult result) {
        return ((MetricResult.Trend) result.metric("rendezvous_wait")).distribution();
    }

    @Test
    void usersGoOnAtTheMomentWhenTheLastOneIsThere() throws Exception {
        RunResult result =
                run(loadTest("meeting").run(coming(rendezvous("all", 3), note), users(3).during(ofSeconds(5))), clock);
        // They come after 1, 2 and 3 s, all go on after 3 s, and so it goes once more.
        assertThat(times).isEqualTo(seconds(3, 3, 3, 6, 6, 6));
        assertThat(result.ledger()).isEqualTo(ledger(6, 0, 0));
        assertThat(result.errors()).isEmpty();
        assertThat(waits(result).count()).isEqualTo(6);
        assertThat(waits(result).min()).isZero();
        assertThat(waits(result).max()).isBetween(ofSeconds(2), ofMillis(2002));
    }

    @Test
    void theResponseClockOfTheNextStepBeginsWithTheRelease() throws Exception {
        RunResult result = run(
                loadTest("meeting")
                        .run(
                                coming(rendezvous("all", 3), exec("next", user -> user.pause(ofMillis(10)))),
                                users(3).during(ofSeconds(3))),
                clock);

        assertThat(result.request("next").responseTime().max()).isBetween(ofMillis(10), ofMillis(11));
    }

    @Test
    void thoseThatWaitTooLongGoOnTogetherAndTheRunSaysSo() throws Exception {
        Step meeting = rendezvous("all", 3).timeout(ofSeconds(5));
        RunResult result = run(
                loadTest("meeting")
                        .run(
                                scenario("users")
                                        .exec(
                                                "come",
                                                user -> user.pause(ofSeconds(user.id() == 2 ? 20 : user.id() + 1)))
                                        .exec(meeting, note),
                                users(3).during(ofMillis(6500))),
                clock);
        // Two come after 1 s and 2 s and wait until 6 s; their next meeting, of 7 s and 8 s, is one to which the third
        // comes after 20 s, when they have gone on after 12 s. It is the last, so it does not wait.
        assertThat(times).isEqualTo(seconds(6, 6, 12, 12, 20));
        assertThat(result.ledger()).isEqualTo(ledger(5, 0, 0));
        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message, ErrorResult::count)
                .containsExactly(tuple("rendezvous", "all", "only 2 of 3 users came within 5s; they went on", 2L));
    }

    @Test
    void nobodyWaitsForThoseThatHaveEnded() throws Exception {
        RunResult result = run(
                loadTest("meeting")
                        .run(
                                coming(rendezvous("all", 3), note),
                                users(3).during(ofSeconds(4)).gracefulStop(ofHours(1))),
                clock);
        assertThat(times).isEqualTo(seconds(3, 3, 3, 6, 6, 6));

        times.clear();
        Scenario once = scenario("users")
                .exec("come", user -> {
                    if (user.iteration() > 0 && user.id() > 0) {
                        throw new IllegalStateException("does not come");
                    }
                })
                .exec(rendezvous("all", 3).timeout(ofHours(2)), note)
                .exec("work", user -> user.pause(ofSeconds(3)));
        RunResult alone = run(loadTest("meeting").run(once.pacing(ofSeconds(3)), users(3).during(ofSeconds(4))), clock);
        // Of the second meeting, the others end their iterations at once and then themselves, with the load.
        assertThat(times.stream().map(time -> time.minus(result.duration())))
                .containsExactly(ofSeconds(0), ofSeconds(0), ofSeconds(0), ofSeconds(4));
        assertThat(alone.ledger()).isEqualTo(ledger(4, 2, 0));
    }

    @Test
    void usersThatWaitInDifferentPlacesDoNotWaitForEachOtherAfterTheLoad() throws Exception {
        Scenario torn = scenario("users")
                .doIf(session -> session.has("second"), rendezvous("a", 2).timeout(ofHours(1)))
                .exec("choose", user -> {
                    if (user.id() == 0) {
                        user.session().set("second", true);
                    }
                    user.pause(ofSeconds(1));
                })
                .exec(rendezvous("b", 2).timeout(ofHours(1)), note);
        RunResult result =
                run(loadTest("meeting").run(torn, users(2).during(ofSeconds(5)).gracefulStop(ofHours(1))), clock);
        // After their first meeting the first user waits at a, the other one at b, until the load ends.
        assertThat(times.subList(0, 3)).isEqualTo(seconds(1, 1, 5));
        assertThat(result.duration()).isEqualTo(ofSeconds(6));
        assertThat(result.ledger()).isEqualTo(ledger(4, 0, 0));
    }

    @Test
    void aRampDownCutsOffThoseThatWait() throws Exception {
        RunResult result = run(
                loadTest("meeting")
                        .run(
                                scenario("users").exec(rendezvous("all", 4).timeout(ofHours(1)), note),
                                users(3).rampTo(4)
                                        .over(Duration.ZERO)
                                        .rampTo(3)
                                        .over(Duration.ZERO)
                                        .hold(ofSeconds(10))
                                        .rampTo(1)
                                        .over(ofSeconds(10))
                                        .gracefulRampDown(ofSeconds(2))),
                clock);
        // The first to be taken away at 15 s is cut off at 17 s; the next at 20 s goes on with the end of the load.
        assertThat(times).isEqualTo(seconds(20, 20));
        assertThat(result.ledger()).isEqualTo(ledger(2, 0, 1));
        assertThat(result.duration()).isEqualTo(ofSeconds(20));
    }

    @Test
    void aStopLetsThoseThatWaitGoOnAndAnAbortCutsThemOff() throws Exception {
        for (boolean abort : new boolean[] {false, true}) {
            var self = new CompletableFuture<Run>();
            Scenario waiting = scenario("users")
                    .exec("end", user -> {
                        if (user.id() == 2) {
                            user.pause(ofSeconds(3));
                            if (abort) {
                                self.join().abort("now");
                            } else {
                                self.join().stop("now");
                            }
                            user.pause(ofSeconds(1));
                        }
                    })
                    .exec(rendezvous("all", 4).timeout(ofHours(1)));
            RunResult result = run(
                    loadTest("meeting")
                            .run(waiting, users(4).during(ofHours(1)))
                            .run(
                                    scenario("besides").exec("work", user -> user.pause(ofSeconds(1))),
                                    users(1).during(ofHours(1))),
                    self);
            // With the fourth user waiting as well, three do when the run ends.
            assertThat(result.duration()).isEqualTo(ofSeconds(abort ? 3 : 4));
            assertThat(result.ledger().interrupted()).isEqualTo(abort ? 5 : 0);
        }
    }

    @Test
    void arrivalsMeetToo() throws Exception {
        RunResult result = run(
                loadTest("meeting")
                        .run(
                                scenario("users").exec(rendezvous("five", 5), note),
                                arrivals(perSecond(1)).during(ofSeconds(12))),
                clock);
        // The fifth arrives at 4.5 s, the tenth at 9.5 s; the last two go on when the load ends at 12 s.
        assertThat(times)
                .containsExactlyElementsOf(Stream.of(
                                Collections.nCopies(5, ofMillis(4500)),
                                Collections.nCopies(5, ofMillis(9500)),
                                Collections.nCopies(2, ofSeconds(12)))
                        .flatMap(List::stream)
                        .toList());
        assertThat(result.ledger()).isEqualTo(ledger(12, 0, 0));
    }

    /** Releases meet arrivals, ends and the stop on real threads. */
    @Test
    @Timeout(60)
    void nobodyIsEverLeftBehind() throws Exception {
        var passes = new AtomicLong();
        Scenario busy = scenario("users")
                .exec(rendezvous("a", 7), exec("pass", user -> passes.incrementAndGet()), rendezvous("b", 3));
        RunResult result = Runs.checked(LoadRun.start(
                        loadTest("meeting")
                                .run(busy, users(21).during(ofMillis(500)))
                                .plan(),
                        Runs.QUIET,
                        new SystemClock())
                .await());

        assertThat(result.ledger()).isEqualTo(ledger(passes.get(), 0, 0));
        assertThat(passes.get()).isGreaterThan(21);
        assertThat(result.errors()).isEmpty();
    }
}
