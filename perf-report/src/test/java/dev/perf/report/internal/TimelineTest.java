package dev.perf.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimelineTest {

    @Test
    void leavesFewIntervalsAlone() {
        List<Interval> intervals = seconds(5);

        assertThat(Timeline.of(intervals, 5)).isEqualTo(intervals);
        assertThat(Timeline.of(List.of(), 5)).isEmpty();
    }

    @Test
    void mergesNeighboursSoThatNothingIsLost() {
        List<Interval> merged = Timeline.of(seconds(11), 4);

        assertThat(merged).hasSize(4);
        assertThat(merged).extracting(Interval::start).containsExactly(at(0), at(3), at(6), at(9));
        assertThat(merged).extracting(Interval::length).containsExactly(at(3), at(3), at(3), at(2));
        assertThat(merged.stream().mapToLong(Interval::requests).sum()).isEqualTo(11);
        assertThat(merged.getFirst().responseTime()).isEqualTo(Times.of(1, 2, 3));
        assertThat(merged.getLast().responseTime().max()).isEqualTo(Duration.ofMillis(11));
    }

    @Test
    void mergesALastIntervalOfAMomentIntoItsNeighbour() {
        var intervals = new ArrayList<>(seconds(3));
        intervals.add(interval(at(3), Duration.ofMillis(4), Times.of(7)));

        List<Interval> timeline = Timeline.of(intervals, 100);

        assertThat(timeline).hasSize(3);
        assertThat(timeline.getLast().length()).isEqualTo(Duration.ofMillis(1004));
        assertThat(timeline.getLast().requests()).isEqualTo(2);
    }

    @Test
    void keepsTheMostUsersOfThoseItMerges() {
        Distribution times = Times.of(1);
        List<Interval> intervals = List.of(
                new Interval(at(0), at(1), 7, 1, 1, 0, 1, 1, 0, 10, times, times),
                new Interval(at(1), at(1), 5, 1, 1, 0, 1, 1, 0, 10, times, times),
                new Interval(at(2), Duration.ofMillis(100), 0, 1, 1, 0, 1, 1, 0, 10, times, times));

        assertThat(Timeline.of(intervals, 100)).extracting(Interval::users).containsExactly(7, 5);
        assertThat(Timeline.of(intervals, 1)).extracting(Interval::users).containsExactly(7);
    }

    private static List<Interval> seconds(int count) {
        var intervals = new ArrayList<Interval>();
        for (int i = 0; i < count; i++) {
            intervals.add(interval(at(i), at(1), Times.of(i + 1)));
        }
        return intervals;
    }

    private static Interval interval(Duration start, Duration length, Distribution times) {
        return new Interval(start, length, 1, 1, 1, 0, 1, 1, 0, 10, times, times);
    }

    private static Duration at(int seconds) {
        return Duration.ofSeconds(seconds);
    }
}
