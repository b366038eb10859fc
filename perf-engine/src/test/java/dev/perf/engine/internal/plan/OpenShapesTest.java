package dev.perf.engine.internal.plan;

import static dev.perf.Perf.arrivals;
import static dev.perf.load.Rate.perMinute;
import static dev.perf.load.Rate.perSecond;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import java.util.Arrays;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** The counts are those that the documentation of k6 and Gatling gives for the same profile. */
class OpenShapesTest {

    private static final long SECOND = 1_000_000_000;

    private static long[] starts(OpenLoad load) {
        ArrivalSchedule.Arrivals arrivals = ArrivalSchedule.of(load).arrivals(1);
        return LongStream.generate(arrivals::next)
                .takeWhile(start -> start != ArrivalSchedule.NEVER)
                .toArray();
    }

    private static long startedBetween(OpenLoad load, double from, double to) {
        return Arrays.stream(starts(load))
                .filter(start -> start >= from * SECOND && start < to * SECOND)
                .count();
    }

    @Test
    void startsAllAtOnce() {
        assertThat(starts(arrivals().atOnce(3))).containsExactly(0, 0, 0);
        assertThat(starts(arrivals().nothingFor(ofSeconds(4)).atOnce(2))).containsExactly(4 * SECOND, 4 * SECOND);
    }

    @Test
    void startsAsManyAsAskedSpreadOverATime() {
        assertThat(starts(arrivals().spread(4).over(ofSeconds(2))))
                .containsExactly(250_000_000, 750_000_000, 1_250_000_000, 1_750_000_000);
        for (int count = 1; count < 500; count += 7) {
            assertThat(starts(arrivals().spread(count).over(ofMillis(333)))).hasSize(count);
        }
        assertThat(starts(arrivals().spread(3).over(ofSeconds(0)))).containsExactly(0, 0, 0);
    }

    @Test
    void goesOnAsBeforeAfterANumberOfIterations() {
        OpenLoad load = arrivals(perSecond(1))
                .during(ofSeconds(2))
                .atOnce(2)
                .spread(4)
                .over(ofSeconds(1))
                .hold(ofSeconds(2));
        assertThat(starts(load))
                .containsExactly(
                        SECOND / 2,
                        3 * SECOND / 2,
                        2 * SECOND,
                        2 * SECOND,
                        2_125_000_000L,
                        2_375_000_000L,
                        2_625_000_000L,
                        2_875_000_000L,
                        3_500_000_000L,
                        4_500_000_000L);
    }

    @Test
    void keepsTheRemainderOfAnIterationAcrossABurst() {
        // The area is 0.75 before the burst, so the first iteration starts at 0.5 s and the second at 1.5 s all the
        // same.
        OpenLoad load = arrivals(perSecond(1)).during(ofMillis(750)).atOnce(2).hold(ofMillis(1250));
        assertThat(starts(load)).containsExactly(SECOND / 2, 750_000_000, 750_000_000, 3 * SECOND / 2);
    }

    @Test
    void climbsStepsAsGatlingDocumentsThem() {
        // Levels of 10, 15, 20, 25 and 30 for 10 s each, with ramps of 10 s between them.
        OpenLoad load = arrivals(perSecond(10))
                .incrementBy(perSecond(5))
                .times(5)
                .separatedByRampsLasting(ofSeconds(10))
                .eachLevelLasting(ofSeconds(10));
        assertThat(load.duration()).isEqualTo(ofSeconds(90));
        for (int level = 0; level < 5; level++) {
            assertThat(startedBetween(load, 20 * level, 20 * level + 10)).isEqualTo(10 * (10 + 5 * level));
        }
        assertThat(starts(load)).hasSize(1_000 + 125 + 175 + 225 + 275);
    }

    @Test
    void climbsStepsFromNothing() {
        OpenLoad ramps = arrivals()
                .incrementBy(perSecond(10))
                .times(3)
                .separatedByRampsLasting(ofSeconds(2))
                .eachLevelLasting(ofSeconds(5));
        assertThat(ramps.duration()).isEqualTo(ofSeconds(21));
        assertThat(starts(ramps)).hasSize(10 + 50 + 30 + 100 + 50 + 150);
        OpenLoad jumps = arrivals().incrementBy(perSecond(10)).times(3).eachLevelLasting(ofSeconds(5));
        assertThat(jumps.duration()).isEqualTo(ofSeconds(15));
        assertThat(starts(jumps)).hasSize(50 + 100 + 150);
        OpenLoad down =
                arrivals(perSecond(30)).incrementBy(perSecond(-10)).times(3).eachLevelLasting(ofSeconds(5));
        assertThat(starts(down)).hasSize(150 + 100 + 50);
    }

    @Test
    void swingsAroundTheRate() {
        OpenLoad load = arrivals(perSecond(100))
                .sine(perSecond(50))
                .period(ofSeconds(10))
                .over(ofSeconds(20));
        assertThat(starts(load)).hasSize(2_000);
        // Half a period adds amplitude x period / pi, which is 159.2.
        assertThat(startedBetween(load, 0, 5)).isBetween(658L, 660L);
        assertThat(startedBetween(load, 5, 10)).isBetween(340L, 342L);
        ArrivalSchedule schedule = ArrivalSchedule.of(load);
        assertThat(schedule.rateAt(2_500_000_000L)).isEqualTo(150, within(1e-9));
        assertThat(schedule.rateAt(7_500_000_000L)).isEqualTo(50, within(1e-9));
        for (int second = 0; second < 20; second++) {
            double area = 100
                    + 50 * 10 / (2 * Math.PI) * (Math.cos(Math.PI * second / 5) - Math.cos(Math.PI * (second + 1) / 5));
            assertThat((double) startedBetween(load, second, second + 1)).isCloseTo(area, within(1.05));
        }
    }

    @Test
    void followsAFunctionOfTime() {
        // t^2 per second over 30 s: the area is 30^3 / 3.
        OpenLoad load = arrivals()
                .following(time -> perSecond(Math.pow(time.toNanos() / 1e9, 2)))
                .over(ofSeconds(30));
        assertThat(starts(load)).hasSize(9_000);
        for (int second = 0; second < 30; second++) {
            double area = (Math.pow(second + 1, 3) - Math.pow(second, 3)) / 3;
            assertThat((double) startedBetween(load, second, second + 1)).isCloseTo(area, within(1.01));
        }
        assertThat(starts(load.hold(ofSeconds(1)))).hasSize(9_900);
    }

    @Test
    void peaksUnderABellWithExactlyAsManyAsAsked() {
        for (long count : new long[] {1, 2, 10, 1_000, 99_999}) {
            assertThat(starts(arrivals().stressPeak(count).over(ofSeconds(20)))).hasSize((int) count);
        }
        OpenLoad load = arrivals().stressPeak(100_000).over(ofSeconds(60));
        assertThat(startedBetween(load, 0, 30)).isBetween(49_999L, 50_001L);
        // Of a normal distribution cut off at three standard deviations, 68.45 % lie within one.
        assertThat(startedBetween(load, 20, 40)).isBetween(68_440L, 68_460L);
        assertThat(starts(load.hold(ofHours(1)))).hasSize(100_000);
    }

    @Test
    void startsAsManyAsK6AndGatlingDocument() {
        // k6: constant-arrival-rate, 30 per second for 30 s; ramping-arrival-rate, from 300 per minute.
        assertThat(starts(arrivals(perSecond(30)).during(ofSeconds(30)))).hasSize(900);
        assertThat(starts(arrivals(perMinute(300))
                        .during(ofMinutes(1))
                        .rampTo(perMinute(600))
                        .over(ofMinutes(2))
                        .hold(ofMinutes(4))
                        .rampTo(perMinute(60))
                        .over(ofMinutes(2))))
                .hasSize(300 + 900 + 2_400 + 660);
        // Gatling: nothingFor(4), atOnceUsers(10), rampUsers(10) during 5, constantUsersPerSec(20) during 15,
        // rampUsersPerSec(10) to 20 during 10 minutes, stressPeakUsers(1000) during 20.
        assertThat(starts(arrivals()
                        .nothingFor(ofSeconds(4))
                        .atOnce(10)
                        .spread(10)
                        .over(ofSeconds(5))
                        .rampTo(perSecond(20))
                        .over(ofSeconds(0))
                        .hold(ofSeconds(15))
                        .rampTo(perSecond(10))
                        .over(ofSeconds(0))
                        .rampTo(perSecond(20))
                        .over(ofMinutes(10))
                        .stressPeak(1_000)
                        .over(ofSeconds(20))))
                .hasSize(10 + 10 + 300 + 9_000 + 1_000);
    }

    @Test
    void givesTheSameStartsOneByOneAsByNumber() {
        OpenLoad load = arrivals(perSecond(7))
                .during(ofSeconds(3))
                .atOnce(5)
                .rampTo(perSecond(90))
                .over(ofSeconds(4))
                .following(time -> new Rate(90 - time.toSeconds() * 10))
                .over(ofSeconds(8))
                .stressPeak(77)
                .over(ofSeconds(3));
        ArrivalSchedule schedule = ArrivalSchedule.of(load);
        assertThat(starts(load))
                .containsExactly(LongStream.range(0, schedule.count())
                        .map(schedule::startOf)
                        .toArray());
    }

    @Test
    void doesNotDriftAlongACurveOfADay() {
        // The wave's area over whole periods is that of its base: 10/s for a day.
        OpenLoad load =
                arrivals(perSecond(10)).sine(perSecond(9)).period(ofHours(1)).over(ofHours(24));
        ArrivalSchedule schedule = ArrivalSchedule.of(load);
        assertThat(schedule.count()).isEqualTo(864_000);
        for (int hour = 1; hour <= 24; hour++) {
            assertThat(schedule.dueBefore(ofHours(hour).toNanos())).isEqualTo(36_000L * hour);
        }
    }

    @Test
    void keepsEachStagesNameOnItsStarts() {
        OpenLoad load = arrivals(perSecond(1))
                .during(ofSeconds(2))
                .named("before")
                .atOnce(2)
                .named("burst")
                .hold(ofSeconds(1));
        ArrivalSchedule.Arrivals arrivals = ArrivalSchedule.of(load).arrivals(1);
        var seen = new StringBuilder();
        for (long start = arrivals.next(); start != ArrivalSchedule.NEVER; start = arrivals.next()) {
            seen.append(ofNanos(start).toMillis())
                    .append(' ')
                    .append(arrivals.stage())
                    .append("; ");
        }
        assertThat(seen).hasToString("500 before; 1500 before; 2000 burst; 2000 burst; 2500 null; ");
    }
}
