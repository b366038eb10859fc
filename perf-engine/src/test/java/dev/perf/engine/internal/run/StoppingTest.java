package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
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
import dev.perf.plan.TestPlan;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.User;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class StoppingTest {

    private static Scenario working(String name, Duration time) {
        return scenario(name).exec("work", user -> user.pause(time));
    }

    /** Runs {@code test}, and does {@code deed} when {@code after} has passed. */
    private static RunResult runUntil(LoadTest test, Duration after, Consumer<Run> deed) throws InterruptedException {
        var self = new CompletableFuture<Run>();
        RunListener controller = new RunListener() {
            @Override
            public void onSnapshot(Snapshot snapshot) {
                if (snapshot.elapsed().equals(after)) {
                    deed.accept(self.join());
                }
            }
        };
        Run run = LoadRun.start(test.plan(), Runs.QUIET.listener(controller), new SimulatedClock());
        self.complete(run);
        return Runs.checked(run.await());
    }

    @Test
    void aRunThatIsStoppedEndsItsIterationsAndIsAborted() throws Exception {
        LoadTest test = loadTest("stopped")
                .run(working("closed", ofSeconds(2)), users(3).during(ofHours(1)))
                .run(working("open", ofSeconds(2)), arrivals(perSecond(1)).during(ofHours(1)));
        RunResult result = runUntil(test, ofSeconds(5), run -> run.stop("seen enough"));
        // Closed: starts at 0, 2 and 4. Open: starts at 0.5 to 4.5.
        assertThat(result.ledger()).isEqualTo(ledger(9 + 5, 0, 0));
        assertThat(result.duration()).isEqualTo(ofMillis(6500));
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).isEqualTo("seen enough");
    }

    @Test
    void aRunThatIsStoppedInterruptsWhatOutlastsTheGracefulStop() throws Exception {
        LoadTest test = loadTest("stopped")
                .run(working("users", ofMinutes(5)), users(3).during(ofHours(1)).gracefulStop(ofSeconds(2)));
        RunResult result = runUntil(test, ofSeconds(5), run -> run.stop("seen enough"));
        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 3));
        assertThat(result.duration()).isEqualTo(ofSeconds(7));
    }

    @Test
    void theFirstReasonToStopCounts() throws Exception {
        LoadTest test = loadTest("stopped").run(working("users", ofSeconds(1)), users(1).during(ofHours(1)));
        RunResult result = runUntil(test, ofSeconds(5), run -> {
            run.stop("first");
            run.stop("second");
        });
        assertThat(result.reason()).isEqualTo("first");
    }

    @Test
    void aRunThatIsAbortedInterruptsAtOnce() throws Exception {
        LoadTest test = loadTest("aborted")
                .run(working("closed", ofMinutes(1)), users(3).during(ofHours(1)))
                .run(working("open", ofMinutes(1)), arrivals(perSecond(1)).during(ofHours(1)));
        RunResult result = runUntil(test, ofSeconds(5), run -> run.abort("now"));
        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 3 + 5));
        assertThat(result.duration()).isEqualTo(ofSeconds(5));
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).isEqualTo("now");
    }

    @Test
    void anAbortEndsAGracefulStop() throws Exception {
        LoadTest test = loadTest("aborted").run(working("users", ofMinutes(1)), users(3).during(ofSeconds(10)));
        RunResult result = runUntil(test, ofSeconds(15), run -> run.abort("now"));
        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 3));
        assertThat(result.duration()).isEqualTo(ofSeconds(15));
    }

    @Test
    void anAbortDoesNotWaitForAGracefulRampDownEither() throws Exception {
        LoadTest test = loadTest("aborted")
                .run(
                        working("users", ofMinutes(5)),
                        users(3).rampTo(0)
                                .over(ofSeconds(10))
                                .gracefulStop(ofMinutes(2))
                                .gracefulRampDown(ofMinutes(1)));
        RunResult result = runUntil(test, ofSeconds(15), run -> run.abort("now"));
        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 3));
        assertThat(result.duration()).isEqualTo(ofSeconds(15));
    }

    @Test
    void aBrokenThresholdThatAbortsFailsTheRun() throws Exception {
        LoadTest test = loadTest("limits")
                .run(working("users", ofSeconds(2)), users(1).during(ofHours(1)))
                .threshold("response_time: p(95) < 1s abort");
        // The first response comes at second 2, which the interval that ends then sees or the next one.
        RunResult result = run(test);
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reason())
                .isEqualTo("threshold \"response_time: p(95) < 1s abort\" was broken and asks to abort");
        assertThat(result.ledger()).isEqualTo(ledger(2, 0, 0));
        assertThat(result.duration()).isEqualTo(ofSeconds(4));
    }

    @Test
    void aBrokenThresholdAbortsNoSoonerThanItSays() throws Exception {
        LoadTest test = loadTest("limits")
                .run(working("users", ofMillis(1400)), users(1).during(ofHours(1)))
                .threshold("response_time: p(95) < 1s abort after 30s");
        RunResult result = run(test);
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.thresholds().getFirst().firstBreach()).isEqualTo(ofSeconds(2));
        assertThat(result.duration()).isEqualTo(ofMillis(22 * 1400));
        assertThat(result.ledger()).isEqualTo(ledger(22, 0, 0));
    }

    @Test
    void leavesUsersBehindThatIgnoreTheirInterruption() throws Exception {
        Scenario stubborn = scenario("stubborn").exec("ignore", user -> ignoreInterruptions(user, 3));
        LoadTest test = loadTest("stubborn")
                .run(stubborn, users(2).during(ofSeconds(10)).gracefulStop(ofSeconds(1)));
        RunResult result = run(test);
        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 2));
        assertThat(result.duration()).isEqualTo(ofSeconds(10 + 1 + 5));
        assertThat(result.warnings())
                .contains("2 users took no notice of their interruption and were left behind;"
                        + " a lambda step swallows InterruptedException or runs without end.");
    }

    @Test
    void leavesArrivalsBehindThatIgnoreTheirInterruption() throws Exception {
        Scenario stubborn = scenario("stubborn").exec("ignore", user -> ignoreInterruptions(user, 3));
        LoadTest test = loadTest("stubborn")
                .run(stubborn, arrivals(perSecond(1)).during(ofSeconds(4)).gracefulStop(ofSeconds(1)));
        RunResult result = run(test);
        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 4));
        assertThat(result.duration()).isEqualTo(ofSeconds(4 + 1 + 5));
    }

    private static void ignoreInterruptions(User user, int hours) {
        for (int i = 0; i < hours; i++) {
            try {
                user.pause(ofHours(1));
            } catch (InterruptedException ignored) {
                // That is what this user is like.
            }
        }
    }

    @Test
    void aStepThatThrowsFailsItsIterationAndTheUserGoesOn() throws Exception {
        Scenario clumsy = scenario("clumsy").exec("work", user -> {
            user.pause(ofSeconds(1));
            if (user.iteration() % 2 == 1) {
                throw new IllegalStateException("fell", new RuntimeException("stone"));
            }
        });
        RunResult result = run(loadTest("clumsy").run(clumsy, users(2).during(ofSeconds(10))));
        assertThat(result.ledger()).isEqualTo(ledger(10, 10, 0));
        assertThat(result.request("work").failed()).isEqualTo(10);
        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.kind()).isEqualTo("step");
            assertThat(error.request()).isEqualTo("work");
            assertThat(error.count()).isEqualTo(10);
            assertThat(error.message()).isEqualTo("IllegalStateException: fell (RuntimeException: stone)");
        });
    }

    @Test
    void listenersThatThrowDisturbNeitherTheRunNorEachOther() throws Exception {
        List<String> told = Collections.synchronizedList(new ArrayList<>());
        RunListener good = new RunListener() {
            @Override
            public void onStart(TestPlan plan, String runId) {
                told.add("start");
            }

            @Override
            public void onSnapshot(Snapshot snapshot) {
                told.add("snapshot " + snapshot.elapsed().toSeconds());
            }

            @Override
            public void onEnd(RunResult result) {
                told.add("end " + result.verdict());
            }
        };
        var options = Runs.QUIET
                .listener(throwing(new IllegalStateException("bad")))
                .listener(throwing(new AssertionError("worse")))
                .listener(good);
        LoadTest test = loadTest("heard").run(working("users", ofSeconds(1)), users(1).during(ofSeconds(12)));
        RunResult result = Runs.checked(
                LoadRun.start(test.plan(), options, new SimulatedClock()).await());
        assertThat(result.ledger()).isEqualTo(ledger(12, 0, 0));
        assertThat(told).startsWith("start", "snapshot 1", "snapshot 2").endsWith("snapshot 12", "end PASSED");
    }

    private static RunListener throwing(Throwable thrown) {
        return new RunListener() {
            @Override
            public void onSnapshot(Snapshot snapshot) {
                switch (thrown) {
                    case Error error -> throw error;
                    case RuntimeException exception -> throw exception;
                    default -> throw new IllegalArgumentException(thrown);
                }
            }
        };
    }

    @Test
    void runsInOneProcessDoNotDisturbEachOther() throws Exception {
        var clock = new SimulatedClock();
        var runs = new ArrayList<Run>();
        for (int i = 1; i <= 5; i++) {
            LoadTest test =
                    loadTest("run " + i).run(working("same name", ofSeconds(1)), users(i).during(ofSeconds(20)));
            runs.add(LoadRun.start(test.plan(), Runs.QUIET, clock));
        }
        var names = new ArrayList<String>();
        for (int i = 1; i <= 5; i++) {
            RunResult result = Runs.checked(runs.get(i - 1).await());
            assertThat(result.test()).isEqualTo("run " + i);
            assertThat(result.ledger()).isEqualTo(ledger(20L * i, 0, 0));
            assertThat(result.request("work").count()).isEqualTo(20L * i);
            names.add(result.runId());
        }
        assertThat(names).doesNotHaveDuplicates();
    }
}
