package dev.perf.result;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What came of one threshold. Numbers are in the threshold's base unit: milliseconds, shares from 0 to 1, counts,
 * counts per second or bytes.
 *
 * @param expression the threshold as written
 * @param passed whether it held; without samples it did not
 * @param actual the value measured, of the worst window where it has windows; null without samples
 * @param limit the value compared with
 * @param margin distance from the limit, positive on the good side; null without samples
 * @param samples how many samples the value rests on
 * @param firstBreach when it was first seen not to hold, since the start of the load, the warm-up included; null where it
 *     always held
 * @param message one sentence with the numbers in their units, or the reason why there is no value
 */
public record ThresholdResult(
        String expression,
        boolean passed,
        @Nullable Double actual,
        double limit,
        @Nullable Double margin,
        long samples,
        @Nullable Duration firstBreach,
        String message) {

    /** Returns the margin as a share of the limit, or NaN where either is missing or zero. */
    public double relativeMargin() {
        return margin == null || limit == 0 ? Double.NaN : margin / Math.abs(limit);
    }
}
