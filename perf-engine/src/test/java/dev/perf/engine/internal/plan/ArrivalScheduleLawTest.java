package dev.perf.engine.internal.plan;

import static dev.perf.load.Rate.perSecond;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.perf.load.OpenLoad;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalScheduleLawTest {

    private static final long SECOND = 1_000_000_000;

    private static ArrivalSchedule constant(double perSecond, Duration duration) {
        return ArrivalSchedule.of(OpenLoad.startingAt(perSecond(perSecond)).during(duration));
    }

    private static ArrivalSchedule ramp(double from, double to, Duration duration) {
        return ArrivalSchedule.of(
                OpenLoad.startingAt(perSecond(from)).rampTo(perSecond(to)).over(duration));
    }

    private static long[] starts(ArrivalSchedule schedule) {
        return LongStream.range(0, schedule.count()).map(schedule::startOf).toArray();
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1000, 1",
        "1, 499, 0",
        "1, 500, 1",
        "1, 1499, 1",
        "1, 1500, 2",
        "0.1, 3000, 0",
        "0.1, 5000, 1",
        "0.1, 30000, 3",
        "0.7, 10000, 7",
        "3.3, 10000, 33",
        "1000.5, 1000, 1001",
        "20000, 86400000, 1728000000",
        "0, 1000, 0"
    })
    void startsTheRoundedProductOfRateAndDuration(double rate, long millis, long count) {
        assertThat(constant(rate, ofMillis(millis)).count()).isEqualTo(count);
    }

    @Test
    void spacesStartsEvenlyAtAConstantRate() {
        assertThat(starts(constant(4, ofSeconds(1))))
                .containsExactly(125_000_000, 375_000_000, 625_000_000, 875_000_000);
    }

    @Test
    void startsEverCloserOnARisingRamp() {
        // The area is t^2 / 2, so the k-th start is at the root of 2k + 1.
        assertThat(starts(ramp(0, 4, ofSeconds(4))))
                .containsExactly(
                        SECOND,
                        1_732_050_808,
                        2_236_067_977L,
                        2_645_751_311L,
                        3 * SECOND,
                        3_316_624_790L,
                        3_605_551_275L,
                        3_872_983_346L);
    }

    @Test
    void mirrorsARisingRampWhenItFalls() {
        long[] up = starts(ramp(0, 4, ofSeconds(4)));
        long[] down = starts(ramp(4, 0, ofSeconds(4)));
        assertThat(down).hasSameSizeAs(up);
        for (int i = 0; i < up.length; i++) {
            assertThat(down[i]).isCloseTo(4 * SECOND - up[up.length - 1 - i], within(1L));
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 100, 60", "100, 0, 60", "10, 500, 90", "3, 3, 100", "0.1, 0.9, 600"})
    void startsWithinOneOfTheAreaInEverySecond(double from, double to, int seconds) {
        ArrivalSchedule schedule = ramp(from, to, ofSeconds(seconds));
        double slope = (to - from) / seconds;
        for (int second = 0; second < seconds; second++) {
            long started = schedule.dueBefore((second + 1) * SECOND) - schedule.dueBefore(second * SECOND);
            double area = from + slope * (second + 0.5);
            assertThat(Math.abs(started - area)).isLessThan(1);
        }
    }

    @Test
    void neverStraysHalfAnIterationFromTheAreaUnderRandomProfiles() {
        var random = new SplittableRandom(1);
        for (int run = 0; run < 200; run++) {
            OpenLoad load = OpenLoad.startingAt(perSecond(random.nextInt(50)))
                    .rampTo(perSecond(random.nextInt(1, 50)))
                    .over(ofMillis(random.nextInt(5000)));
            for (int stage = 0; stage < 4; stage++) {
                load = random.nextBoolean()
                        ? load.hold(ofMillis(random.nextInt(1, 3000)))
                        : load.rampTo(perSecond(random.nextInt(50))).over(ofMillis(random.nextInt(3000)));
            }
            assertStartsFollowTheArea(load);
        }
    }

    private static void assertStartsFollowTheArea(OpenLoad load) {
        ArrivalSchedule schedule = ArrivalSchedule.of(load);
        assertThat(schedule.count())
                .isEqualTo((long) Math.floor(area(load, load.duration().toNanos()) + 0.5 + 1e-6));
        long before = 0;
        for (long k = 0; k < schedule.count(); k++) {
            long start = schedule.startOf(k);
            assertThat(start).isBetween(before, load.duration().toNanos());
            // A nanosecond at 50/s is an area of 5e-8.
            assertThat(area(load, start)).isCloseTo(k + 0.5, within(1.1e-6));
            before = start;
        }
    }

    /** The area under the rate's curve up to {@code nanos}, by the definition. */
    private static double area(OpenLoad load, long nanos) {
        double area = 0;
        double time = 0;
        for (OpenLoad.Piece piece : load.pieces()) {
            double length = piece.duration().toNanos() / 1e9;
            double part = Math.clamp(nanos / 1e9 - time, 0, length);
            double from = piece.from().perSecond();
            double slope = (piece.to().perSecond() - from) / length;
            area += from * part + slope * part * part / 2;
            time += length;
        }
        return area;
    }

    @Test
    void doesNotDriftInADayAtAHighRate() {
        ArrivalSchedule schedule = constant(20_000, ofHours(24));
        for (long second = 0; second < 86_400; second += 997) {
            assertThat(schedule.startOf(second * 20_000)).isEqualTo(second * SECOND + 25_000);
        }
        assertThat(schedule.startOf(schedule.count() - 1)).isEqualTo(86_400 * SECOND - 25_000);
    }

    @Test
    void goesOnAcrossTheBordersOfStages() {
        ArrivalSchedule schedule = ArrivalSchedule.of(OpenLoad.startingAt(perSecond(1))
                .during(ofMillis(1250))
                .rampTo(perSecond(2))
                .over(ZERO)
                .hold(ofSeconds(1)));
        // The area is 1.25 at the jump, so half an iteration is 0.25 / 2 s behind it.
        assertThat(starts(schedule)).containsExactly(500_000_000, 1_375_000_000, 1_875_000_000);
        assertThat(schedule.rateAt(1_249_999_999)).isEqualTo(1);
        assertThat(schedule.rateAt(1_250_000_000)).isEqualTo(2);
    }

    @Test
    void jumpsOverStagesWithoutRate() {
        ArrivalSchedule schedule = ArrivalSchedule.of(OpenLoad.startingAt(perSecond(2))
                .during(ofSeconds(1))
                .rampTo(perSecond(0))
                .over(ZERO)
                .hold(ofSeconds(10))
                .rampTo(perSecond(1))
                .over(ZERO)
                .hold(ofSeconds(1)));
        assertThat(starts(schedule)).containsExactly(250_000_000, 750_000_000, 11_500_000_000L);
    }

    @Test
    void startsTheLastOfAStageInItEvenIfItsAreaIsRoundedDown() {
        // 0.7 x 45 is 31.499999999999996 in binary; an hour of nothing follows.
        ArrivalSchedule schedule = ArrivalSchedule.of(OpenLoad.startingAt(perSecond(0.7))
                .during(ofSeconds(45))
                .rampTo(perSecond(0))
                .over(ZERO)
                .hold(ofHours(1)));
        assertThat(schedule.count()).isEqualTo(32);
        assertThat(schedule.startOf(31)).isEqualTo(45 * SECOND);
    }

    @Test
    void countsWhatIsDueBeforeATime() {
        ArrivalSchedule schedule = constant(2, ofSeconds(2));
        assertThat(schedule.dueBefore(0)).isZero();
        assertThat(schedule.dueBefore(250_000_000)).isZero();
        assertThat(schedule.dueBefore(250_000_001)).isEqualTo(1);
        assertThat(schedule.dueBefore(Long.MAX_VALUE)).isEqualTo(4);
    }

    @Test
    void wantsNoRateOutsideItsTime() {
        ArrivalSchedule schedule = ramp(0, 10, ofSeconds(10));
        assertThat(schedule.rateAt(-1)).isZero();
        assertThat(schedule.rateAt(5 * SECOND)).isEqualTo(5);
        assertThat(schedule.rateAt(10 * SECOND)).isZero();
        assertThat(schedule.end()).isEqualTo(10 * SECOND);
    }
}
