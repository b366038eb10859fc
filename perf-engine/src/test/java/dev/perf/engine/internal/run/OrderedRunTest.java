package dev.perf.engine.internal.run;

import static dev.perf.Perf.afterFinished;
import static dev.perf.Perf.afterStopped;
import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.between;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.startingAfter;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.load.LoadStart;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.ThinkTime;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OrderedRunTest {

    private final SimulatedClock clock = new SimulatedClock();
    private final Map<String, List<Duration>> begins = Collections.synchronizedMap(new LinkedHashMap<>());

    /** A scenario that takes {@code length}, and notes when its iterations begin. */
    private Scenario noting(String name, Duration length) {
        return noting(name, new ThinkTime.Constant(length));
    }

    private Scenario noting(String name, ThinkTime length) {
        return scenario(name)
                .exec(
                        "note",
                        user -> begins.computeIfAbsent(name, any -> Collections.synchronizedList(new ArrayList<>()))
                                .add(clock.elapsed()))
                .pause(length);
    }

    private List<Duration> beginsOf(String name) {
        return begins.getOrDefault(name, List.of());
    }

    private static List<PlannedLoad.Point> points(RunResult result, int index) {
        return result.plannedLoad().get(index).points();
    }

    private static PlannedLoad.Point point(Duration at, double level) {
        return new PlannedLoad.Point(at, level);
    }

    @Test
    void aLoadBeginsAfterItsOffset() throws Exception {
        RunResult result = run(
                loadTest("offset")
                        .run(noting("first", ofSeconds(1)), users(1).during(ofSeconds(2)))
                        .run(noting("later", ofSeconds(1)), users(2).during(ofSeconds(3)), startingAfter(ofSeconds(5))),
                clock);

        assertThat(beginsOf("first")).containsExactly(ofSeconds(0), ofSeconds(1));
        assertThat(beginsOf("later"))
                .containsExactly(ofSeconds(5), ofSeconds(5), ofSeconds(6), ofSeconds(6), ofSeconds(7), ofSeconds(7));
        assertThat(result.ledger()).isEqualTo(ledger(8, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(8));
        assertThat(points(result, 1)).containsExactly(point(ofSeconds(5), 2), point(ofSeconds(8), 2));
        assertThat(result.plannedLoad().get(1).description())
                .isEqualTo("closed load: 2 users, hold 3s; begins after 5s");
    }

    @Test
    void aLoadBeginsWhenAllUsersOfTheOneBeforeHaveEnded() throws Exception {
        RunResult result = run(
                loadTest("chain")
                        .run(noting("second", ofSeconds(1)), users(1).during(ofSeconds(2)), afterFinished("first"))
                        .run(
                                noting("first", ofSeconds(4)),
                                arrivals(perSecond(1)).during(ofSeconds(2)))
                        .run(
                                noting("third", ofSeconds(1)),
                                arrivals(perSecond(1)).during(ofSeconds(1)),
                                afterFinished("second").plus(ofSeconds(10))),
                clock);
        // The second arrival of the first one, at 1.5 s, takes until 5.5 s.
        assertThat(beginsOf("second")).containsExactly(ofMillis(5500), ofMillis(6500));
        assertThat(beginsOf("third")).containsExactly(ofMillis(18_000));
        assertThat(result.duration()).isEqualTo(ofMillis(19_000));
        assertThat(points(result, 0)).containsExactly(point(ofMillis(5500), 1), point(ofMillis(7500), 1));
        assertThat(points(result, 2)).containsExactly(point(ofMillis(17_500), 1), point(ofMillis(18_500), 1));
    }

    @Test
    void aLoadBeginsWhenTheOneBeforeBeginsNoMoreIterations() throws Exception {
        RunResult result = run(
                loadTest("chain")
                        .run(noting("first", ofSeconds(7)), users(2).during(ofSeconds(5)))
                        .run(noting("second", ofSeconds(1)), users(1).during(ofSeconds(3)), afterStopped("first")),
                clock);

        assertThat(beginsOf("second")).containsExactly(ofSeconds(5), ofSeconds(6), ofSeconds(7));
        assertThat(result.duration()).isEqualTo(ofSeconds(8));
        assertThat(result.ledger()).isEqualTo(ledger(5, 0, 0));
    }

    @Test
    void theGracefulStopOfTheOneBeforeIsPartOfIt() throws Exception {
        RunResult result = run(
                loadTest("chain")
                        .run(
                                noting("first", ofHours(1)),
                                users(2).during(ofSeconds(5)).gracefulStop(ofSeconds(3)))
                        .run(noting("second", ofSeconds(1)), users(1).during(ofSeconds(2)), afterFinished("first")),
                clock);

        assertThat(beginsOf("second")).containsExactly(ofSeconds(8), ofSeconds(9));
        assertThat(result.ledger()).isEqualTo(ledger(2, 0, 2));
        assertThat(result.duration()).isEqualTo(ofSeconds(10));
    }

    @Test
    void iterationsOfALoadThatBeginsAfterTheWarmUpAreAllReported() throws Exception {
        RunResult result = run(
                loadTest("warm-up")
                        .run(noting("first", ofSeconds(1)), users(1).during(ofSeconds(10)))
                        .run(
                                noting("within", ofSeconds(1)),
                                arrivals(perSecond(2)).during(ofSeconds(3)),
                                startingAfter(ofSeconds(2)))
                        .run(noting("after", ofSeconds(1)), users(1).during(ofSeconds(2)), startingAfter(ofSeconds(6)))
                        .warmUp(ofSeconds(4)),
                clock);
        // Of the ten iterations of the first, those at 4 s and later; of the six within, those at 4.25 s and 4.75 s.
        assertThat(beginsOf("within")).hasSize(6);
        assertThat(result.ledger()).isEqualTo(ledger(6 + 2 + 2, 0, 0));
    }

    @Test
    void arrivalsAndRandomChoicesDoNotDependOnTheOffset() throws Exception {
        LoadTest test = loadTest("seeded").seed(7);
        ThinkTime length = between(ofMillis(1), ofSeconds(5));
        run(
                test.run(
                                noting("open", length),
                                arrivals(perSecond(2)).rampTo(perSecond(9)).over(ofSeconds(9)))
                        .run(noting("closed", length), users(3).during(ofMinutes(1))),
                clock);
        Map<String, List<Duration>> atOnce = new LinkedHashMap<>(begins);
        begins.clear();
        Duration before = clock.elapsed();
        LoadStart later = startingAfter(ofSeconds(77));
        run(
                test.run(
                                noting("open", length),
                                arrivals(perSecond(2)).rampTo(perSecond(9)).over(ofSeconds(9)),
                                later)
                        .run(noting("closed", length), users(3).during(ofMinutes(1)), later),
                clock);

        begins.replaceAll((name, times) -> times.stream()
                .map(time -> time.minus(before).minus(ofSeconds(77)))
                .collect(Collectors.toList()));
        assertThat(begins).isEqualTo(atOnce);
        assertThat(beginsOf("open")).hasSize(50);
    }

    @Test
    void theConsoleIsToldTheLoadOfThoseThatHaveBegun() throws Exception {
        List<String> seen = new ArrayList<>();
        RunListener listener = new RunListener() {
            @Override
            public void onSnapshot(Snapshot snapshot) {
                if (snapshot.elapsed().toMillis() % 3000 == 0) {
                    seen.add("%d: %d users, %.0f/s, %s of %ds"
                            .formatted(
                                    snapshot.elapsed().toSeconds(),
                                    snapshot.wantedUsers(),
                                    snapshot.offeredPerSecond(),
                                    snapshot.phase(),
                                    snapshot.planned().toSeconds()));
                }
            }
        };
        run(
                loadTest("chain")
                        .run(noting("first", ofSeconds(9)), users(4).during(ofSeconds(5)))
                        .run(
                                noting("second", ofSeconds(1)),
                                arrivals(perSecond(7)).during(ofSeconds(4)),
                                afterFinished("first")),
                listener);
        // The first ends at 9 s rather than at 5 s, so the second, and with it the run, ends at 13 s rather than at 9
        // s.
        assertThat(seen)
                .containsExactly(
                        "3: 4 users, 0/s, load of 9s",
                        "6: 0 users, 0/s, load of 10s",
                        "9: 0 users, 0/s, load of 13s",
                        "12: 0 users, 7/s, load of 13s");
    }

    @Test
    void nothingBeginsAfterAStop() throws Exception {
        var self = new CompletableFuture<Run>();
        Scenario stopping = scenario("first").exec("stop", user -> {
            user.pause(ofSeconds(3));
            self.join().stop("seen enough");
            user.pause(ofSeconds(1));
        });
        RunResult result = run(
                loadTest("stopped")
                        .run(stopping, users(1).during(ofHours(1)))
                        .run(noting("finished", ofSeconds(1)), users(1).during(ofHours(1)), afterFinished("first"))
                        .run(noting("stopped", ofSeconds(1)), users(1).during(ofHours(1)), afterStopped("first"))
                        .run(noting("offset", ofSeconds(1)), users(1).during(ofHours(1)), startingAfter(ofHours(2))),
                self);

        assertThat(begins).isEmpty();
        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(4));
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(points(result, 3)).containsExactly(point(ofHours(2), 1), point(ofHours(3), 1));
    }

    @Test
    void nothingBeginsAfterAThresholdAborted() throws Exception {
        RunResult result = run(
                loadTest("limits")
                        .run(
                                noting("first", ofSeconds(2)).exec("slow", user -> user.pause(ofSeconds(2))),
                                users(1).during(ofMinutes(1)))
                        .run(noting("second", ofSeconds(1)), users(1).during(ofHours(1)), afterStopped("first"))
                        .threshold("response_time: p(95) < 1s abort"),
                clock);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(beginsOf("second")).isEmpty();
    }

    @Test
    void anAbortEndsThoseThatWaitAtOnce() throws Exception {
        var self = new CompletableFuture<Run>();
        Scenario aborting = scenario("first").exec("abort", user -> {
            user.pause(ofSeconds(3));
            self.join().abort("now");
            user.pause(ofSeconds(3));
        });
        RunResult result = run(
                loadTest("aborted")
                        .run(aborting, users(1).during(ofHours(1)))
                        .run(noting("second", ofSeconds(1)), users(1).during(ofHours(1)), afterFinished("first")),
                self);

        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 1));
        assertThat(result.duration()).isEqualTo(ofSeconds(3));
    }
}
