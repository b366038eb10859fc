package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimelineTest {

    private static Interval second(int number) {
        Distribution times =
                Distribution.of(new long[] {number + 1}, new long[] {1}, number + 1, number + 1, number + 1);
        return new Interval(
                Duration.ofSeconds(number), Duration.ofSeconds(1), number, 7, 5, 2, 4, 3, 1, 100, times, times);
    }

    private static List<Interval> timeline(int seconds) {
        var timeline = new Timeline<>(Interval::plus);
        for (int i = 0; i < seconds; i++) {
            timeline.add(second(i));
        }
        return timeline.intervals();
    }

    @Test
    void keepsEachIntervalOfAShortRun() {
        assertThat(timeline(1200)).hasSize(1200).last().isEqualTo(second(1199));
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "1200, 1200", "1201, 601", "2400, 1200", "2401, 601", "3000, 750", "86400, 675"})
    void mergesNeighboursOfALongRun(int seconds, int intervals) {
        assertThat(timeline(seconds)).hasSize(intervals);
    }

    @ParameterizedTest
    @CsvSource({"1", "1200", "1201", "2399", "2400", "2401", "5000", "10001"})
    void losesNothingAndLeavesNoGap(int seconds) {
        List<Interval> intervals = timeline(seconds);
        Interval all = intervals.stream().reduce(Interval::plus).orElseThrow();
        Interval expected = second(0);
        for (int i = 1; i < seconds; i++) {
            expected = new Interval(
                    Duration.ZERO,
                    Duration.ofSeconds(i + 1),
                    i,
                    7 * (i + 1),
                    5 * (i + 1),
                    2 * (i + 1),
                    4 * (i + 1),
                    3 * (i + 1),
                    i + 1,
                    100 * (i + 1),
                    all.responseTime(),
                    all.serviceTime());
        }
        assertThat(all).isEqualTo(expected);
        assertThat(all.responseTime().count()).isEqualTo(seconds);
        Duration end = Duration.ZERO;
        for (Interval interval : intervals) {
            assertThat(interval.start()).isEqualTo(end);
            end = end.plus(interval.length());
        }
    }
}
