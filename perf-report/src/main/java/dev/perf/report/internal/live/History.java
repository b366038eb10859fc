package dev.perf.report.internal.live;

import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The run so far as a bounded number of points: where there would be too many, neighbours are joined, histograms and all, and
 * from then on each point stands for twice the time. No peak is lost, and a day takes no more room than ten minutes.
 */
final class History {

    private final int most;
    private final List<Interval> warmUp = new ArrayList<>();
    private final List<Interval> measured = new ArrayList<>();
    private Interval total =
            new Interval(Duration.ZERO, Duration.ZERO, 0, 0, 0, 0, 0, 0, 0, 0, Distribution.EMPTY, Distribution.EMPTY);
    private Duration lastLength = Duration.ZERO;

    /** How many intervals a point stands for, and how many the last one stands for yet. */
    private int width = 1;

    private int inLast;

    /** What became of an interval. */
    enum Change {
        /** It is the last point. */
        APPENDED,
        /** It was joined to the last point. */
        JOINED,
        /** All points are others. */
        HALVED
    }

    /** @param most how many points there may be */
    History(int most) {
        this.most = most;
    }

    /** Adds the next interval. */
    Change add(Interval interval, boolean isWarmUp) {
        total = join(total, interval.withTimes(Distribution.EMPTY, Distribution.EMPTY, Distribution.EMPTY));
        List<Interval> points = isWarmUp ? warmUp : measured;
        // A last interval of a few milliseconds would turn one request into hundreds per second.
        boolean isStub = interval.length().multipliedBy(2).compareTo(lastLength) < 0;
        lastLength = interval.length();
        if (!points.isEmpty() && (inLast < width || isStub)) {
            points.set(points.size() - 1, join(points.getLast(), interval));
            inLast++;
            return Change.JOINED;
        }
        points.add(interval);
        inLast = 1;
        if (warmUp.size() + measured.size() <= most) {
            return Change.APPENDED;
        }
        inLast += points.size() % 2 == 0 ? width : 0;
        halve(warmUp);
        halve(measured);
        width *= 2;
        return Change.HALVED;
    }

    private static void halve(List<Interval> points) {
        var joined = new ArrayList<Interval>();
        for (int i = 0; i < points.size(); i += 2) {
            joined.add(i + 1 < points.size() ? join(points.get(i), points.get(i + 1)) : points.get(i));
        }
        points.clear();
        points.addAll(joined);
    }

    private static Interval join(Interval left, Interval right) {
        return left.plus(right).withUsers(Math.max(left.users(), right.users()));
    }

    /** Returns the points, those of the warm-up first. */
    List<Interval> points() {
        return Stream.concat(warmUp.stream(), measured.stream()).toList();
    }

    /** Returns the last point. */
    List<Interval> last() {
        List<Interval> points = measured.isEmpty() ? warmUp : measured;
        return points.isEmpty() ? List.of() : List.of(points.getLast());
    }

    /** Returns the end of the warm-up, as far as it has come. */
    Duration measuredFrom() {
        return warmUp.isEmpty() ? Duration.ZERO : end(warmUp.getLast());
    }

    /** Returns when the last point ends. */
    Duration end() {
        List<Interval> last = last();
        return last.isEmpty() ? Duration.ZERO : end(last.getFirst());
    }

    private static Duration end(Interval interval) {
        return interval.start().plus(interval.length());
    }

    /** Returns all points as one, without times. */
    Interval total() {
        return total;
    }
}
