package dev.perf.report.internal;

import dev.perf.result.Interval;
import java.util.ArrayList;
import java.util.List;

/**
 * The intervals of a run, few enough to draw: neighbours are merged, histograms and all, so that every point is exact
 * for its stretch of time and no peak is lost.
 */
public final class Timeline {

    /** More points than this are not told apart on a page. */
    public static final int MOST_POINTS = 1000;

    private Timeline() {}

    /** Returns the intervals, merged to at most {@link #MOST_POINTS}. */
    public static List<Interval> of(List<Interval> intervals) {
        return of(intervals, MOST_POINTS);
    }

    /**
     * Returns the intervals, merged to at most {@code mostPoints}. Each begins where one of {@link #of(List)} does if those are
     * given.
     */
    public static List<Interval> of(List<Interval> intervals, int mostPoints) {
        List<Interval> whole = withoutStub(intervals);
        int width = Math.max(1, Math.ceilDiv(whole.size(), mostPoints));
        if (width == 1) {
            return whole;
        }
        var merged = new ArrayList<Interval>();
        for (int from = 0; from < whole.size(); from += width) {
            List<Interval> group = whole.subList(from, Math.min(from + width, whole.size()));
            merged.add(group.stream().reduce(Timeline::join).orElseThrow());
        }
        return List.copyOf(merged);
    }

    /** Of the users, who are counted at the end of an interval, the most stand for both. */
    private static Interval join(Interval left, Interval right) {
        return left.plus(right).withUsers(Math.max(left.users(), right.users()));
    }

    /** A last interval of a few milliseconds turns one request into hundreds per second; its neighbour takes it in. */
    private static List<Interval> withoutStub(List<Interval> intervals) {
        if (intervals.size() < 2) {
            return intervals;
        }
        Interval last = intervals.getLast();
        Interval before = intervals.get(intervals.size() - 2);
        if (last.length().multipliedBy(2).compareTo(before.length()) >= 0) {
            return intervals;
        }
        var whole = new ArrayList<>(intervals.subList(0, intervals.size() - 2));
        whole.add(join(before, last));
        return List.copyOf(whole);
    }
}
