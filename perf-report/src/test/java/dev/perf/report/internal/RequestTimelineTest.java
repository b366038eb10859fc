package dev.perf.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.PackedDistribution;
import dev.perf.result.RequestInterval;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestTimelineTest {

    private static List<Interval> points(int count, int seconds) {
        return IntStream.range(0, count)
                .mapToObj(number -> new Interval(
                        Duration.ofSeconds((long) number * seconds),
                        Duration.ofSeconds(seconds),
                        1,
                        1,
                        1,
                        0,
                        1,
                        1,
                        0,
                        1,
                        Distribution.EMPTY,
                        Distribution.EMPTY))
                .toList();
    }

    private static RequestInterval stretch(int start, int seconds, double millis) {
        PackedDistribution times = PackedDistribution.of(Times.of(millis));
        return new RequestInterval(Duration.ofSeconds(start), Duration.ofSeconds(seconds), 1, 1, 100, times, times);
    }

    @Test
    void mergesWhatBeginsInTheSamePoint() {
        List<RequestInterval> merged = RequestTimeline.of(
                List.of(stretch(0, 1, 5), stretch(1, 1, 7), stretch(2, 1, 9), stretch(7, 1, 11)), points(4, 2));

        assertThat(merged)
                .extracting(RequestInterval::start)
                .containsExactly(Duration.ZERO, Duration.ofSeconds(2), Duration.ofSeconds(7));
        assertThat(merged.getFirst().length()).isEqualTo(Duration.ofSeconds(2));
        assertThat(merged.getFirst().count()).isEqualTo(2);
        assertThat(merged.getFirst().failed()).isEqualTo(2);
        assertThat(merged.getFirst().bytesReceived()).isEqualTo(200);
        assertThat(merged.getFirst().responseTime()).isEqualTo(Times.of(5, 7));
    }

    @Test
    void leavesACourseThatIsCoarserThanThePoints() {
        List<RequestInterval> course = List.of(stretch(0, 8, 5), stretch(8, 8, 7));

        assertThat(RequestTimeline.of(course, points(16, 1))).isEqualTo(course);
    }

    @Test
    void hasNothingOfNothing() {
        assertThat(RequestTimeline.of(List.of(), points(2, 1))).isEmpty();
    }
}
