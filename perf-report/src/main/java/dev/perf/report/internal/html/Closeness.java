package dev.perf.report.internal.html;

import dev.perf.result.ThresholdResult;

/**
 * How much room a threshold had left, as a share of the room there was.
 *
 * <p>That room is the limit itself, except for a rate that must stay above a limit near 1: 99.9 % where 99 % are
 * demanded is far from failing, for nine in ten of the allowed failures did not happen.
 */
final class Closeness {

    private static final double CLOSE = 0.1;

    private Closeness() {}

    /** Returns 0 at the limit, negative beyond, and a very large number where there is no telling. */
    static double of(ThresholdResult threshold) {
        Double margin = threshold.margin();
        if (margin == null || !Double.isFinite(margin)) {
            return Double.MAX_VALUE;
        }
        Expression expression = Expression.read(threshold.expression());
        boolean highRate = expression != null
                && expression.aggregate().equals("rate")
                && !expression.upper()
                && threshold.limit() > 0.5
                && threshold.limit() < 1;
        double room = highRate ? 1 - threshold.limit() : Math.abs(threshold.limit());
        return room == 0 ? Double.MAX_VALUE : margin / room;
    }

    static boolean isClose(ThresholdResult threshold) {
        return of(threshold) < CLOSE;
    }
}
