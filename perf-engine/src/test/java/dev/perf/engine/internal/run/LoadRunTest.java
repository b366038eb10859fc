package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.doIf;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.Perf;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.feed.Feeder;
import dev.perf.plan.TestPlan;
import dev.perf.result.ErrorResult;
import dev.perf.result.Interval;
import dev.perf.result.Ledger;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.spi.Run;
import dev.perf.spi.RunListener;
import dev.perf.spi.RunOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole runs, with the real scheduler, on a simulated clock. */
class LoadRunTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final SimulatedClock clock = new SimulatedClock();

    // The closed model

    @Test
    void closedUsersLoopForAsLongAsTheProfileSays() throws InterruptedException {
        RunResult result = run(
                loadTest("hour").run(working(Duration.ofMillis(100)), users(10).during(HOUR)));

        assertThat(result.ledger()).isEqualTo(ledger(360_000, 0, 360_000, 0, 0));
        assertThat(result.duration()).isEqualTo(HOUR);
        assertThat(gauge(result, "vus_max")).isEqualTo(10);
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aRampStartsUsersOneByOne() throws InterruptedException {
        RunResult result = run(loadTest("ramp")
                .run(
                        working(Duration.ofSeconds(1)),
                        users().rampTo(10).over(Duration.ofSeconds(10)).hold(Duration.ofSeconds(10))));

        // User k starts at second k, and begins an iteration in each second before the 20th.
        assertThat(result.ledger()).isEqualTo(ledger(145, 0, 145, 0, 0));
        assertThat(result.intervals().subList(11, 19))
                .extracting(Interval::users)
                .containsOnly(10);
    }

    @Test
    void aFallingRampLetsIterationsEnd() throws InterruptedException {
        RunResult result = run(loadTest("fall")
                .run(
                        working(Duration.ofSeconds(3)),
                        users(2).during(Duration.ofSeconds(4)).rampTo(0).over(Duration.ofSeconds(2))));

        assertThat(result.ledger()).isEqualTo(ledger(4, 0, 4, 0, 0));
        assertThat(result.duration()).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void aFallingRampCutsOffIterationsThatTakeTooLong() throws InterruptedException {
        RunResult result = run(loadTest("fall")
                .run(
                        working(Duration.ofSeconds(45)),
                        users(2).during(Duration.ofSeconds(10))
                                .rampTo(1)
                                .over(Duration.ZERO)
                                .hold(Duration.ofSeconds(60))
                                .gracefulRampDown(Duration.ofSeconds(5))));

        // One user is cut off at 15 s; the other begins at 0 s and 45 s and ends at 90 s, within the graceful stop.
        assertThat(result.ledger()).isEqualTo(ledger(3, 0, 2, 0, 1));
        assertThat(result.duration()).isEqualTo(Duration.ofSeconds(90));
    }

    @Test
    void iterationsThatOutliveTheGracefulStopAreInterrupted() throws InterruptedException {
        RunResult result = run(loadTest("long")
                .run(
                        working(Duration.ofMinutes(5)),
                        users(3).during(Duration.ofSeconds(10)).gracefulStop(Duration.ofSeconds(20))));

        assertThat(result.ledger()).isEqualTo(ledger(3, 0, 0, 0, 3));
        assertThat(result.duration()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void usersThinkBetweenStepsAndIterations() throws InterruptedException {
        Scenario scenario = scenario("thinker")
                .exec(work("one", Duration.ofSeconds(1)), work("two", Duration.ofSeconds(1)))
                .thinkTime(Perf.constant(Duration.ofSeconds(4)));
        RunResult result = run(loadTest("think").run(scenario, users(1).during(Duration.ofSeconds(20))));

        // 1 + 4 + 1, then 4: iterations begin at 0 and 10 s.
        assertThat(result.ledger()).isEqualTo(ledger(2, 0, 2, 0, 0));
        assertThat(trend(result, "iteration_duration")).isEqualTo(Duration.ofSeconds(6));
    }

    @Test
    void usersPrepareOnceAndCleanUpOnce() throws InterruptedException {
        List<String> calls = Collections.synchronizedList(new ArrayList<>());
        Scenario scenario = scenario("life")
                .onStart(Perf.exec("start", user -> calls.add("start " + user.id())))
                .exec("work", user -> {
                    calls.add("work " + user.id());
                    user.pause(Duration.ofSeconds(1));
                })
                .onStop(Perf.exec("stop", user -> calls.add("stop " + user.id())));
        run(loadTest("life").run(scenario, users(2).during(Duration.ofSeconds(2))));

        assertThat(calls)
                .containsExactlyInAnyOrder(
                        "start 0", "work 0", "work 0", "stop 0", "start 1", "work 1", "work 1", "stop 1");
        assertThat(calls.subList(0, 4)).containsExactly("start 0", "work 0", "start 1", "work 1");
    }

    @Test
    void aFailedStartFailsItsIterationAndIsTriedAgain() throws InterruptedException {
        var attempts = new AtomicInteger();
        Scenario scenario = scenario("stubborn")
                .onStart(Perf.exec("start", user -> user.check("third time lucky", attempts.incrementAndGet() == 3)))
                .exec(work("work", Duration.ofSeconds(1)))
                .thinkTime(Perf.constant(Duration.ofSeconds(1)));
        RunResult result = run(loadTest("start").run(scenario, users(1).during(Duration.ofSeconds(6))));

        // Fails at 0 and 1 s, works at 2 and 4 s.
        assertThat(attempts).hasValue(3);
        assertThat(result.ledger()).isEqualTo(ledger(4, 0, 2, 2, 0));
    }

    @Test
    void usersWithoutDataStopAndTheOthersGoOn() throws InterruptedException {
        Scenario scenario = working(Duration.ofSeconds(1))
                .feed(Feeder.records(List.of(Map.of("name", "ann"), Map.of("name", "bob"))));
        RunResult result = run(loadTest("data").run(scenario, users(3).during(Duration.ofSeconds(5))));

        assertThat(result.ledger()).isEqualTo(ledger(10, 0, 10, 0, 0));
        assertThat(result.errors())
                .extracting(ErrorResult::message)
                .containsExactly(
                        "feeder records has no more than 2 records; add records, or let it be circular() or random()");
    }

    // The open model

    @Test
    void arrivalsStartAtTheirRateHoweverLongTheyTake() throws InterruptedException {
        RunResult result = run(loadTest("open")
                .run(working(Duration.ofSeconds(10)), arrivals(perSecond(20)).during(Duration.ofMinutes(1))));

        assertThat(result.ledger()).isEqualTo(ledger(1_200, 0, 1_200, 0, 0));
        assertThat(gauge(result, "vus_max")).isBetween(200.0, 201.0);
        assertThat(result.intervals().subList(0, 60))
                .extracting(Interval::started)
                .containsOnly(20L);
        assertThat(result.metric("schedule_lag"))
                .isInstanceOfSatisfying(
                        MetricResult.Trend.class,
                        lag -> assertThat(lag.distribution().max()).isZero());
    }

    @Test
    void arrivalsThatFindNoUserAreDroppedAndCounted() throws InterruptedException {
        RunResult result = run(loadTest("ceiling")
                .run(
                        working(Duration.ofMillis(9_900)),
                        arrivals(perSecond(1)).during(Duration.ofSeconds(100)).maxUsers(4)));

        // Of each ten arrivals four find a user.
        assertThat(result.ledger()).isEqualTo(ledger(100, 60, 40, 0, 0));
        assertThat(result.metric("dropped_iterations"))
                .isInstanceOfSatisfying(
                        MetricResult.Counter.class,
                        dropped -> assertThat(dropped.count()).isEqualTo(60));
        assertThat(result.warnings())
                .contains("60 of 100 iterations were dropped because maxUsers were busy: the target got less load than"
                        + " planned.");
    }

    @Test
    void anArrivalIsAFreshUser() throws InterruptedException {
        Scenario scenario = scenario("fresh").exec("look", user -> {
            user.check("empty", !user.session().has("seen"));
            user.session().set("seen", true);
        });
        RunResult result =
                run(loadTest("fresh").run(scenario, arrivals(perSecond(10)).during(Duration.ofSeconds(1))));

        assertThat(result.ledger()).isEqualTo(ledger(10, 0, 10, 0, 0));
        assertThat(result.metric("checks{check:empty}"))
                .isInstanceOfSatisfying(
                        MetricResult.Rate.class,
                        checks -> assertThat(checks.rate()).isEqualTo(1.0));
    }

    // Failures

    @Test
    void aStepThatThrowsFailsItsIterationAlone() throws InterruptedException {
        Scenario scenario = scenario("throwing").exec("step", user -> {
            user.pause(Duration.ofSeconds(1));
            if (user.iteration() % 2 == 1) {
                throw new IllegalStateException("no luck");
            }
        });
        RunResult result = run(loadTest("throwing").run(scenario, users(1).during(Duration.ofSeconds(10))));

        assertThat(result.ledger()).isEqualTo(ledger(10, 0, 5, 5, 0));
        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.kind()).isEqualTo("step");
            assertThat(error.request()).isEqualTo("step");
            assertThat(error.message()).isEqualTo("IllegalStateException: no luck");
            assertThat(error.count()).isEqualTo(5);
            assertThat(error.firstSeen()).isEqualTo(Duration.ofSeconds(2));
        });
        assertThat(result.request("step").count()).isEqualTo(10);
        assertThat(result.request("step").failed()).isEqualTo(5);
    }

    @Test
    void aRunInWhichNothingSucceedsFails() throws InterruptedException {
        Scenario scenario = scenario("bad").exec("step", user -> {
            user.pause(Duration.ofSeconds(1));
            throw new IllegalStateException("never");
        });
        RunResult result = run(loadTest("bad").run(scenario, users(1).during(Duration.ofSeconds(3))));

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reason()).isEqualTo("no request succeeded");
    }

    @Test
    void aRunOfNothingButFailedIterationsFailsThoughNoRequestWasMade() throws InterruptedException {
        Scenario scenario =
                scenario("bad").exec(doIf(session -> session.text("role").equals("admin"), exec("step", user -> {})));
        RunResult result = run(loadTest("bad").run(scenario, users(1).iterations(2)));

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reason()).isEqualTo("no request was made and no iteration succeeded");
        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.request()).matches("doIf \\(LoadRunTest.java:\\d+\\)");
            assertThat(error.message()).isEqualTo("MissingValueException: session has no value \"role\"; it is empty");
        });
    }

    @Test
    void aUserThatIgnoresItsInterruptionIsLeftBehind() throws InterruptedException {
        Scenario scenario = scenario("deaf").exec("step", user -> {
            for (int i = 0; i < 10; i++) {
                try {
                    user.pause(Duration.ofMinutes(10));
                } catch (InterruptedException ignored) {
                    continue;
                }
            }
        });
        RunResult result = run(loadTest("deaf")
                .run(scenario, users(1).during(Duration.ofSeconds(10)).gracefulStop(Duration.ofSeconds(1))));

        assertThat(result.ledger()).isEqualTo(ledger(1, 0, 0, 0, 1));
        assertThat(result.warnings()).anyMatch(warning -> warning.startsWith("1 user took no notice"));
    }

    // Ends

    @Test
    void aStoppedRunLetsIterationsEndAndReports() throws InterruptedException {
        AtomicReference<Run> run = new AtomicReference<>();
        RunResult result = runWith(
                loadTest("stop").run(working(Duration.ofSeconds(4)), users(2).during(HOUR)),
                new RunListener() {
                    @Override
                    public void onSnapshot(Snapshot snapshot) {
                        if (snapshot.elapsed().equals(Duration.ofSeconds(10))) {
                            run.get().stop("seen enough");
                        }
                    }
                },
                run);

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).isEqualTo("seen enough");
        assertThat(result.ledger()).isEqualTo(ledger(6, 0, 6, 0, 0));
        assertThat(result.duration()).isEqualTo(Duration.ofSeconds(12));
    }

    @Test
    void anAbortedRunCutsIterationsOff() throws InterruptedException {
        AtomicReference<Run> run = new AtomicReference<>();
        RunResult result = runWith(
                loadTest("abort")
                        .run(
                                working(Duration.ofSeconds(4)),
                                arrivals(perSecond(1)).during(HOUR)),
                new RunListener() {
                    @Override
                    public void onSnapshot(Snapshot snapshot) {
                        if (snapshot.elapsed().equals(Duration.ofSeconds(10))) {
                            run.get().abort("at once");
                        }
                    }
                },
                run);

        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.ledger()).isEqualTo(ledger(10, 0, 6, 0, 4));
        assertThat(result.duration()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void aBrokenThresholdThatAsksForItEndsTheRun() throws InterruptedException {
        RunResult result = run(loadTest("threshold")
                .run(working(Duration.ofMillis(900)), users(1).during(HOUR))
                .threshold("response_time: p(95) < 500ms abort after 30s"));

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reason())
                .isEqualTo("threshold \"response_time: p(95) < 500ms abort after 30s\" was broken and asks to abort");
        assertThat(result.duration()).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
        assertThat(result.thresholds().getFirst().firstBreach()).isEqualTo(Duration.ofSeconds(1));
    }

    // Measurement

    @Test
    void timesOfStepsAreExact() throws InterruptedException {
        RunResult result =
                run(loadTest("times").run(working(Duration.ofSeconds(1)), users(1).during(Duration.ofSeconds(3))));

        assertThat(result.request("work").serviceTime().min()).isEqualTo(Duration.ofSeconds(1));
        assertThat(result.request("work").serviceTime().max()).isEqualTo(Duration.ofSeconds(1));
        assertThat(result.request("work").responseTime())
                .isEqualTo(result.request("work").serviceTime());
    }

    @Test
    void responseTimeCountsFromTheIntendedStart() throws InterruptedException {
        RunResult result = LoadRun.start(
                        loadTest("late")
                                .run(
                                        working(Duration.ofSeconds(1)),
                                        arrivals(perSecond(2)).during(Duration.ofSeconds(20)))
                                .plan(),
                        RunOptions.DEFAULTS.withoutReport(),
                        new SimulatedClock(Duration.ofMillis(300)))
                .await();

        // Each start is 300 ms late, and so is the end of the pause that is the work.
        assertThat(result.ledger()).isEqualTo(ledger(40, 0, 40, 0, 0));
        assertThat(result.request("work").serviceTime().max()).isEqualTo(Duration.ofMillis(1_300));
        assertThat(result.request("work").responseTime().max()).isEqualTo(Duration.ofMillis(1_600));
        assertThat(trend(result, "schedule_lag")).isEqualTo(Duration.ofMillis(300));
    }

    @Test
    void theWarmUpIsLeftOut() throws InterruptedException {
        RunResult result = run(loadTest("warm")
                .run(working(Duration.ofMillis(500)), users(2).during(Duration.ofSeconds(30)))
                .warmUp(Duration.ofSeconds(10)));

        assertThat(result.ledger()).isEqualTo(ledger(80, 0, 80, 0, 0));
        assertThat(result.duration()).isEqualTo(Duration.ofSeconds(20));
        assertThat(result.request("work").count()).isEqualTo(80);
        assertThat(result.intervals().stream().mapToLong(Interval::requests).sum())
                .isEqualTo(80);
        assertThat(result.intervals().getFirst().start()).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void intervalsAddUpToTheWhole() throws InterruptedException {
        RunResult result = run(loadTest("sum")
                .run(working(Duration.ofMillis(70)), users(3).during(Duration.ofMinutes(90)))
                .run(
                        working("other", Duration.ofMillis(30)),
                        arrivals(perSecond(7)).during(Duration.ofMinutes(90))));

        List<Interval> intervals = result.intervals();
        assertThat(intervals).hasSizeBetween(600, 1_200);
        assertThat(intervals.stream().mapToLong(Interval::started).sum())
                .isEqualTo(result.ledger().started());
        assertThat(intervals.stream().mapToLong(Interval::requests).sum()).isEqualTo(result.requestCount());
        assertThat(intervals.stream().map(Interval::length).reduce(Duration.ZERO, Duration::plus))
                .isEqualTo(result.duration());
    }

    @Test
    void theSameSeedMakesTheSameRun() throws InterruptedException {
        assertThat(randomRun(42).requests()).isEqualTo(randomRun(42).requests());
        assertThat(randomRun(42).requests()).isNotEqualTo(randomRun(43).requests());
    }

    private RunResult randomRun(long seed) throws InterruptedException {
        Scenario scenario = scenario("random")
                .thinkTime(Perf.exponential(Duration.ofSeconds(1)))
                .tasks(
                        Perf.task(3, work("often", Duration.ofMillis(10))),
                        Perf.task(1, work("seldom", Duration.ofMillis(20))));
        return LoadRun.start(
                        loadTest("random")
                                .run(scenario, users(5).during(Duration.ofMinutes(1)))
                                .seed(seed)
                                .plan(),
                        RunOptions.DEFAULTS.withoutReport(),
                        new SimulatedClock())
                .await();
    }

    @Test
    void weightsDecideHowOftenTasksAreChosen() throws InterruptedException {
        RunResult result = randomRun(1);
        double share = (double) result.request("often").count() / result.requestCount();

        assertThat(share).isBetween(0.68, 0.82);
    }

    // Those who watch

    @Test
    void aListenerThatThrowsDoesNotDisturbTheRun() throws InterruptedException {
        var calls = new AtomicInteger();
        RunListener throwing = new RunListener() {
            @Override
            public void onSnapshot(Snapshot snapshot) {
                calls.incrementAndGet();
                throw new IllegalStateException("listener");
            }
        };
        RunResult result = runWith(
                loadTest("listener").run(working(Duration.ofSeconds(1)), users(1).during(Duration.ofSeconds(20))),
                throwing,
                new AtomicReference<>());

        assertThat(calls).hasValue(1);
        assertThat(result.ledger()).isEqualTo(ledger(20, 0, 20, 0, 0));
    }

    @Test
    void severalRunsInOneJvmDoNotDisturbEachOther() throws InterruptedException {
        var ended = new CountDownLatch(4);
        List<RunResult> results = Collections.synchronizedList(new ArrayList<>());
        for (int i = 0; i < 4; i++) {
            int users = i + 1;
            Thread.ofVirtual().start(() -> {
                try {
                    results.add(LoadRun.start(
                                    loadTest("run " + users)
                                            .run(
                                                    working(Duration.ofSeconds(1)),
                                                    users(users).during(Duration.ofMinutes(5)))
                                            .plan(),
                                    RunOptions.DEFAULTS.withoutReport(),
                                    new SimulatedClock())
                            .await());
                } catch (InterruptedException never) {
                    throw new AssertionError(never);
                } finally {
                    ended.countDown();
                }
            });
        }
        ended.await();

        assertThat(results)
                .extracting(result -> result.ledger().started())
                .containsExactlyInAnyOrder(300L, 600L, 900L, 1200L);
        assertThat(results).extracting(RunResult::runId).doesNotHaveDuplicates();
    }

    @Test
    void aFolderThatCannotBeMadeCostsTheReportAndNotTheResult(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        RunResult result = LoadRun.start(
                        loadTest("../../etc/x")
                                .run(working(Duration.ofSeconds(1)), users(1).during(Duration.ofSeconds(2)))
                                .plan(),
                        RunOptions.DEFAULTS.reportsTo(file),
                        clock)
                .await();

        assertThat(result.ledger()).isEqualTo(ledger(2, 0, 2, 0, 0));
        assertThat(ReportFolder.safeName("../../etc/x")).isEqualTo("etc-x");
        assertThat(ReportFolder.safeName("...")).isEqualTo("test");
    }

    // Helpers

    private RunResult run(LoadTest test) throws InterruptedException {
        return runWith(test, new RunListener() {}, new AtomicReference<>());
    }

    private RunResult runWith(LoadTest test, RunListener listener, AtomicReference<Run> handle)
            throws InterruptedException {
        var started = new CountDownLatch(1);
        RunListener waiting = new RunListener() {
            @Override
            public void onStart(TestPlan plan, String runId) {
                try {
                    started.await();
                } catch (InterruptedException never) {
                    throw new AssertionError(never);
                }
            }
        };
        LoadRun run = LoadRun.start(
                test.plan(),
                RunOptions.DEFAULTS.withoutReport().listener(waiting).listener(listener),
                clock);
        handle.set(run);
        started.countDown();
        RunResult result = run.await();
        assertThat(result.ledger().balanced()).as("%s adds up", result.ledger()).isTrue();
        return result;
    }

    private static Scenario working(Duration duration) {
        return working("worker", duration);
    }

    private static Scenario working(String name, Duration duration) {
        return scenario(name).exec(work("work", duration));
    }

    private static Step work(String name, Duration duration) {
        return Perf.exec(name, user -> user.pause(duration));
    }

    private static Ledger ledger(long scheduled, long dropped, long completed, long failed, long interrupted) {
        return new Ledger(scheduled, scheduled - dropped, dropped, completed, failed, interrupted);
    }

    private static double gauge(RunResult result, String key) {
        return ((MetricResult.Gauge) result.metric(key)).max();
    }

    private static Duration trend(RunResult result, String key) {
        return ((MetricResult.Trend) result.metric(key)).distribution().max();
    }
}
