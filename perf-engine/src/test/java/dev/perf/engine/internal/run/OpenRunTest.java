package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.engine.internal.run.Runs.count;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.feed.Feeder;
import dev.perf.load.OpenLoad;
import dev.perf.result.Interval;
import dev.perf.result.Ledger;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OpenRunTest {

    private static Scenario working(Duration time) {
        return scenario("visitors").exec("work", user -> user.pause(time));
    }

    private static RunResult runArrivals(Scenario scenario, OpenLoad load) throws InterruptedException {
        return run(loadTest("open").run(scenario, load));
    }

    @Test
    void startsArrivalsEvenlyWhateverTheOthersDo() throws Exception {
        List<Duration> starts = Collections.synchronizedList(new ArrayList<>());
        var clock = new SimulatedClock();
        Scenario noting = scenario("visitors").exec("note", user -> {
            starts.add(clock.elapsed());
            user.pause(ofSeconds(10));
        });
        RunResult result =
                run(loadTest("open").run(noting, arrivals(perSecond(2)).during(ofSeconds(2))), clock);
        assertThat(starts).containsExactly(ofMillis(250), ofMillis(750), ofMillis(1250), ofMillis(1750));
        assertThat(result.ledger()).isEqualTo(ledger(4, 0, 0));
        assertThat(result.duration()).isEqualTo(ofMillis(11_750));
    }

    @Test
    void startsAsManyAsTheAreaUnderARampHolds() throws Exception {
        RunResult result = runArrivals(
                working(ofSeconds(1)),
                arrivals(perSecond(0))
                        .rampTo(perSecond(100))
                        .over(ofSeconds(10))
                        .hold(ofSeconds(10)));
        assertThat(result.ledger()).isEqualTo(ledger(1500, 0, 0));
        assertThat(result.intervals().stream().limit(10).map(Interval::started))
                .containsExactly(5L, 15L, 25L, 35L, 45L, 55L, 65L, 75L, 85L, 95L);
        assertThat(result.intervals().stream().skip(10).limit(10).map(Interval::started))
                .containsOnly(100L);
    }

    @Test
    void runsAnHourInNoTime() throws Exception {
        RunResult result =
                runArrivals(working(ofMillis(30)), arrivals(perSecond(20)).during(ofHours(1)));
        assertThat(result.ledger()).isEqualTo(ledger(72_000, 0, 0));
    }

    @Test
    void dropsAndCountsWhatIsDueWhileEveryUserIsBusy() throws Exception {
        // Due at 0.5, 1.5, ... 9.5; each keeps the only user busy for 2.2 s, so two of three are dropped.
        RunResult result = runArrivals(
                working(ofMillis(2200)),
                arrivals(perSecond(1)).during(ofSeconds(10)).maxUsers(1));
        assertThat(result.ledger()).isEqualTo(new Ledger(10, 4, 6, 4, 0, 0));
        assertThat(count(result, "dropped_iterations")).isEqualTo(6);
        assertThat(count(result, "dropped_iterations{scenario:visitors}")).isEqualTo(6);
        assertThat(result.warnings())
                .contains("6 of 10 iterations were dropped because maxUsers were busy:"
                        + " the target got less load than planned.");
        assertThat(result.intervals().stream().mapToLong(Interval::dropped).sum())
                .isEqualTo(6);
    }

    @Test
    void neverHasMoreUsersThanMaxUsers() throws Exception {
        var busy = new AtomicInteger();
        var most = new AtomicInteger();
        Scenario counting = scenario("visitors").exec("work", user -> {
            most.accumulateAndGet(busy.incrementAndGet(), Math::max);
            user.pause(ofSeconds(5));
            busy.decrementAndGet();
        });
        RunResult result = runArrivals(
                counting, arrivals(perSecond(10)).during(ofSeconds(10)).maxUsers(7));
        assertThat(most).hasValue(7);
        // Seven start in the first second, and seven more as soon as those have ended.
        assertThat(result.ledger()).isEqualTo(new Ledger(100, 14, 86, 14, 0, 0));
        assertThat(result.metric("vus_max")).isEqualTo(new MetricResult.Gauge("vus_max", Map.of(), 7, 7, 7));
    }

    @Test
    void givesEachArrivalAFreshUser() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        Feeder three = Feeder.records(List.of(Map.of("n", "a"), Map.of("n", "b"), Map.of("n", "c")));
        Scenario scenario = scenario("visitors")
                .feed(three.circular())
                .onStart(exec("enter", user -> seen.add("enter")))
                .exec("work", user -> {
                    seen.add(user.session().get("n") + " " + user.session().find("left over"));
                    user.session().set("left over", "x");
                })
                .onStop(exec("leave", user -> seen.add("leave")));
        runArrivals(scenario, arrivals(perSecond(1)).during(ofSeconds(4)));
        assertThat(seen)
                .containsExactly(
                        "enter", "a null", "leave", "enter", "b null", "leave", "enter", "c null", "leave", "enter",
                        "a null", "leave");
    }

    @Test
    void failsArrivalsThatFindNoRecordLeft() throws Exception {
        Feeder two = Feeder.records(List.of(Map.of("n", 1), Map.of("n", 2)));
        RunResult result = runArrivals(
                working(ofSeconds(1)).feed(two), arrivals(perSecond(1)).during(ofSeconds(5)));
        assertThat(result.ledger()).isEqualTo(ledger(2, 3, 0));
        assertThat(result.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.count()).isEqualTo(3));
    }

    @Test
    void interruptsWhatOutlastsTheGracefulStop() throws Exception {
        // Arrivals at 0.5 to 3.5 take 4 s; at second 4 + 2 the first two have ended.
        RunResult result = runArrivals(
                working(ofSeconds(4)),
                arrivals(perSecond(1)).during(ofSeconds(4)).gracefulStop(ofSeconds(2)));
        assertThat(result.ledger()).isEqualTo(ledger(2, 0, 2));
        assertThat(result.duration()).isEqualTo(ofSeconds(6));
    }

    @Test
    void interruptsEvenUsersThatHaveNotBegun() throws Exception {
        // At 20,000/s users are released together; the last of them at the very end of the load.
        RunResult result = runArrivals(
                working(ofSeconds(1)),
                arrivals(perSecond(20_000)).during(ofMillis(10)).gracefulStop(ZERO));
        assertThat(result.ledger()).isEqualTo(ledger(0, 0, 200));
        assertThat(result.duration()).isEqualTo(ofMillis(10));
    }

    @Test
    void countsAnIterationAsCompletedWhoseUserIsInterruptedInOnStop() throws Exception {
        Scenario scenario = working(ofSeconds(1)).onStop(exec("leave", user -> user.pause(ofSeconds(100))));
        RunResult result = runArrivals(
                scenario, arrivals(perSecond(1)).during(ofSeconds(2)).gracefulStop(ofSeconds(3)));
        assertThat(result.ledger()).isEqualTo(ledger(2, 0, 0));
        assertThat(count(result, "iterations")).isEqualTo(2);
    }

    @Test
    void releasesArrivalsTogetherAtHighRatesAndSaysSoInResponseTimeAndLag() throws Exception {
        // Those due 50 µs, 150 µs, ... 850 µs into each 0.9 ms are released at its end.
        RunResult result =
                runArrivals(working(ofMillis(2)), arrivals(perSecond(10_000)).during(ofSeconds(1)));
        assertThat(result.ledger()).isEqualTo(ledger(10_000, 0, 0));
        assertThat(result.request("work").serviceTime().max()).isEqualTo(ofMillis(2));
        assertThat(result.request("work").serviceTime().min()).isEqualTo(ofMillis(2));
        MetricResult.Trend lag = (MetricResult.Trend) result.metric("schedule_lag");
        assertThat(result.request("work").responseTime().min()).isEqualTo(ofNanos(2_050_000));
        assertThat(result.request("work").responseTime().max()).isEqualTo(ofNanos(2_850_000));
        assertThat(lag.distribution().max()).isEqualTo(ofNanos(850_000));
    }

    @Test
    void putsLateWorkIntoTheResponseTimeAndNotIntoTheServiceTime() throws Exception {
        // The first arrival, due at 0.5 s, keeps the processor for 3 s: those due at 1.5 and 2.5 s start at 3.5 s.
        var clock = new SimulatedClock();
        Scenario scenario = scenario("visitors").exec("work", user -> {
            if (user.id() == 0) {
                clock.work(ofSeconds(3));
            } else {
                user.session().set("paused", true);
                clock.work(ofMillis(10));
            }
        });
        RunResult result =
                run(loadTest("late").run(scenario, arrivals(perSecond(1)).during(ofSeconds(5))), clock);
        assertThat(result.ledger()).isEqualTo(ledger(5, 0, 0));
        var work = result.request("work");
        assertThat(work.serviceTime().max()).isEqualTo(ofSeconds(3));
        assertThat(work.serviceTime().mean()).isEqualTo(ofMillis((3000 + 4 * 10) / 5));
        // 3 s, 2 s late + 10 ms, 1 s late + 20 ms, 0 s late + 30 ms behind the two before it, 10 ms.
        assertThat(work.responseTime().mean()).isEqualTo(ofMillis((3000 + 2010 + 1020 + 30 + 10) / 5));
        MetricResult.Trend lag = (MetricResult.Trend) result.metric("schedule_lag");
        assertThat(lag.distribution().max()).isEqualTo(ofSeconds(2));
        assertThat(lag.distribution().count()).isEqualTo(5);
    }
}
