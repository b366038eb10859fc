package dev.perf.result;

import dev.perf.threshold.Aggregate;
import dev.perf.threshold.Comparison;
import dev.perf.threshold.InvalidThresholdException;
import dev.perf.threshold.MetricKind;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one threshold. Numbers are in the threshold's base unit: milliseconds, shares from 0 to 1, counts,
 * counts per second or bytes.
 *
 * @param expression the threshold as written
 * @param passed whether it held; without samples it did not
 * @param actual the value measured, of the worst window where it has windows; null without samples
 * @param limit the value compared with; NaN where it follows from a baseline that there was not
 * @param margin distance from the limit, positive on the good side; null without samples or limit
 * @param samples how many samples the value rests on
 * @param firstBreach when it was first seen not to hold, since the start of the load, the warm-up included; null where it
 *     always held
 * @param message one sentence with the numbers in their units, or the reason why there is no value
 * @param breachShare for what share of the time the limit was broken, from 0 to 1: of the windows where there are windows,
 *     of counts so far, else of each interval of the run by itself, so that it may be above 0 where the threshold held;
 *     null where nothing was judged over time
 * @param longestBreach the longest time without interruption in which it was broken
 * @param course what is judged over time, in order: as for {@code breachShare}; at most {@value #MOST_POINTS} points
 */
public record ThresholdResult(
        String expression,
        boolean passed,
        @Nullable Double actual,
        double limit,
        @Nullable Double margin,
        long samples,
        @Nullable Duration firstBreach,
        String message,
        @Nullable Double breachShare,
        Duration longestBreach,
        List<Point> course) {

    /** As many points tell the course of a value. Where there were more intervals, the worst of neighbours is kept. */
    public static final int MOST_POINTS = 100;

    /** Less of the room left than that is a warning. */
    private static final double CLOSE = 0.1;

    /** How things stand. */
    public enum State {
        /** It held. */
        PASSED,
        /** It held, but less than a tenth of the room is left, by {@link #relativeMargin()}. */
        WARNING,
        /** It did not hold. */
        FAILED,
        /** It did not hold, because there were no samples, or fewer than demanded. */
        NO_DATA,
        /** There was no baseline yet that its limit could follow from; it counts as held. */
        NOT_JUDGED
    }

    /**
     * The value at a time.
     *
     * @param at end of the interval, or of those of which it is the worst, since the start of the load
     * @param value in the threshold's base unit
     */
    public record Point(Duration at, double value) {}

    /** Copies the course. */
    public ThresholdResult {
        course = List.copyOf(course);
    }

    /** What came of a limit that was judged once, at the end. */
    public ThresholdResult(
            String expression,
            boolean passed,
            @Nullable Double actual,
            double limit,
            @Nullable Double margin,
            long samples,
            @Nullable Duration firstBreach,
            String message) {
        this(expression, passed, actual, limit, margin, samples, firstBreach, message, null, Duration.ZERO, List.of());
    }

    /** Missing samples come first, for they are most often a misspelt name; then what is furthest over its limit. */
    static final Comparator<ThresholdResult> WORST_FIRST = Comparator.comparing(ThresholdResult::passed)
            .thenComparing(threshold -> threshold.actual() != null)
            .thenComparingDouble(ThresholdResult::closeness);

    /** Returns how things stand. */
    public State state() {
        if (!passed) {
            return actual == null ? State.NO_DATA : State.FAILED;
        }
        if (margin == null) {
            return State.NOT_JUDGED;
        }
        return relativeMargin() < CLOSE ? State.WARNING : State.PASSED;
    }

    /**
     * Returns what part of the run was judged, in words.
     *
     * @return for example {@code whole run}, {@code stage "peak"} or {@code 30s to 2m, each 10s}
     */
    public String scope() {
        try {
            return Threshold.parse(expression).describeScope();
        } catch (InvalidThresholdException other) {
            return "whole run";
        }
    }

    /**
     * Returns the margin as a share of the room that the threshold gave: 1 where nothing of it was used, 0 at the limit,
     * negative beyond.
     *
     * <p>The room is the limit, except for a share that has to be more than one half, where it is what is left to 1: 99.9 %
     * where 99 % are demanded is 90 % away from failing, for nine in ten of the allowed failures did not happen.
     *
     * @return the share, or NaN where there are no samples, where the room is zero, and where a value equals the one that
     *     it has to equal
     */
    public double relativeMargin() {
        double room = room();
        return margin == null || room == 0 ? Double.NaN : margin / room;
    }

    private double room() {
        try {
            Threshold threshold = Threshold.parse(expression);
            if (threshold.comparison() == Comparison.EQUAL && passed) {
                return 0;
            }
            return isHighShare(threshold) ? 1 - limit : Math.abs(limit);
        } catch (InvalidThresholdException other) {
            return Math.abs(limit); // limits that are no thresholds by their text, such as those of a soak test
        }
    }

    private boolean isHighShare(Threshold threshold) {
        boolean bounded = threshold.comparison() == Comparison.ABOVE || threshold.comparison() == Comparison.AT_LEAST;
        if (!bounded || threshold.aggregate() != Aggregate.Statistic.RATE || limit <= 0.5 || limit >= 1) {
            return false;
        }
        threshold.requireKind(MetricKind.RATE); // or it is a number per second, whose room is its limit
        return true;
    }

    /** What has no room has none left where it does not hold, and can come no closer where it does. */
    private double closeness() {
        double relative = relativeMargin();
        return Double.isNaN(relative) ? passed ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY : relative;
    }
}
