package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.load.OpenLoad;
import dev.perf.result.Interval;
import dev.perf.result.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a run really starts in each second, against the integral of the rate. The rates are written down here a second
 * time, as plain functions of the time in seconds, so that a mistake in the arithmetic of the profiles shows.
 */
class StartedCountTest {

    private static final int PARTS = 20_000;

    private final SimulatedClock clock = new SimulatedClock();
    private final List<Duration> starts = Collections.synchronizedList(new ArrayList<>());

    private RunResult run(OpenLoad load, Operator.Act... acts) throws InterruptedException {
        var test = loadTest("shapes")
                .run(
                        scenario("work").exec("note", user -> {
                            starts.add(clock.elapsed());
                            user.pause(ofMillis(5));
                        }),
                        load);
        return Runs.checked(LoadRun.start(test.plan(), Runs.QUIET.listener(new Operator(clock, acts)), clock)
                .await());
    }

    private static double integral(DoubleUnaryOperator rate, int second) {
        double sum = 0;
        for (int part = 0; part < PARTS; part++) {
            sum += rate.applyAsDouble(second + (part + 0.5) / PARTS);
        }
        return sum / PARTS;
    }

    static Stream<Arguments> shapes() {
        return Stream.of(
                arguments("constant", arrivals(perSecond(333)).during(ofSeconds(12)), rate(t -> 333)),
                arguments("a rate below one", arrivals(perSecond(0.3)).during(ofSeconds(60)), rate(t -> 0.3)),
                arguments(
                        "ramp from nothing",
                        arrivals().rampTo(perSecond(1_200)).over(ofSeconds(15)),
                        rate(t -> 80 * t)),
                arguments(
                        "ramp to nothing",
                        arrivals(perSecond(500)).rampTo(perSecond(0)).over(ofSeconds(20)),
                        rate(t -> 500 - 25 * t)),
                arguments(
                        "pieces whose borders lie within seconds",
                        arrivals(perSecond(10))
                                .rampTo(perSecond(100))
                                .over(ofMillis(4_250))
                                .hold(ofMillis(3_400))
                                .nothingFor(ofMillis(1_100))
                                .rampTo(perSecond(37))
                                .over(ofSeconds(0))
                                .hold(ofMillis(2_600))
                                .rampTo(perSecond(0))
                                .over(ofMillis(2_650)),
                        rate(t -> t < 4.25
                                ? 10 + 90 * t / 4.25
                                : t < 7.65 ? 100 : t < 8.75 ? 0 : t < 11.35 ? 37 : 37 - 37 * (t - 11.35) / 2.65)),
                arguments(
                        "steps joined by ramps",
                        arrivals(perSecond(20))
                                .incrementBy(perSecond(30))
                                .times(3)
                                .separatedByRampsLasting(ofSeconds(2))
                                .eachLevelLasting(ofSeconds(4)),
                        rate(t -> t < 4
                                ? 20
                                : t < 6 ? 20 + 15 * (t - 4) : t < 10 ? 50 : t < 12 ? 50 + 15 * (t - 10) : 80)),
                arguments(
                        "wave",
                        arrivals(perSecond(100))
                                .sine(perSecond(90))
                                .period(ofSeconds(8))
                                .over(ofSeconds(20)),
                        rate(t -> 100 + 90 * Math.sin(2 * Math.PI * t / 8))),
                arguments(
                        "function of time",
                        arrivals()
                                .following(time -> perSecond(300 * Math.exp(-time.toNanos() / 6e9)))
                                .over(ofSeconds(18)),
                        rate(t -> 300 * Math.exp(-t / 6))),
                arguments("spread", arrivals().spread(777).over(ofSeconds(14)), rate(t -> 777.0 / 14)),
                arguments("bell", arrivals().stressPeak(2_000).over(ofSeconds(12)), rate(t -> {
                    double deviations = (t - 6) / 2;
                    return 2_000 / 0.9973002039 / (2 * Math.sqrt(2 * Math.PI)) * Math.exp(-deviations * deviations / 2);
                })));
    }

    private static DoubleUnaryOperator rate(DoubleUnaryOperator function) {
        return function;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void isWithinOneOfTheIntegralInEachSecond(String name, OpenLoad load, DoubleUnaryOperator rate) throws Exception {
        RunResult result = run(load);

        assertFollows(result, rate, (int) load.duration().toSeconds());
    }

    @Test
    void isWithinOneOfTheIntegralWhenTheRateIsSet() throws Exception {
        RunResult result = run(
                arrivals(perSecond(10)).rampTo(perSecond(200)).over(ofSeconds(19)),
                new Operator.Act(ofMillis(4_300), run -> run.setRate(perSecond(60.5))),
                new Operator.Act(ofMillis(9_777), run -> run.setRate(perSecond(0))),
                new Operator.Act(ofMillis(12_001), run -> run.setRate(perSecond(7))),
                new Operator.Act(ofMillis(12_002), run -> run.setRate(perSecond(333))));

        assertFollows(
                result, t -> t < 4.3 ? 10 + 10 * t : t < 9.777 ? 60.5 : t < 12.001 ? 0 : t < 12.002 ? 7 : 333, 19);
    }

    private static void assertFollows(RunResult result, DoubleUnaryOperator rate, int seconds) {
        double whole = 0;
        for (int second = 0; second < seconds; second++) {
            double due = integral(rate, second);
            whole += due;
            Interval interval = result.intervals().get(second);
            assertThat(interval.start()).isEqualTo(ofSeconds(second));
            assertThat((double) interval.started())
                    .as("started in second %d", second)
                    .isCloseTo(due, within(1.0));
        }
        assertThat((double) result.ledger().started()).isCloseTo(whole, within(0.51));
    }

    @ParameterizedTest
    @MethodSource("evenRates")
    void gapsAreEvenToTheNanosecond(double perSecond, int seconds) throws Exception {
        run(arrivals(perSecond(perSecond)).during(ofSeconds(seconds)));

        assertThat(starts).hasSize((int) Math.round(perSecond * seconds));
        double gap = 1e9 / perSecond;
        for (int k = 0; k < starts.size(); k++) {
            assertThat((double) starts.get(k).toNanos()).as("start %d", k).isCloseTo((k + 0.5) * gap, within(1.0));
        }
    }

    static Stream<Arguments> evenRates() {
        return Stream.of(arguments(1.0, 20), arguments(3.0, 20), arguments(250.0, 20), arguments(4_999.0, 3));
    }

    /** From 5,000/s those due within 0.9 ms are released together, never before they are due. */
    @Test
    void startsAtHighRatesAreNeverEarlyAndAtMostOneReleaseLate() throws Exception {
        run(arrivals(perSecond(20_000)).during(ofSeconds(1)));

        assertThat(starts).hasSize(20_000);
        for (int k = 0; k < starts.size(); k++) {
            Duration due = ofNanos(25_000 + k * 50_000L);
            assertThat(starts.get(k)).as("start %d", k).isBetween(due, due.plus(ofMillis(1)));
        }
    }

    @Test
    void lateStartsAreAllMadeUpForAndNoneIsBunchedAwayFromItsSecond() throws Exception {
        // Everybody is woken 30 ms late, which is ten starts: none is lost, and the lag does not add up.
        var late = new SimulatedClock(ofMillis(30));
        var test = loadTest("late")
                .run(
                        scenario("work").exec("note", user -> {}),
                        arrivals(perSecond(333)).during(ofSeconds(12)));
        RunResult result =
                Runs.checked(LoadRun.start(test.plan(), Runs.QUIET, late).await());

        assertThat(result.ledger().started()).isEqualTo(12 * 333);
        result.intervals()
                .subList(0, 12)
                .forEach(interval -> assertThat((double) interval.started()).isCloseTo(333, within(11.0)));
    }
}
