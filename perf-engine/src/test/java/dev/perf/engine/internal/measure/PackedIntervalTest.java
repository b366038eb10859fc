package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PackedIntervalTest {

    private static final Distribution EXTREME = Distribution.of(
            new long[] {0, 1, 127, 128, 1L << 40}, new long[] {1, 128, 1L << 50, 3, 127}, 0, 1L << 40, 7e18);

    @Test
    void isTheSameAfterUnpacking() {
        Interval interval = interval(3, EXTREME, Distribution.EMPTY);
        assertThat(PackedInterval.of(interval).unpacked()).isEqualTo(interval);
    }

    @Test
    void addsUpLikeIntervals() {
        Interval first = interval(0, random(1), random(2));
        Interval second = interval(1, random(3), EXTREME);
        assertThat(PackedInterval.of(first).plus(PackedInterval.of(second)).unpacked())
                .isEqualTo(first.plus(second));
    }

    private static Interval interval(int second, Distribution response, Distribution service) {
        return new Interval(
                Duration.ofSeconds(second), Duration.ofSeconds(1), 1, 2, 3, 4, 5, 6, 7, 8, response, service);
    }

    private static Distribution random(long seed) {
        var random = new SplittableRandom(seed);
        var times = new TimeCell();
        for (int i = 0; i < 5_000; i++) {
            times.record(random.nextLong(1_000, 10_000_000_000L));
        }
        return times.distribution();
    }
}
