package dev.perf.report.compare;

import dev.perf.benchmark.ConfidenceInterval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Compares the requests of one name, or all, block by block.
 *
 * <p>Both runs follow the same plan, so what differs along it, a ramp or a burst, is in both blocks of a pair and cancels.
 * A block has the requests that its metric takes: 10 for a p50, 40 for a p95, 200 for a p99. How many blocks there are
 * follows from the numbers of requests alone, never from what they came to.
 */
final class SeriesComparison {

    static final int LEAST_BLOCKS = 10;
    private static final int MOST_BLOCKS = 30;
    private static final Duration LEAST_BLOCK = Duration.ofSeconds(1);
    private static final double LEVEL = 0.95;

    /** Of the blocks, so many must have enough requests; there may be more and shorter ones otherwise. */
    private static final double ENOUGH = 0.9;

    /** The median size of normal values, in standard deviations. */
    private static final double MEDIAN_SIZE = 0.6745;

    private final Span span;
    private final @Nullable String request;
    private final Series before;
    private final Series after;

    /** Compares those of one name, or all where it is null. */
    SeriesComparison(Span span, @Nullable String request, Series before, Series after) {
        this.span = span;
        this.request = request;
        this.before = before;
        this.after = after;
    }

    /** Returns the change of a metric, not yet judged. */
    Change of(Metric metric, Stretch wholeBefore, Stretch wholeAfter) {
        double first = metric.of(wholeBefore);
        double second = metric.of(wholeAfter);
        List<double[]> pairs = pairs(metric);
        if (pairs.size() < LEAST_BLOCKS) {
            return change(metric, first, second, null, 0, pairs.size(), 1);
        }
        double[] differences =
                pairs.stream().mapToDouble(pair -> pair[1] - pair[0]).toArray();
        SignedRank test = SignedRank.of(differences, LEVEL);
        double scatter = Math.hypot(scatter(pairs, 0), scatter(pairs, 1)) / Math.sqrt(pairs.size());
        boolean ratios = metric.isLogarithmic();
        return change(
                metric,
                first,
                second,
                new ConfidenceInterval(
                        ratios ? first * Math.expm1(test.estimate()) : test.estimate(),
                        ratios ? first * Math.expm1(test.low()) : test.low(),
                        ratios ? first * Math.expm1(test.high()) : test.high(),
                        LEVEL),
                ratios ? first * Math.expm1(scatter) : scatter,
                pairs.size(),
                test.chance());
    }

    private Change change(
            Metric metric,
            double first,
            double second,
            @Nullable ConfidenceInterval typical,
            double noise,
            int blocks,
            double chance) {
        return new Change(
                metric,
                request,
                first,
                second,
                typical,
                noise,
                blocks,
                before.whole().count(),
                after.whole().count(),
                chance,
                1,
                Judgement.TOO_FEW);
    }

    /** The values of both blocks of each pair, or their logarithms. */
    private List<double[]> pairs(Metric metric) {
        int blocks = blocks(metric.samplesNeeded());
        var pairs = new ArrayList<double[]>();
        if (blocks == 0) {
            return pairs;
        }
        List<Stretch> left = before.blocks(span.before(), span.length(), blocks);
        List<Stretch> right = after.blocks(span.after(), span.length(), blocks);
        for (int i = 0; i < blocks; i++) {
            if (Math.min(left.get(i).count(), right.get(i).count()) >= metric.samplesNeeded()) {
                double first = metric.of(left.get(i));
                double second = metric.of(right.get(i));
                pairs.add(
                        metric.isLogarithmic()
                                ? new double[] {Math.log(first), Math.log(second)}
                                : new double[] {first, second});
            }
        }
        return pairs;
    }

    /** As many blocks as possible of which nearly all have enough requests; else those of which the most have. */
    private int blocks(long samples) {
        int best = 0;
        int mostUsable = 0;
        for (int blocks = span.mostBlocks(before, after, LEAST_BLOCK, MOST_BLOCKS); blocks > 0; blocks--) {
            long[] left = before.counts(span.before(), span.length(), blocks);
            long[] right = after.counts(span.after(), span.length(), blocks);
            int usable = (int) IntStream.range(0, blocks)
                    .filter(i -> Math.min(left[i], right[i]) >= samples)
                    .count();
            if (usable >= LEAST_BLOCKS && usable >= ENOUGH * blocks) {
                return blocks;
            }
            if (usable > mostUsable) {
                mostUsable = usable;
                best = blocks;
            }
        }
        return best;
    }

    /** The spread of one run's values, without what changes slowly along the run. */
    private static double scatter(List<double[]> pairs, int run) {
        double[] steps = IntStream.range(1, pairs.size())
                .mapToDouble(i -> Math.abs(pairs.get(i)[run] - pairs.get(i - 1)[run]))
                .toArray();
        Arrays.sort(steps);
        return SignedRank.median(steps) / (MEDIAN_SIZE * Math.sqrt(2));
    }
}
