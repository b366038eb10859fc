package dev.perf.engine.internal.search;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.threshold.Thresholds.responseTime;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.CapacityTest;
import dev.perf.engine.Mistakes;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.engine.internal.run.LoadRun;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import dev.perf.search.CapacityResult;
import dev.perf.search.CapacityResult.Conclusion;
import dev.perf.search.CapacityStep;
import dev.perf.search.CapacityStep.Outcome;
import dev.perf.search.CapacityStep.Purpose;
import dev.perf.spi.RunOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Searches of a server whose capacity is known, in simulated time: the levels tried are exact. */
class CapacitySearchTest {

    private final SimulatedClock clock = new SimulatedClock();

    /** Serves 100 customers a second. */
    private final Station station = new Station(clock, ofMillis(10));

    private CapacityResult run(CapacityTest<?> search) throws InterruptedException {
        return run(search, SearchListener.NONE);
    }

    private CapacityResult run(CapacityTest<?> search, SearchListener listener) throws InterruptedException {
        return CapacitySearch.start(search.plan(), RunOptions.DEFAULTS.withoutReport(), listener, clock)
                .await();
    }

    private CapacityTest<Rate> maxRate(double from, double to) {
        return loadTest("station")
                .seed(7)
                .findMaxRate(station.customer())
                .from(perSecond(from))
                .to(perSecond(to))
                .holding(responseTime().p95().below(ofMillis(100)));
    }

    private static List<Double> levels(CapacityResult result) {
        return result.steps().stream().map(CapacityStep::level).toList();
    }

    private static CapacityStep highest(CapacityResult result) {
        return Objects.requireNonNull(result.highest());
    }

    private static CapacityStep firstBroken(CapacityResult result) {
        return Objects.requireNonNull(result.firstBroken());
    }

    @Test
    void raisesBisectsAndConfirms() throws Exception {
        CapacityResult result = run(maxRate(10, 1_000));

        assertThat(result.steps())
                .extracting(CapacityStep::level, CapacityStep::purpose, CapacityStep::outcome)
                .containsExactly(
                        tuple(10.0, Purpose.RAISE, Outcome.HELD),
                        tuple(20.0, Purpose.RAISE, Outcome.HELD),
                        tuple(40.0, Purpose.RAISE, Outcome.HELD),
                        tuple(80.0, Purpose.RAISE, Outcome.HELD),
                        tuple(160.0, Purpose.RAISE, Outcome.BROKE),
                        tuple(120.0, Purpose.BISECT, Outcome.BROKE),
                        tuple(100.0, Purpose.BISECT, Outcome.HELD),
                        tuple(110.0, Purpose.BISECT, Outcome.BROKE),
                        tuple(105.0, Purpose.BISECT, Outcome.BROKE),
                        tuple(100.0, Purpose.CONFIRM, Outcome.HELD));
        assertThat(result.conclusion()).isEqualTo(Conclusion.FOUND);
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(highest(result).level()).isEqualTo(100);
        assertThat(highest(result).number()).isEqualTo(10);
        assertThat(highest(result).achieved()).isEqualTo(100);
        assertThat(result.confirmed()).isTrue();
        assertThat(firstBroken(result).level()).isEqualTo(105);
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void saysWhichThresholdBrokeAndAtWhichValue() throws Exception {
        CapacityResult result = run(maxRate(10, 1_000));

        CapacityStep broken = firstBroken(result);
        ThresholdResult threshold = Objects.requireNonNull(broken.broken());
        assertThat(threshold.expression()).isEqualTo("response_time: p(95) < 100ms");
        assertThat(threshold.actual()).isGreaterThan(1_000);
        assertThat(broken.reason()).isEqualTo("response_time: p(95) < 100ms: " + threshold.message());
        assertThat(result.reason()).isEqualTo("100/s held, 2 times; 105/s did not: " + broken.reason());
    }

    @Test
    void measuresTheCurveOfLoadAgainstLatency() throws Exception {
        CapacityResult result = run(maxRate(25, 200).resolution(0.3));

        assertThat(result.curve()).extracting(CapacityStep::level).isSorted().contains(25.0, 50.0, 100.0, 200.0);
        for (CapacityStep step : result.curve()) {
            assertThat(step.run().ledger().started()).isEqualTo(Math.round(20 * step.level()));
            assertThat(step.achieved()).isEqualTo(step.level());
            if (step.level() <= 100) {
                assertThat(step.run().responseTime().max()).isEqualTo(ofMillis(10));
            }
        }
        // 25 s at 200/s are 5,000 customers, served in 50 s from second 0.0025 on; the last came at 24.9975.
        assertThat(result.curve().getLast().run().responseTime().max()).isEqualTo(ofMillis(25_005));
    }

    @Test
    void arrivalsMayBeThoseOfStrangers() throws Exception {
        CapacityResult even = run(maxRate(20, 40).confirming(0));
        CapacityResult poisson = run(maxRate(20, 40).confirming(0).poisson());

        assertThat(levels(poisson)).containsExactly(20.0, 40.0).isEqualTo(levels(even));
        for (CapacityStep step : poisson.steps()) {
            SimulatedClock other = new SimulatedClock();
            OpenLoad strangers =
                    arrivals(perSecond(step.level())).during(ofSeconds(25)).poisson();
            RunResult alone = LoadRun.start(
                            loadTest("station")
                                    .seed(7)
                                    .warmUp(ofSeconds(5))
                                    .run(new Station(other, ofMillis(10)).customer(), strangers)
                                    .plan(),
                            RunOptions.DEFAULTS.withoutReport(),
                            other)
                    .await();
            assertThat(step.run().ledger()).isEqualTo(alone.ledger());
            assertThat(step.run().ledger().started()).isNotEqualTo(Math.round(20 * step.level()));
            assertThat(step.run().responseTime()).isEqualTo(alone.responseTime());
        }
        // Even customers never meet; of strangers some come while another is served.
        assertThat(highest(even).run().responseTime().max()).isEqualTo(ofMillis(10));
        assertThat(highest(poisson).run().responseTime().max()).isGreaterThan(ofMillis(20));
    }

    @Test
    void makesTheSameStepsFromTheSamePlan() throws Exception {
        CapacityTest<Rate> search = maxRate(7, 333).resolution(0.01);
        var other = new CapacitySearchTest();
        CapacityResult again = other.run(other.maxRate(7, 333).resolution(0.01));

        CapacityResult result = run(search);

        assertThat(levels(result)).isEqualTo(levels(again)).hasSizeGreaterThan(8);
        assertThat(result.steps())
                .extracting(step -> step.run().seed())
                .containsOnly(search.plan().test().seed());
    }

    @Test
    void findsHowManyUsersTheServerCarries() throws Exception {
        // Each of n users waits for the n - 1 others: a response takes n * 10 ms.
        CapacityResult result = run(loadTest("station")
                .findMaxUsers(station.customer())
                .from(1)
                .to(100)
                .holding("response_time: max <= 175ms")
                .resolution(0.01));

        assertThat(levels(result)).containsExactly(1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 24.0, 20.0, 18.0, 17.0, 17.0);
        assertThat(highest(result).level()).isEqualTo(17);
        assertThat(firstBroken(result).level()).isEqualTo(18);
        assertThat(highest(result).run().responseTime().max()).isEqualTo(ofMillis(170));
        assertThat(result.reason()).startsWith("17 users held, 2 times; 18 users did not: ");
    }

    @Test
    void raisesByAnAmountAndEndsExactlyAtTheHighestLevel() throws Exception {
        CapacityResult result = run(maxRate(10, 35).raisingBy(perSecond(10)));

        assertThat(levels(result)).containsExactly(10.0, 20.0, 30.0, 35.0, 35.0);
        assertThat(result.conclusion()).isEqualTo(Conclusion.ALL_HELD);
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(highest(result).level()).isEqualTo(35);
        assertThat(result.firstBroken()).isNull();
        assertThat(result.reason())
                .isEqualTo("35/s held, 2 times, the highest level of the search: the system may carry more");
    }

    @Test
    void saysSoWhereNothingHolds() throws Exception {
        CapacityResult result = run(maxRate(150, 1_000));

        assertThat(levels(result)).containsExactly(150.0);
        assertThat(result.conclusion()).isEqualTo(Conclusion.NONE_HELD);
        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.highest()).isNull();
        assertThat(result.reason()).startsWith("the lowest level did not hold: 150/s did not: response_time: p(95)");
    }

    @Test
    void stepsBackWhereTheAnswerDoesNotHoldAgain() throws Exception {
        // From the first confirmation on, the server carries 76 customers a second.
        var slowing = new SearchListener() {
            @Override
            public void onStepStart(int number, double level, Purpose purpose) {
                if (purpose == Purpose.CONFIRM) {
                    station.serveFor(ofMillis(13));
                }
            }
        };
        CapacityResult result = run(maxRate(10, 1_000).resolution(0.1), slowing);

        assertThat(result.steps())
                .extracting(CapacityStep::level, CapacityStep::purpose, CapacityStep::held)
                .containsSubsequence(
                        tuple(100.0, Purpose.CONFIRM, false),
                        tuple(90.0, Purpose.BISECT, false),
                        tuple(85.0, Purpose.BISECT, false),
                        tuple(80.0, Purpose.CONFIRM, false),
                        tuple(60.0, Purpose.BISECT, true),
                        tuple(70.0, Purpose.BISECT, true),
                        tuple(75.0, Purpose.BISECT, true),
                        tuple(75.0, Purpose.CONFIRM, true));
        assertThat(highest(result).level()).isEqualTo(75);
        assertThat(firstBroken(result).level()).isEqualTo(80);
        assertThat(result.warnings())
                .containsExactly(
                        "100/s held at first and did not when it was tried again: the system is not steady there.",
                        "80/s held at first and did not when it was tried again: the system is not steady there.");
    }

    @Test
    void endsWhenTheTimeIsOver() throws Exception {
        CapacityResult result = run(maxRate(10, 1_000).within(ofSeconds(110)));

        // Steps take 25 s and the rest of the last customer's; a fifth would end after 125 s.
        assertThat(levels(result)).containsExactly(10.0, 20.0, 40.0, 80.0);
        assertThat(result.conclusion()).isEqualTo(Conclusion.OUT_OF_TIME);
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.confirmed()).isFalse();
        assertThat(result.reason())
                .isEqualTo("the 1m50s allowed were over before the answer was found and confirmed; 80/s held");
        assertThat(result.duration()).isLessThan(ofSeconds(110));
    }

    @Test
    void endsWithoutAnAnswerWhereTheGeneratorIsTheLimit() throws Exception {
        // Every fourth user keeps the generator's processor for 160 ms: at 10/s the next one is 60 ms late.
        var count = new AtomicInteger();
        Scenario hog = scenario("hog").exec("work", user -> {
            if (count.incrementAndGet() % 4 == 0) {
                clock.work(ofMillis(160));
            }
        });
        CapacityResult result = run(loadTest("hog")
                .findMaxRate(hog)
                .from(perSecond(5))
                .to(perSecond(1_000))
                .holding("response_time: p(95) < 1h"));

        assertThat(levels(result)).containsExactly(5.0, 10.0);
        assertThat(result.conclusion()).isEqualTo(Conclusion.INVALID);
        assertThat(result.verdict()).isEqualTo(Verdict.INVALID);
        assertThat(result.steps().getLast().outcome()).isEqualTo(Outcome.INVALID);
        assertThat(result.curve()).hasSize(1);
        assertThat(result.reason())
                .startsWith("the generator was the limit at 10/s, so the capacity is not known; 5/s held before: ");
    }

    @Test
    void aLevelAtWhichIterationsAreDroppedDidNotHold() throws Exception {
        CapacityResult result = run(loadTest("few")
                .findMaxRate(scenario("slow").exec("work", user -> user.pause(ofSeconds(1))))
                .from(perSecond(10))
                .to(perSecond(40))
                .maxUsers(25)
                .resolution(1)
                .holding("response_time: p(95) < 2s"));

        assertThat(highest(result).level()).isEqualTo(20);
        CapacityStep broken = result.steps().get(2);
        long dropped = broken.run().ledger().dropped();
        assertThat(dropped).isBetween(300L, 320L);
        assertThat(broken.reason()).isEqualTo(dropped + " of 800 iterations were dropped because maxUsers were busy");
        assertThat(broken.achieved()).isEqualTo((800 - dropped) / 20.0);
    }

    @Test
    void leavesTheSettlingTimeOfEachStepOut() throws Exception {
        List<Duration> begun = Collections.synchronizedList(new ArrayList<>());
        Scenario noting = scenario("noting").exec("work", user -> begun.add(clock.elapsed()));
        CapacityResult result = run(loadTest("settling")
                .findMaxRate(noting)
                .from(perSecond(1))
                .to(perSecond(2))
                .settling(ofSeconds(3))
                .measuring(ofSeconds(7))
                .confirming(0)
                .holding("response_time: p(95) < 1s"));

        assertThat(result.steps())
                .extracting(
                        step -> step.run().ledger().started(),
                        CapacityStep::startedAt,
                        step -> step.run().duration())
                .containsExactly(tuple(7L, ofSeconds(0), ofSeconds(7)), tuple(14L, ofSeconds(10), ofSeconds(7)));
        assertThat(begun).hasSize(10 + 20);
        assertThat(result.confirmed()).isFalse();
        assertThat(result.duration()).isEqualTo(ofSeconds(20));
    }

    @Test
    void eachStepHasUsersOfItsOwn() throws Exception {
        List<String> users = Collections.synchronizedList(new ArrayList<>());
        Scenario noting = scenario("noting")
                .onStart(exec("hello", user -> users.add("user")))
                .exec("work", user -> user.pause(ofSeconds(1)));
        run(loadTest("fresh").findMaxUsers(noting).from(1).to(2).confirming(0).holding("iterations: count > 0"));

        assertThat(users).hasSize(1 + 2);
    }

    @Test
    void aThresholdThatAbortsEndsItsStepEarly() throws Exception {
        CapacityResult result = run(loadTest("station")
                .threshold(responseTime().p95().below(ofMillis(100)).abortRun())
                .findMaxRate(station.customer())
                .from(perSecond(50))
                .to(perSecond(400)));

        CapacityStep broken = result.steps().get(2);
        assertThat(broken.level()).isEqualTo(200);
        assertThat(broken.outcome()).isEqualTo(Outcome.BROKE);
        assertThat(broken.run().duration()).isLessThan(ofSeconds(20));
        assertThat(broken.achieved()).isLessThanOrEqualTo(200);
        assertThat(highest(result).level()).isEqualTo(100);
    }

    @Test
    void stressStepsEndAtTheFirstBreachAndSayWhenItWas() throws Exception {
        CapacityResult result = run(loadTest("station")
                .stressByRate(station.customer())
                .from(perSecond(40))
                .to(perSecond(400))
                .raisingBy(perSecond(40))
                .measuring(ofSeconds(10))
                .holding(responseTime().p95().below(ofMillis(500))));

        assertThat(levels(result)).containsExactly(40.0, 80.0, 120.0);
        assertThat(result.conclusion()).isEqualTo(Conclusion.FOUND);
        assertThat(highest(result).level()).isEqualTo(80);
        // 120/s come and 100/s are served from second 30 on. When the settling ends at 35, customers wait for 1 s, so
        // the first to be measured are served in the interval that ends at 37.
        assertThat(firstBroken(result).startedAt()).isBetween(ofSeconds(30), ofMillis(30_100));
        assertThat(result.reason())
                .matches("broke at 120/s, first 37 s after the start: response_time: p\\(95\\) < 500ms: .*;"
                        + " 80/s held before");
    }

    @Test
    void stressWithUsersRaisesByATenthOfTheWay() throws Exception {
        CapacityResult result = run(loadTest("station")
                .stressByUsers(station.customer())
                .from(10)
                .to(110)
                .holding("response_time: p(95) < 1h"));

        assertThat(levels(result)).containsExactly(10.0, 20.0, 30.0, 40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0, 110.0);
        assertThat(result.conclusion()).isEqualTo(Conclusion.ALL_HELD);
        assertThat(result.reason())
                .isEqualTo("110 users held, the highest level of the search: the system may carry" + " more");
    }

    @Test
    void stopsInTheMiddleOfAStep() throws Exception {
        var self = new CompletableFuture<CapacitySearch>();
        Scenario stopping = scenario("stopping").exec("work", user -> {
            if (clock.elapsed().compareTo(ofSeconds(30)) > 0) {
                self.join().stop("seen enough");
            }
        });
        CapacitySearch search = CapacitySearch.start(
                loadTest("stopped")
                        .findMaxRate(stopping)
                        .from(perSecond(10))
                        .to(perSecond(1_000))
                        .holding("response_time: p(95) < 1s")
                        .plan(),
                RunOptions.DEFAULTS.withoutReport(),
                SearchListener.NONE,
                clock);
        self.complete(search);
        CapacityResult result = search.await();

        assertThat(levels(result)).containsExactly(10.0, 20.0);
        assertThat(result.conclusion()).isEqualTo(Conclusion.ABORTED);
        assertThat(result.verdict().exitCode()).isEqualTo(4);
        assertThat(result.reason()).isEqualTo("stopped: seen enough; 10/s held");
    }

    @Test
    void refusesAllMistakesAtOnce() {
        CapacityTest<Integer> wrong = loadTest("wrong")
                .warmUp(ofSeconds(3))
                .run(scenario("other").exec("work", user -> {}), users(1).during(ofSeconds(1)))
                .findMaxUsers(scenario("empty"))
                .from(0)
                .to(-4)
                .raisingTimes(1)
                .resolution(0)
                .confirming(-1)
                .settling(ofSeconds(-1))
                .measuring(Duration.ZERO);

        assertThat(Mistakes.of(() -> run(wrong)))
                .containsExactlyInAnyOrder(
                        "search with scenario \"empty\", from: the lowest level must be positive, got 0 users",
                        "search with scenario \"empty\", to: the highest level must be above the lowest, got -4 users"
                                + " after from 0 users",
                        "search with scenario \"empty\", raisingTimes: the factor must be above 1, got 1.0",
                        "search with scenario \"empty\", resolution: must be above 0 and at most 1, got 0.0; 0.05 is 5"
                                + " %",
                        "search with scenario \"empty\", confirming: must not be negative, got -1",
                        "search with scenario \"empty\", settling: must not be negative, got -1s",
                        "search with scenario \"empty\", measuring: must be positive, got 0s",
                        "search with scenario \"empty\", test: a search puts load on its own scenario only; remove"
                                + " run(scenario, load) from the test",
                        "search with scenario \"empty\", test: a search has settling(time) in place of warmUp(time);"
                                + " remove the latter",
                        "search with scenario \"empty\", test: without thresholds every level holds; add one with"
                                + " holding(threshold)",
                        "scenario \"empty\": it has no steps; add some with exec(...) or tasks(...)");
        assertThat(Mistakes.of(() -> run(loadTest("wrong")
                        .findMaxUsers(station.customer())
                        .from(1)
                        .to(2)
                        .poisson()
                        .maxUsers(50))))
                .containsExactlyInAnyOrder(
                        "search with scenario \"customer\", poisson: users have no arrivals; remove poisson(), or"
                                + " search for a rate",
                        "search with scenario \"customer\", maxUsers: the levels are users themselves; remove"
                                + " maxUsers(n), and set the highest with to(n)",
                        "search with scenario \"customer\", test: without thresholds every level holds; add one with"
                                + " holding(threshold)");
        assertThat(Mistakes.of(() -> run(maxRate(1, 2).within(ofSeconds(10)).raisingBy(perSecond(0)))))
                .containsExactlyInAnyOrder(
                        "search with scenario \"customer\", raisingBy: the amount must be positive, got 0/s",
                        "search with scenario \"customer\", within: 10s is not enough for one step, which takes 25s;"
                                + " allow more, or shorten settling and measuring");
        assertThat(Mistakes.of(() -> run(maxRate(1, 2).holding("respons_time: p(95) < 1"))))
                .containsExactlyInAnyOrder(
                        "threshold \"respons_time: p(95) < 1\": nothing measures a metric \"respons_time\"; did you"
                                + " mean response_time?");
    }

    @Test
    void describesItself() {
        assertThat(maxRate(10, 1_000).plan())
                .hasToString("highest load of scenario \"customer\" from 10/s to 1,000/s, raised times 2, to 5 %,"
                        + " confirmed 1 time; steps of 5s + 20s, at most 30m");
        assertThat(loadTest("t")
                        .stressByUsers(scenario("s"))
                        .from(1)
                        .to(9)
                        .within(ofHours(1))
                        .measuring(ofMinutes(1))
                        .plan())
                .hasToString("breaking point of scenario \"s\" from 1 user to 9 users, raised by 1; steps of 5s + 1m,"
                        + " at most 1h");
    }
}
