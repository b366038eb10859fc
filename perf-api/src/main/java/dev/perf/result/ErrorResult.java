package dev.perf.result;

import java.time.Duration;
import java.util.List;

/**
 * Failures of one kind, with one message, of requests or steps of one name.
 *
 * <p>Messages of a kind and name that differ in nothing but numbers, ids and quoted values are one as soon as there are more
 * than five of them: {@code no user *}.
 *
 * @param kind a word from a bounded set: {@code status}, {@code check}, {@code timeout}, {@code connect_refused}, ...
 * @param request name of the request or step
 * @param message what happened, with values cut short
 * @param count how often
 * @param firstSeen when first, since the start of the load, the warm-up included
 * @param lastSeen when last, likewise
 * @param course how often over time, in order; stretches without such a failure are left out. Their bounds are among those
 *     of {@link RunResult#intervals}
 * @param samples up to five of these failures, in order: the first, one of the last second with any, and others by chance;
 *     of the whole run at most 200, rarer failures having fewer
 */
public record ErrorResult(
        String kind,
        String request,
        String message,
        long count,
        Duration firstSeen,
        Duration lastSeen,
        List<ErrorInterval> course,
        List<ErrorSample> samples) {

    /** Copies the lists. */
    public ErrorResult {
        course = List.copyOf(course);
        samples = List.copyOf(samples);
    }

    /** Creates a result without course and samples. */
    public ErrorResult(String kind, String request, String message, long count, Duration firstSeen, Duration lastSeen) {
        this(kind, request, message, count, firstSeen, lastSeen, List.of(), List.of());
    }

    /** Returns this result with samples. */
    public ErrorResult withSamples(List<ErrorSample> others) {
        return new ErrorResult(kind, request, message, count, firstSeen, lastSeen, course, others);
    }
}
