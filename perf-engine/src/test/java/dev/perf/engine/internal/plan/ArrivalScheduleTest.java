package dev.perf.engine.internal.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import java.time.Duration;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArrivalScheduleTest {

    @Test
    void spacesStartsEvenly() {
        ArrivalSchedule schedule = schedule(10, Duration.ofSeconds(1));

        assertThat(LongStream.range(0, schedule.count()).map(schedule::startOf))
                .containsExactly(
                        50_000_000L,
                        150_000_000L,
                        250_000_000L,
                        350_000_000L,
                        450_000_000L,
                        550_000_000L,
                        650_000_000L,
                        750_000_000L,
                        850_000_000L,
                        950_000_000L);
    }

    @ParameterizedTest
    @CsvSource({
        "10, 1000, 10",
        "10, 940, 9",
        "10, 950, 10",
        "0.1, 30000, 3",
        "0.3, 10000, 3",
        "1, 100, 0",
        "20000, 86400000, 1728000000"
    })
    void startsTheRoundedAreaOfIterations(double rate, long millis, long count) {
        assertThat(schedule(rate, Duration.ofMillis(millis)).count()).isEqualTo(count);
    }

    @Test
    void doesNotDriftInADay() {
        ArrivalSchedule schedule = schedule(20_000, Duration.ofDays(1));

        assertThat(schedule.startOf(20_000L * 86_399)).isEqualTo(86_399_000_025_000L);
        assertThat(schedule.startOf(schedule.count() - 1)).isEqualTo(86_400_000_000_000L - 25_000);
    }

    @Test
    void followsTheAreaOfARampInEverySecond() {
        ArrivalSchedule schedule = ArrivalSchedule.of(OpenLoad.startingAt(Rate.perSecond(0))
                .rampTo(Rate.perSecond(100))
                .over(Duration.ofSeconds(60))
                .hold(Duration.ofSeconds(10))
                .rampTo(Rate.perSecond(3))
                .over(Duration.ofSeconds(30)));

        assertThat(schedule.count()).isEqualTo(3_000 + 1_000 + 1_545);
        for (int second = 0; second <= 100; second++) {
            double area = second <= 60
                    ? 100.0 / 60 * second * second / 2
                    : second <= 70
                            ? 3_000 + 100 * (second - 60)
                            : 4_000 + 100 * (second - 70) - 97.0 / 30 * (second - 70) * (second - 70) / 2;
            assertThat((double) schedule.dueBefore(second * 1_000_000_000L))
                    .as("started before second %d", second)
                    .isBetween(area - 0.5001, area + 0.5001);
        }
    }

    @Test
    void startsInOrderAcrossStages() {
        ArrivalSchedule schedule = ArrivalSchedule.of(OpenLoad.startingAt(Rate.perSecond(7))
                .during(Duration.ofMillis(333))
                .rampTo(Rate.perSecond(900))
                .over(Duration.ZERO)
                .hold(Duration.ofMillis(777))
                .rampTo(Rate.perSecond(0))
                .over(Duration.ofSeconds(1)));

        long before = 0;
        for (long k = 0; k < schedule.count(); k++) {
            assertThat(schedule.startOf(k)).isGreaterThanOrEqualTo(before).isLessThanOrEqualTo(schedule.end());
            before = schedule.startOf(k);
        }
    }

    private static ArrivalSchedule schedule(double rate, Duration duration) {
        return ArrivalSchedule.of(OpenLoad.startingAt(Rate.perSecond(rate)).during(duration));
    }
}
