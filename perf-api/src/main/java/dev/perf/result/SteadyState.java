package dev.perf.result;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * Whether a run came to a steady state, and whether it stayed there: the end of its warm-up, and the drift of its
 * response times after that. Computed from the intervals of a result; nothing is left out of the other numbers because
 * of it.
 *
 * <p>The warm-up is found by MSER-5 on the mean response time per interval (White, An Effective Truncation Heuristic for
 * Bias Reduction in Simulation Output, Simulation 69, 1997; batches of five after White, Cobb and Spratt, 2000): of all
 * points at which the series could be cut, the one that leaves the smallest standard error of the mean. If that lies in
 * the second half, there is no steady state to be found. The drift is judged by the Mann-Kendall test on the medians
 * of the batches after the warm-up, two-sided, and measured by Sen's slope, neither of which minds outliers. Batches,
 * because neighbouring intervals depend on each other.
 *
 * @param from when the warm-up ended, since the start of the load; null where no steady state was found
 * @param drift how the median response time changed from then on, or over the whole run where no steady state was found;
 *     null where there are too few batches to tell
 */
public record SteadyState(@Nullable Duration from, @Nullable Drift drift) {

    /** Below this probability of chance a trend counts as drift. */
    private static final double SIGNIFICANT = 0.01;

    private static final int BATCH = 5;
    private static final int LEAST_BATCHES = 6;

    /** How many intervals must have responses for a steady state to be looked for. */
    public static final int LEAST_INTERVALS = LEAST_BATCHES * BATCH;

    /**
     * A trend.
     *
     * @param millisPerMinute Sen's slope: the median of the slopes between all pairs of batches
     * @param chance the two-sided p-value of the Mann-Kendall test: how likely a steady series would show such a trend
     */
    public record Drift(double millisPerMinute, double chance) {

        /** Tells whether the trend is more than chance, at one percent. */
        public boolean isSignificant() {
            return chance < SIGNIFICANT;
        }

        /**
         * Returns Sen's slope: the median of the slopes between all pairs of points, which single outliers do not decide
         * (Sen, Estimates of the Regression Coefficient Based on Kendall's Tau, JASA 63, 1968).
         *
         * @param x at least two values, all different
         * @param y as many
         * @return how much y rises where x rises by one
         */
        public static double senSlope(double[] x, double[] y) {
            int n = x.length;
            double[] slopes = new double[n * (n - 1) / 2];
            int next = 0;
            for (int i = 0; i < n; i++) {
                for (int j = i + 1; j < n; j++) {
                    slopes[next++] = (y[j] - y[i]) / (x[j] - x[i]);
                }
            }
            Arrays.sort(slopes);
            int middle = slopes.length / 2;
            return slopes.length % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2;
        }
    }

    private record Batch(double startSeconds, double middleMinutes, double mean, double median) {}

    /**
     * Looks for a steady state.
     *
     * @param intervals the run over time, of a {@link RunResult}
     * @return what was found; nothing where fewer than {@value #LEAST_INTERVALS} intervals have responses
     */
    public static SteadyState of(List<Interval> intervals) {
        List<Batch> batches = batches(intervals);
        if (batches.size() < LEAST_BATCHES) {
            return new SteadyState(null, null);
        }
        int cut = cut(batches.stream().mapToDouble(Batch::mean).toArray());
        if (cut > batches.size() / 2) {
            return new SteadyState(null, drift(batches));
        }
        List<Batch> steady = batches.subList(cut, batches.size());
        double start = cut == 0
                ? intervals.getFirst().start().toNanos() / 1e9
                : steady.getFirst().startSeconds();
        return new SteadyState(Duration.ofNanos(Math.round(start * 1e9)), drift(steady));
    }

    /** Tells in words what was found: {@code steady from 12 s on, and the median rises by 3.00 ms/min (p = 0.004)}. */
    public String describe() {
        String text = start(from);
        if (drift == null || !drift.isSignificant()) {
            return text;
        }
        double slope = drift.millisPerMinute();
        return String.format(
                Locale.ROOT,
                "%s, and the median %s by %.3g ms/min (p %s)",
                text,
                slope > 0 ? "rises" : "falls",
                Math.abs(slope),
                drift.chance() < 0.001 ? "< 0.001" : String.format(Locale.ROOT, "= %.3f", drift.chance()));
    }

    private static String start(@Nullable Duration from) {
        if (from == null) {
            return "no steady state found";
        }
        return from.isZero() ? "steady from the start" : "steady from " + from.toSeconds() + " s on";
    }

    private static List<Batch> batches(List<Interval> intervals) {
        List<Interval> measured = intervals.stream()
                .filter(interval -> !interval.responseTime().isEmpty())
                .toList();
        var batches = new ArrayList<Batch>();
        for (int i = 0; i + BATCH <= measured.size(); i += BATCH) {
            List<Interval> members = measured.subList(i, i + BATCH);
            double start = members.getFirst().start().toNanos() / 1e9;
            double end =
                    members.getLast().start().plus(members.getLast().length()).toNanos() / 1e9;
            batches.add(new Batch(
                    start,
                    (start + end) / 2 / 60,
                    average(members, interval -> millis(interval.responseTime().mean())),
                    millis(Distribution.merge(
                                    members.stream().map(Interval::responseTime).toList())
                            .p50())));
        }
        return batches;
    }

    private static double average(List<Interval> members, ToDoubleFunction<Interval> value) {
        return members.stream().mapToDouble(value).average().orElse(0);
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    /** MSER: the cut {@code d} that makes {@code sum((x - mean)^2) / (n - d)^2} of what follows it least. */
    static int cut(double... values) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        double mean = 0;
        double squares = 0; // of the distances from the mean, by Welford's update
        for (int d = values.length - 1; d >= 0; d--) {
            int left = values.length - d;
            double distance = values[d] - mean;
            mean += distance / left;
            squares += distance * (values[d] - mean);
            double error = squares / ((double) left * left);
            // The last few leave too little to compute a spread from.
            if (left >= BATCH && error <= least) {
                least = error;
                best = d;
            }
        }
        return best;
    }

    private static @Nullable Drift drift(List<Batch> batches) {
        if (batches.size() < LEAST_BATCHES) {
            return null;
        }
        double[] times = batches.stream().mapToDouble(Batch::middleMinutes).toArray();
        double[] values = batches.stream().mapToDouble(Batch::median).toArray();
        return new Drift(Drift.senSlope(times, values), chance(values));
    }

    /**
     * The two-sided p-value of Mann (1945) and Kendall (1975), by the normal approximation with continuity correction and
     * the variance for ties, as in Gilbert, Statistical Methods for Environmental Pollution Monitoring (1987), 16.4.
     */
    static double chance(double... values) {
        int n = values.length;
        long s = 0;
        for (int i = 0; i < n; i++) {
            for (int j = i + 1; j < n; j++) {
                s += Long.signum(Double.compare(values[j], values[i]));
            }
        }
        double variance = (n * (n - 1.0) * (2.0 * n + 5) - ties(values)) / 18;
        double z = s == 0 || variance <= 0 ? 0 : (Math.abs(s) - 1) / Math.sqrt(variance);
        return z == 0 ? 1 : 2 * upperTail(z);
    }

    private static double ties(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        double sum = 0;
        for (int i = 0; i < sorted.length; ) {
            int end = i;
            while (end < sorted.length && Double.compare(sorted[end], sorted[i]) == 0) {
                end++;
            }
            double t = end - i;
            sum += t * (t - 1) * (2 * t + 5);
            i = end;
        }
        return sum;
    }

    /** The normal distribution's upper tail for z of at least 0, to 7.5e-8: Abramowitz and Stegun, 26.2.17. */
    private static double upperTail(double z) {
        double t = 1 / (1 + 0.2316419 * z);
        double polynomial =
                t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        return Math.exp(-z * z / 2) / Math.sqrt(2 * Math.PI) * polynomial;
    }
}
