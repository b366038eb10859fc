package dev.perf.report.internal.html;

import dev.perf.report.internal.RequestTimeline;
import dev.perf.report.internal.Timeline;
import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.RequestInterval;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The run in steps that the page holds histograms of, exact for each. A stretch of the run that is looked at closer is made
 * of whole steps. No stretch of a request's course reaches over the end of a step, and the longer the run and the more there
 * is to hold, the longer the steps are.
 *
 * @param warmUp steps of the warm-up
 * @param measured steps after it
 * @param shortened whether steps are longer than the points of the charts, for the page would have become too large
 */
record Steps(List<Interval> warmUp, List<Interval> measured, boolean shortened) {

    /** How much of the page histograms may take, in bytes. */
    static final double MOST_BYTES = 2.2e6;

    /** What they take, packed and in base64, as measured: a histogram for itself, and each of its filled buckets. */
    private static final double BYTES_PER_HISTOGRAM = 27;

    private static final double BYTES_PER_BUCKET = 1.5;

    private static final int FEWEST = 30;

    /** Copies the lists. */
    Steps {
        warmUp = List.copyOf(warmUp);
        measured = List.copyOf(measured);
    }

    static Steps of(RunResult result) {
        return of(result, MOST_BYTES);
    }

    static Steps of(RunResult result, double mostBytes) {
        List<Interval> whole = alignedTo(result);
        int points = Timeline.of(result.intervals()).size();
        for (int most = Timeline.MOST_POINTS; ; most /= 2) {
            List<Interval> measured = Timeline.of(whole, most);
            if (most <= FEWEST || fits(measured, result.requests(), mostBytes)) {
                return new Steps(Timeline.of(result.warmUp(), most), measured, measured.size() < points);
            }
        }
    }

    /** Returns how long most steps are. */
    Duration length() {
        return measured.stream().map(Interval::length).max(Duration::compareTo).orElse(Duration.ZERO);
    }

    /** Returns the course of a request in these steps. */
    List<RequestInterval> course(RequestResult request) {
        return RequestTimeline.of(request.detail().course(), measured);
    }

    /** Joins intervals that a stretch of some course lies across. */
    private static List<Interval> alignedTo(RunResult result) {
        var inside = new TreeSet<Duration>();
        var bounds = new TreeSet<Duration>();
        result.intervals().forEach(interval -> bounds.add(interval.start()));
        for (RequestResult request : result.requests()) {
            for (RequestInterval stretch : request.detail().course()) {
                inside.addAll(
                        bounds.subSet(stretch.start(), false, stretch.start().plus(stretch.length()), false));
            }
        }
        var joined = new ArrayList<Interval>();
        for (Interval interval : result.intervals()) {
            if (inside.contains(interval.start()) && !joined.isEmpty()) {
                joined.add(joined.removeLast().plus(interval));
            } else {
                joined.add(interval);
            }
        }
        return joined;
    }

    /** It takes long to look at all requests, and most numbers of steps that are too large are so by far. */
    private static boolean fits(List<Interval> steps, List<RequestResult> requests, double mostBytes) {
        double bytes = 0;
        for (Interval step : steps) {
            bytes += bytes(step.responseTime()) + bytes(step.serviceTime());
        }
        for (int i = 0; i < requests.size() && bytes <= mostBytes; i++) {
            for (List<RequestInterval> step :
                    RequestTimeline.grouped(requests.get(i).detail().course(), steps)) {
                bytes += bytes(step, RequestInterval::responseTime) + bytes(step, RequestInterval::serviceTime);
            }
        }
        return bytes <= mostBytes;
    }

    /** There is no need to pack what is only counted. */
    private static double bytes(List<RequestInterval> step, Function<RequestInterval, Distribution> times) {
        return bytes(Distribution.merge(step.stream().map(times).toList()));
    }

    private static double bytes(Distribution times) {
        return BYTES_PER_HISTOGRAM + BYTES_PER_BUCKET * times.buckets();
    }
}
