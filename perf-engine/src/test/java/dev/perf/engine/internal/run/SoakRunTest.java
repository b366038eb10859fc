package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.every;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Operator.at;
import static dev.perf.engine.internal.run.Runs.run;
import static dev.perf.soak.Soak.errorBurn;
import static dev.perf.soak.Soak.p95Rise;
import static dev.perf.soak.Soak.throughputDecay;
import static java.time.Duration.ofDays;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.perf.LoadTest;
import dev.perf.engine.Mistakes;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.result.Verdict;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Run;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Long runs in simulated time: health checks while they go, and the drift of their numbers. */
class SoakRunTest {

    private static final Scenario WORKING = scenario("users").exec("work", user -> user.pause(ofMillis(100)));

    private final SimulatedClock clock = new SimulatedClock();

    private static ThresholdResult only(RunResult result) {
        assertThat(result.thresholds()).hasSize(1);
        return result.thresholds().getFirst();
    }

    private static double actual(ThresholdResult threshold) {
        return Objects.requireNonNull(threshold.actual());
    }

    @Test
    void looksAtTheSystemAtEachIntervalOnAThreadOfItsOwn() throws Exception {
        List<Duration> looks = Collections.synchronizedList(new ArrayList<>());
        List<String> threads = Collections.synchronizedList(new ArrayList<>());
        RunResult result = run(
                loadTest("healthy")
                        .run(WORKING, users(2).during(ofSeconds(100)))
                        .warmUp(ofSeconds(10))
                        .healthCheck("db pool", every(ofSeconds(30)), () -> {
                            looks.add(clock.elapsed());
                            threads.add(Thread.currentThread().getName());
                        }),
                clock);

        assertThat(looks).containsExactly(ofSeconds(30), ofSeconds(60), ofSeconds(90));
        assertThat(threads).containsOnly("perf-health-db pool-call");
        assertThat(only(result).expression()).isEqualTo("health_check{name:db pool}: count == 0");
        assertThat(only(result).message()).isEqualTo("all 3 checks were well");
        assertThat(only(result).samples()).isEqualTo(3);
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.warnings()).isEmpty();
    }

    @Test
    void aFailedCheckFailsTheRunAndSaysWhyAndWhen() throws Exception {
        var count = new AtomicInteger();
        RunResult result = run(
                loadTest("ill")
                        .run(WORKING, users(2).during(ofSeconds(100)))
                        .healthCheck("db pool", every(ofSeconds(20)), () -> {
                            if (count.incrementAndGet() >= 3) {
                                throw new IllegalStateException("no free connection");
                            }
                        }),
                clock);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(only(result).passed()).isFalse();
        assertThat(actual(only(result))).isEqualTo(result.errors().getFirst().count());
        assertThat(only(result).firstBreach()).isEqualTo(ofSeconds(60));
        assertThat(only(result).message()).endsWith("checks failed, the last: no free connection");
        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.kind()).isEqualTo("health check");
            assertThat(error.request()).isEqualTo("db pool");
            assertThat(error.message()).isEqualTo("no free connection");
        });
    }

    @Test
    void anAssertionIsACheckAndMayOnlyWarn() throws Exception {
        RunResult result = run(
                loadTest("warned")
                        .run(WORKING, users(2).during(ofSeconds(50)))
                        .healthCheck("disk", every(ofSeconds(20)).onlyWarning(), () -> {
                            throw new AssertionError("2 % free");
                        }),
                clock);

        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.thresholds()).isEmpty();
        assertThat(result.warnings()).contains("Health check \"disk\": 2 of 2 checks failed, the last: 2 % free");
    }

    @Test
    void aCheckThatTakesTooLongIsInterruptedAndFails() throws Exception {
        var interrupted = new AtomicInteger();
        RunResult result = run(
                loadTest("slow")
                        .run(WORKING, users(2).during(ofSeconds(50)))
                        .healthCheck("stuck", every(ofSeconds(20)).within(ofSeconds(3)), () -> {
                            try {
                                clock.sleepUntil(clock.nanos() + ofHours(1).toNanos());
                            } catch (InterruptedException asked) {
                                interrupted.incrementAndGet();
                            }
                        }),
                clock);

        assertThat(interrupted).hasValue(2);
        assertThat(only(result).message()).isEqualTo("2 of 2 checks failed, the last: took longer than 3s");
        assertThat(only(result).firstBreach()).isEqualTo(ofSeconds(23));
        assertThat(result.duration()).isEqualTo(ofSeconds(50));
    }

    @Test
    void measuresHowFastResponseTimesRise() throws Exception {
        // 100 ms at the start and 7.2 s per hour more: 2 ms each second.
        Scenario slowing = scenario("slowing")
                .exec(
                        "work",
                        user -> user.pause(
                                ofMillis(100).plus(ofNanos(clock.elapsed().toNanos() / 500))));
        RunResult result = run(
                loadTest("slope")
                        .run(slowing, arrivals(perSecond(5)).during(ofMinutes(10)))
                        .soak(p95Rise().below(ofSeconds(7))),
                clock);

        assertThat(only(result).expression()).isEqualTo("response_time_slope: p(95) < 7s per hour");
        assertThat(actual(only(result))).isCloseTo(7_200, within(40.0));
        assertThat(only(result).limit()).isEqualTo(7_000);
        assertThat(only(result).passed()).isFalse();
        assertThat(only(result).message()).matches("\\+7\\.\\d+ s per hour, over \\d+m\\d*s? in \\d+ intervals");
    }

    @Test
    void aSteadySystemPassesAllLimitsOverItsSteadyStretch() throws Exception {
        RunResult result = run(
                loadTest("steady")
                        .run(
                                WORKING,
                                arrivals(perSecond(0))
                                        .rampTo(perSecond(10))
                                        .over(ofMinutes(2))
                                        .hold(ofMinutes(5))
                                        .rampTo(perSecond(0))
                                        .over(ofMinutes(2)))
                        .soak(p95Rise().below(ofMillis(5)))
                        .soak(throughputDecay().below(0.02))
                        .soak(errorBurn(0.999, ofDays(30)).below(0.0001)),
                clock);

        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(result.thresholds()).allMatch(ThresholdResult::passed);
        assertThat(actual(result.thresholds().get(0))).isZero();
        assertThat(actual(result.thresholds().get(1))).isZero();
        assertThat(actual(result.thresholds().get(2))).isZero();
        // The hold has 300 seconds with 10 requests each.
        assertThat(result.thresholds().get(0).samples()).isEqualTo(300);
        assertThat(result.thresholds().get(2).samples()).isBetween(2_990L, 3_010L);
    }

    @Test
    void aPauseIsNoLossOfThroughput() throws Exception {
        var operator =
                new Operator(new SimulatedClock(), at(ofSeconds(200), Run::pause), at(ofSeconds(230), Run::resume));
        RunResult result = operator.run(loadTest("paused")
                .run(WORKING, arrivals(perSecond(10)).during(ofMinutes(4)))
                .soak(throughputDecay().below(0.02)));

        assertThat(result.events()).hasSize(2);
        assertThat(actual(only(result))).isZero();
        assertThat(only(result).passed()).isTrue();
    }

    @Test
    void measuresHowMuchThroughputIsLost() throws Exception {
        // A user makes 10 iterations per second in the first half and 8 in the second.
        Scenario tiring = scenario("tiring")
                .exec("work", user -> user.pause(ofMillis(clock.elapsed().compareTo(ofMinutes(2)) < 0 ? 100 : 125)));
        RunResult result = run(
                loadTest("decay")
                        .run(tiring, users(4).during(ofMinutes(4)))
                        .soak(throughputDecay().below(0.1)),
                clock);

        assertThat(only(result).expression()).isEqualTo("throughput_decay: rate < 10%");
        assertThat(actual(only(result))).isCloseTo(0.2, within(0.005));
        assertThat(only(result).passed()).isFalse();
        assertThat(only(result).message())
                .matches("32(\\.\\d)?/s in the last quarter after (40|39\\.\\d)/s in the first: (20|19\\.\\d) % lost");
    }

    @Test
    void measuresHowMuchOfTheErrorBudgetIsUsed() throws Exception {
        // One of a hundred fails where one of a thousand may: a burn rate of 10, and 10/720 of 30 days in an hour.
        var count = new AtomicInteger();
        Scenario failing = scenario("failing").exec("work", user -> {
            if (count.incrementAndGet() % 100 == 0) {
                throw new IllegalStateException("no");
            }
        });
        RunResult result = run(
                loadTest("burn")
                        .run(failing, arrivals(perSecond(10)).during(ofSeconds(100)))
                        .soak(errorBurn(0.999, ofDays(30)).below(0.01)),
                clock);

        assertThat(only(result).expression()).isEqualTo("error_burn: rate < 1% per hour of 99.9% in 720h");
        assertThat(actual(only(result))).isCloseTo(10.0 / 720, within(1e-9));
        assertThat(only(result).passed()).isFalse();
        assertThat(only(result).message())
                .isEqualTo("1.39 % of the budget per hour, a burn rate of 10.0: 10 of 1,000 requests failed");
    }

    @Test
    void tooShortATimeIsNotAPass() throws Exception {
        RunResult result = run(
                loadTest("short")
                        .run(WORKING, users(1).during(ofMillis(700)))
                        .soak(p95Rise().below(ofMillis(5))),
                clock);

        assertThat(only(result).passed()).isFalse();
        assertThat(only(result).actual()).isNull();
        assertThat(only(result).message())
                .startsWith("at least 10 intervals of constant load with requests are needed, there were ");
    }

    @Test
    void refusesMistakesBeforeTheRun() {
        LoadTest wrong = loadTest("wrong")
                .run(WORKING, users(1).during(ofSeconds(10)))
                .healthCheck(" ", every(Duration.ZERO), () -> {})
                .healthCheck("late", every(ofSeconds(30)).within(ofSeconds(-1)), () -> {})
                .healthCheck("late", every(ofSeconds(3)), () -> {})
                .soak(p95Rise().below(ofMillis(-1)))
                .soak(throughputDecay().below(5))
                .soak(errorBurn(99.9, ofDays(30)).below(0.1))
                .soak(errorBurn(0.9, Duration.ZERO).below(0.1))
                .soak(errorBurn(0.9, ofDays(1)).below(0));
        assertThat(Mistakes.of(() -> run(wrong)))
                .containsExactlyInAnyOrder(
                        "health check \" \": the name must not be empty",
                        "health check \" \": the interval must be positive, got 0s",
                        "health check \"late\": it would never run: every 30s is longer than the load, which lasts 10s",
                        "health check \"late\": within must be positive, got -1s",
                        "health check \"late\": another health check has the same name; give each its own",
                        "soak \"response_time_slope: p(95) < -1ms per hour\": the rise per hour must be positive, got"
                                + " -1ms; the p95 of a sound system wavers around no rise, so allow some: ofMillis(5)",
                        "soak \"throughput_decay: rate < 500%\": the share must be above 0 and at most 1, got 5.0; 0.05"
                                + " is 5 %",
                        "soak \"error_burn: rate < 10% per hour of 9990% in 720h\": the objective must be above 0 and"
                                + " below 1, got 99.9; 0.999 is 99.9 %",
                        "soak \"error_burn: rate < 10% per hour of 90% in 0s\": the period must be positive, got 0s",
                        "soak \"error_burn: rate < 0% per hour of 90% in 24h\": the share per hour must be positive,"
                                + " got 0.0; 0.01 is 1 %");
        LoadTest ramp = loadTest("ramp")
                .run(WORKING, users().rampTo(9).over(ofSeconds(10)))
                .soak(throughputDecay().below(0.1));
        assertThat(Mistakes.of(() -> run(ramp)))
                .containsExactlyInAnyOrder(
                        "soak \"throughput_decay: rate < 10%\": the load is never constant after the warm-up, so a"
                                + " drift would say nothing; hold it for a while");
    }
}
