package dev.perf.report.internal.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.live.History.Change;
import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HistoryTest {

    private static Interval second(int second) {
        return interval(Duration.ofSeconds(second), Duration.ofSeconds(1), second);
    }

    private static Interval interval(Duration start, Duration length, int count) {
        return new Interval(start, length, count, 1, 1, 0, 1, count, 0, 10, Distribution.EMPTY, Distribution.EMPTY);
    }

    @Test
    void aDayTakesNoMoreRoomThanTenMinutes() {
        var history = new History(600);
        long requests = 0;
        int halved = 0;

        for (int second = 0; second < 86_400; second++) {
            halved += history.add(second(second), second < 7) == Change.HALVED ? 1 : 0;
            requests += second;
            assertThat(history.points()).hasSizeLessThanOrEqualTo(600);
        }

        // Twice as long, twice as wide.
        assertThat(halved).isEqualTo(8);
        assertThat(history.points()).hasSizeBetween(300, 600);
        assertThat(history.points().stream().mapToLong(Interval::requests).sum())
                .isEqualTo(requests);
        assertThat(history.total().requests()).isEqualTo(requests);
        assertThat(history.end()).isEqualTo(Duration.ofDays(1));
        assertThat(history.measuredFrom()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void pointsFollowEachOtherWithoutGapsAndAreEquallyWide() {
        var history = new History(8);
        for (int second = 0; second < 45; second++) {
            history.add(second(second), false);
        }

        List<Interval> points = history.points();

        Duration at = Duration.ZERO;
        for (Interval point : points) {
            assertThat(point.start()).isEqualTo(at);
            at = at.plus(point.length());
        }
        assertThat(points).extracting(point -> point.length().toSeconds()).containsExactly(8L, 8L, 8L, 8L, 8L, 5L);
        // Of users the most are shown, wherever in the point they were.
        assertThat(points.getFirst().users()).isEqualTo(7);
    }

    @Test
    void theWarmUpIsNeverJoinedToWhatIsMeasured() {
        var history = new History(6);
        var changes = new ArrayList<Change>();
        for (int second = 0; second < 7; second++) {
            changes.add(history.add(second(second), second < 3));
        }

        assertThat(changes).containsOnly(Change.APPENDED, Change.HALVED).endsWith(Change.HALVED);
        assertThat(history.points())
                .extracting(point -> point.length().toSeconds())
                .containsExactly(2L, 1L, 2L, 2L);
        assertThat(history.measuredFrom()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aLastIntervalOfSomeMillisecondsBelongsToItsNeighbour() {
        var history = new History(600);
        history.add(second(0), false);

        Change change = history.add(interval(Duration.ofSeconds(1), Duration.ofMillis(12), 3), false);

        assertThat(change).isEqualTo(Change.JOINED);
        assertThat(history.points()).hasSize(1);
        assertThat(history.last().getFirst().length()).isEqualTo(Duration.ofMillis(1012));
    }
}
