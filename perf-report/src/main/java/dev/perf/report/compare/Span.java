package dev.perf.report.compare;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * The part of two runs that is compared: from the end of each one's warm-up on, as long as both were under load.
 *
 * @param before where it begins in the baseline
 * @param after where it begins in the candidate
 * @param length its length
 */
record Span(Duration before, Duration after, Duration length) {

    /** By so much an interval of a run may be longer or shorter than it should be. */
    private static final Duration TOLERANCE = Duration.ofMillis(50);

    static Span of(StoredRun baseline, StoredRun candidate) {
        Duration left = underLoad(baseline);
        Duration right = underLoad(candidate);
        return new Span(
                baseline.facts().warmUp(), candidate.facts().warmUp(), left.compareTo(right) < 0 ? left : right);
    }

    /** Until the last interval ends or, where that is known, the load: what ends after it ends by itself. */
    private static Duration underLoad(StoredRun run) {
        Duration end = run.total().course().isEmpty()
                ? run.facts().warmUp()
                : run.total().course().getLast().end();
        Duration planned = run.facts().plannedEnd();
        Duration last = planned != null && planned.compareTo(end) < 0 ? planned : end;
        return last.minus(run.facts().warmUp());
    }

    /**
     * Returns how many blocks there may be: none is shorter than {@code least}, nor than the stretches in which the courses are
     * known usually are.
     */
    int mostBlocks(Series baseline, Series candidate, Duration least, int most) {
        List<Duration> lengths = Stream.concat(baseline.course().stream(), candidate.course().stream())
                .map(Stretch::length)
                .sorted()
                .toList();
        if (lengths.isEmpty() || length.isNegative()) {
            return 0;
        }
        Duration usual = lengths.get(lengths.size() / 2).minus(TOLERANCE);
        return (int) Math.min(most, length.plus(TOLERANCE).dividedBy(usual.compareTo(least) > 0 ? usual : least));
    }
}
