package dev.perf.engine.internal.benchmark;

import java.util.Arrays;

/**
 * Whether values that follow each other rise or fall.
 *
 * @param score Kendall's S divided by its standard deviation; negative where the values fall. Beyond 2.58 chance brings it
 *     in one of a hundred cases
 * @param change mean of the second half divided by that of the first, less 1: -0.1 where it is 10 % lower
 */
record Trend(double score, double change) {

    /** Returns whether the values moved by more than chance, and by enough to matter. */
    boolean isClear() {
        return Math.abs(score) > CLEAR_SCORE && Math.abs(change) > CLEAR_CHANGE;
    }

    private static final double CLEAR_SCORE = 2.576;
    private static final double CLEAR_CHANGE = 0.01;

    /**
     * Returns the trend by the test of Mann (Nonparametric Tests Against Trend, Econometrica 13, 1945) and Kendall, with
     * the normal approximation and its correction for continuity.
     */
    static Trend of(double[] values) {
        int count = values.length;
        int rises = 0;
        for (int i = 0; i < count; i++) {
            for (int j = i + 1; j < count; j++) {
                rises += Double.compare(values[j], values[i]);
            }
        }
        double deviation = Math.sqrt(count * (count - 1.0) * (2.0 * count + 5) / 18);
        double score = rises == 0 ? 0 : (rises - Integer.signum(rises)) / deviation;
        int half = count / 2;
        return count < 2
                ? new Trend(0, 0)
                : new Trend(score, mean(values, count - half, count) / mean(values, 0, half) - 1);
    }

    private static double mean(double[] values, int from, int to) {
        return Arrays.stream(values, from, to).sum() / (to - from);
    }
}
