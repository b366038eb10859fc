package dev.perf.report.internal;

import dev.perf.result.Interval;
import dev.perf.result.RequestInterval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The course of the requests of one name, in the stretches that the run as a whole is shown in. */
public final class RequestTimeline {

    /** So many stretches show a course as well as a comparison needs it, of 50 requests in a file of few megabytes. */
    private static final int MOST_STRETCHES = 120;

    private RequestTimeline() {}

    /** Returns {@code course} in at most 120 stretches, whose bounds are among those that the run as a whole is shown in. */
    public static List<RequestInterval> coarse(List<RequestInterval> course, List<Interval> intervals) {
        return of(course, Timeline.of(Timeline.of(intervals), MOST_STRETCHES));
    }

    /**
     * Returns {@code course} with all that begins in the same one of {@code points} merged, histograms and all. Where the
     * course is coarser than the points, it stays so. Stretches without requests stay left out.
     *
     * @param points those of {@link Timeline#of}
     */
    public static List<RequestInterval> of(List<RequestInterval> course, List<Interval> points) {
        return grouped(course, points).stream().map(RequestInterval::merge).toList();
    }

    /** Returns what begins in the same one of {@code points} together; none of the groups is empty. */
    public static List<List<RequestInterval>> grouped(List<RequestInterval> course, List<Interval> points) {
        var groups = new ArrayList<List<RequestInterval>>();
        int at = 0;
        int from = 0;
        for (int i = 0; i < course.size(); i++) {
            int before = at;
            Duration start = course.get(i).start();
            while (at + 1 < points.size() && points.get(at + 1).start().compareTo(start) <= 0) {
                at++;
            }
            if (at != before && i > from) {
                groups.add(course.subList(from, i));
                from = i;
            }
        }
        if (from < course.size()) {
            groups.add(course.subList(from, course.size()));
        }
        return groups;
    }
}
