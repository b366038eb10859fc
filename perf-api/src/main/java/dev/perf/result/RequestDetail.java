package dev.perf.result;

import java.util.List;

/**
 * What is known in detail of the requests of one name.
 *
 * @param course the requests over time, in order; a stretch in which none ended is left out. Stretches that are next to
 *     each other in a long run are merged, counts and histograms added, so there are at most 1,200. Their bounds are among
 *     those of {@link RunResult#intervals}
 * @param phases what their time was spent on
 * @param slowest the slowest request of each interval, of these the ten slowest, slowest first
 */
public record RequestDetail(List<RequestInterval> course, RequestPhases phases, List<SlowRequest> slowest) {

    /** Nothing is known. */
    public static final RequestDetail NONE = new RequestDetail(List.of(), RequestPhases.NONE, List.of());

    /** Copies the lists. */
    public RequestDetail {
        course = List.copyOf(course);
        slowest = List.copyOf(slowest);
    }
}
