package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SlidingSumTest {

    @Test
    void isTheSumOfThePartsInTheWindow() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            int length = 1 + random.nextInt(20);
            boolean isTrend = random.nextInt(3) > 0;
            var sliding = new SlidingSum(length);
            Deque<Part> window = new ArrayDeque<>();
            for (int second = 1; second <= 60; second++) {
                MetricValue value = isTrend ? times(random) : new MetricValue.Counter(random.nextInt(5), 1);
                Part part = new Part(Duration.ofSeconds(second), 1, value);
                sliding.add(part);
                window.addLast(part);
                if (window.size() > length) {
                    window.removeFirst();
                }

                assertThat(sliding.isFull()).isEqualTo(second >= length);
                assertThat(sliding.total()).isEqualTo(Part.sum(window));
            }
        }
    }

    /** Whole milliseconds, so that sums are exact in any order. */
    private static @Nullable MetricValue times(Random random) {
        if (random.nextInt(4) == 0) {
            return null;
        }
        var times = new TimeCell();
        for (int i = random.nextInt(50); i >= 0; i--) {
            times.record(random.nextInt(1_000) * 1_000_000L);
        }
        return new MetricValue.Trend(times.distribution());
    }
}
