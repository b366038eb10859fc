package dev.perf.report.internal;

import dev.perf.result.Interval;
import dev.perf.result.RequestInterval;
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
        var merged = new ArrayList<RequestInterval>();
        int at = 0;
        int before = -1;
        for (RequestInterval stretch : course) {
            while (at + 1 < points.size() && points.get(at + 1).start().compareTo(stretch.start()) <= 0) {
                at++;
            }
            if (at == before) {
                merged.add(merged.removeLast().plus(stretch));
            } else {
                merged.add(stretch);
                before = at;
            }
        }
        return List.copyOf(merged);
    }
}
