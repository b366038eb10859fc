package dev.perf.report.compare;

import dev.perf.result.Distribution;
import java.time.Duration;
import java.util.List;

/**
 * What requests came to in a stretch of a run.
 *
 * @param start its beginning, since the start of the load, the warm-up included
 * @param length its length
 * @param count requests that ended in it, failed ones among them
 * @param failed requests that failed in it
 * @param times response times of the requests that ended in it
 */
record Stretch(Duration start, Duration length, long count, long failed, Distribution times) {

    /** Returns a stretch with all that is in its parts. */
    static Stretch sum(Duration start, Duration length, List<Stretch> parts) {
        return new Stretch(
                start,
                length,
                parts.stream().mapToLong(Stretch::count).sum(),
                parts.stream().mapToLong(Stretch::failed).sum(),
                Distribution.merge(parts.stream().map(Stretch::times).toList()));
    }

    Duration end() {
        return start.plus(length);
    }

    Duration middle() {
        return start.plus(length.dividedBy(2));
    }
}
