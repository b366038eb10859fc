package dev.perf.engine;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SystemClock;
import dev.perf.engine.internal.run.LoadRun;
import dev.perf.load.LoadProfile;
import dev.perf.load.Rate;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Problem;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class LoadMistakesTest {

    private static List<String> mistakes(LoadProfile load) {
        LoadTest test = loadTest("t").run(scenario("s").exec(http("x").get("http://localhost:1/")), load);
        InvalidPlanException invalid = catchThrowableOfType(
                InvalidPlanException.class, () -> LoadRun.validate(test.plan(), new SystemClock()));
        return invalid == null
                ? List.of()
                : invalid.problems().stream().map(Problem::message).toList();
    }

    @Test
    void acceptLoadsThatStartIterations() {
        assertThat(mistakes(arrivals().atOnce(1))).isEmpty();
        assertThat(mistakes(arrivals().spread(1).over(ofSeconds(1)))).isEmpty();
        assertThat(mistakes(arrivals(perSecond(5))
                        .sine(perSecond(5))
                        .period(ofSeconds(3))
                        .over(ofSeconds(10))))
                .isEmpty();
    }

    @Test
    void findRatesOfAFunctionThatAreImpossibleAndSayWhen() {
        assertThat(mistakes(arrivals()
                        .following(time -> perSecond(30 - time.toSeconds()))
                        .over(ofSeconds(100))))
                .containsExactly("stage 1, function of time, at 31s: rate must be from 0 to 10,000,000/s, got -1/s");
        assertThat(mistakes(arrivals()
                        .following(time -> new Rate(time.compareTo(ofSeconds(3)) < 0 ? 1 : Double.NaN))
                        .over(ofSeconds(10))))
                .containsExactly("stage 1, function of time, at 3s: rate must be from 0 to 10,000,000/s, got NaN/s");
        assertThat(mistakes(arrivals()
                        .following(time -> perSecond(1e8 * time.toHours()))
                        .over(ofHours(10))))
                .containsExactly(
                        "stage 1, function of time, at 1h: rate must be from 0 to 10,000,000/s," + " got 100000000/s");
    }

    @Test
    void findAWaveThatGoesBelowZero() {
        assertThat(mistakes(arrivals(perSecond(10))
                        .sine(perSecond(20))
                        .period(ofSeconds(100))
                        .over(ofSeconds(100))))
                .containsExactly(
                        "stage 1, sine of 10/s +/- 20/s with period 1m40s: amplitude 20/s is larger than the rate of"
                                + " 10/s that it swings around, which would be below zero; lower it to 10/s at most");
        assertThat(mistakes(arrivals().sine(perSecond(20)).period(ofSeconds(5)).over(ofSeconds(10))))
                .containsExactly(
                        "stage 1, sine of 0/s +/- 20/s with period 5s: there is no rate to swing around; ramp to"
                                + " one before, at least to 20/s");
    }

    @Test
    @SuppressWarnings("NullAway") // a caller whose compiler does not look for nulls
    void tellWhatAFunctionOfTheRateDidAndWhen() {
        var failure = new AtomicReference<>(new IllegalStateException("never asked"));
        assertThat(mistakes(arrivals()
                        .following(time -> {
                            if (time.equals(ofSeconds(3))) {
                                failure.set(new IllegalStateException("oops"));
                                throw failure.get();
                            }
                            return perSecond(1);
                        })
                        .over(ofSeconds(10))))
                .containsExactly("stage 1, function of time: it threw java.lang.IllegalStateException: oops"
                        + " (LoadMistakesTest.java:"
                        + failure.get().getStackTrace()[0].getLineNumber()
                        + ") when asked for the rate at 3s; it must return"
                        + " one for every time from 0s to 10s");
        assertThat(mistakes(arrivals()
                        .following(time -> time.isZero() ? perSecond(1) : null)
                        .over(ofSeconds(10))))
                .containsExactly("stage 1, function of time: it returned null when asked for the rate at 1ms; it must"
                        + " return one for every time from 0s to 10s");
    }

    @Test
    void nameTheLevelThatFallsBelowZeroOnce() {
        assertThat(mistakes(arrivals(perSecond(10))
                        .during(ofSeconds(5))
                        .incrementBy(perSecond(-6))
                        .times(5)
                        .separatedByRampsLasting(ofSeconds(1))
                        .eachLevelLasting(ofSeconds(5))
                        .hold(ZERO)))
                .containsExactly(
                        "stage 2, level 3 of 5: rate must be from 0 to 10,000,000/s, got -2/s",
                        "stage 3: duration must be positive, got 0s; remove the stage or lengthen it");
        assertThat(mistakes(users(10).incrementBy(-5).times(5).eachLevelLasting(ofSeconds(5))))
                .containsExactly("stage 1, level 4 of 5: number of users must be from 0 to 10,000,000, got -5");
        assertThat(mistakes(users().incrementBy(5).times(5).eachLevelLasting(ZERO)))
                .containsExactly(
                        "stage 1, level 1 of 5: duration must be positive, got 0s; remove the stage or lengthen it");
    }

    @Test
    void tellALoadWithoutLengthOnce() {
        assertThat(mistakes(users(1).during(ZERO)))
                .containsExactly("stage 1: duration must be positive, got 0s; remove the stage or lengthen it");
        assertThat(mistakes(users(0).rampTo(5).over(ZERO)))
                .containsExactly("it lasts no time; give it a stage with a duration");
    }

    @Test
    void findNumbersThatStartNothing() {
        assertThat(mistakes(arrivals().atOnce(0)))
                .containsExactly("stage 1: number of iterations at once must be from 1 to 10,000,000, got 0");
        assertThat(mistakes(arrivals(perSecond(1)).during(ofSeconds(1)).atOnce(-3)))
                .containsExactly("stage 2: number of iterations at once must be from 1 to 10,000,000, got -3");
        assertThat(mistakes(arrivals().nothingFor(ofSeconds(3))))
                .containsExactly("the rate is never above zero; ramp to some, or begin with arrivals(perSecond(n))");
        assertThat(mistakes(arrivals().spread(0).over(ZERO)))
                .containsExactly(
                        "stage 1, spread 0: number of iterations must be positive, got 0; give it some or remove"
                                + " the stage");
        assertThat(mistakes(arrivals(perSecond(1))
                        .during(ofSeconds(1))
                        .stressPeak(-1)
                        .over(ofSeconds(10))))
                .containsExactly(
                        "stage 2, stress peak of -1: number of iterations must be positive, got -1; give it some"
                                + " or remove the stage");
    }

    @Test
    void findNumbersOfIterationsThatCannotBe() {
        assertThat(mistakes(users(1).iterations(1))).isEmpty();
        assertThat(mistakes(users().iterations(0).maxDuration(ZERO)))
                .containsExactly(
                        "number of users must be from 1 to 10,000,000, got 0; begin with users(n)",
                        "number of iterations must be from 1 to 1,000,000,000, got 0",
                        "maxDuration must be positive and at most 30 days, got 0s");
        assertThat(mistakes(users(10).sharedIterations(3)))
                .containsExactly("3 shared iterations leave 7 of 10 users without any; ask for more iterations or fewer"
                        + " users");
        assertThat(mistakes(users(10).iterations(3).gracefulStop(ofSeconds(-1))))
                .containsExactly("gracefulStop must not be negative, got -1s");
    }

    @Test
    void findCurvesWithoutLength() {
        assertThat(mistakes(
                        arrivals(perSecond(1)).following(time -> perSecond(1)).over(ZERO)))
                .containsExactly("stage 1: duration must be positive, got 0s; remove the stage or lengthen it");
    }

    @Test
    void areThrownAtOnceWhereTheProfileCannotBeMade() {
        assertThatThrownBy(() -> users().incrementBy(1).times(-1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("times(n): number of levels must be from 1 to 10,000, got -1");
        assertThatThrownBy(() -> arrivals(perSecond(1)).sine(perSecond(1)).period(ZERO))
                .hasMessage("period of the sine must be positive, got 0s");
        assertThatThrownBy(() -> arrivals(perSecond(1))
                        .sine(perSecond(1))
                        .period(ofMillis(1))
                        .over(ofHours(1)))
                .hasMessage("a sine may have at most 10,000 periods; 1h are more of 1ms each");
        assertThatThrownBy(() -> users(1).during(ofSeconds(1)).named(" "))
                .hasMessage("name of a stage must not be blank");
    }
}
