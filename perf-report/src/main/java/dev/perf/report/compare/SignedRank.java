package dev.perf.report.compare;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Wilcoxon's signed-rank test of the differences between pairs (Individual Comparisons by Ranking Methods, Biometrics
 * Bulletin 1, 1945), with the estimate that belongs to it. It assumes no shape but that differences scatter evenly to both
 * sides of their middle, and single outliers do not decide it.
 *
 * @param estimate the middle of the differences by Hodges and Lehmann: the median of the means of all pairs of differences
 *     (Estimates of Location Based on Rank Tests, Annals of Mathematical Statistics 34, 1963)
 * @param low lower end of the interval of the estimate, which holds the differences that the test would not reject (Tukey;
 *     Hollander, Wolfe, Chicken: Nonparametric Statistical Methods, 3rd edition 2014, section 3.3)
 * @param high upper end of the interval
 * @param chance the two-sided p-value: how likely such ranks are where there is no difference. Exact, ties included: all
 *     ways to give the ranks signs are counted. Differences of zero are left out, as Wilcoxon did
 */
record SignedRank(double estimate, double low, double high, double chance) {

    /** With fewer, no interval of 95 % is finite. */
    static final int LEAST = 6;

    /**
     * Tests differences.
     *
     * @param differences at least {@value #LEAST}
     * @param level confidence of the interval, at most 0.95
     */
    static SignedRank of(double[] differences, double level) {
        if (differences.length < LEAST) {
            throw new IllegalArgumentException(
                    "at least " + LEAST + " differences are needed, got " + differences.length);
        }
        double[] averages = averages(differences);
        int rank = rankOfEnd(differences.length, (1 - level) / 2);
        return new SignedRank(
                median(averages), averages[rank - 1], averages[averages.length - rank], chance(differences));
    }

    /** Returns the median of sorted values. */
    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /** Walsh's averages, sorted: those of each difference with itself and with each of the others. */
    private static double[] averages(double[] differences) {
        int n = differences.length;
        return IntStream.range(0, n)
                .boxed()
                .flatMapToDouble(i -> IntStream.range(i, n).mapToDouble(j -> (differences[i] + differences[j]) / 2))
                .sorted()
                .toArray();
    }

    /** Returns the highest C for which the chance of a rank sum below C is at most {@code tail}, without ties. */
    private static int rankOfEnd(int n, double tail) {
        double[] chances = sums(IntStream.rangeClosed(1, n).toArray());
        double below = 0;
        int end = 0;
        while (below + chances[end] <= tail) {
            below += chances[end++];
        }
        return end;
    }

    private static double chance(double... differences) {
        double[] others = DoubleStream.of(differences)
                .filter(difference -> difference != 0)
                .toArray();
        int[] ranks = doubledRanks(others);
        int sum = 0;
        for (int i = 0; i < others.length; i++) {
            sum += others[i] > 0 ? ranks[i] : 0;
        }
        double[] chances = sums(ranks);
        int most = chances.length - 1;
        int distance = Math.abs(2 * sum - most);
        double chance = 0;
        for (int s = 0; s <= most; s++) {
            chance += Math.abs(2 * s - most) >= distance ? chances[s] : 0;
        }
        return Math.min(1, chance);
    }

    /** Twice the ranks of the sizes, so that the mean rank of a tie is a whole number too. */
    private static int[] doubledRanks(double... values) {
        double[] sizes = DoubleStream.of(values).map(Math::abs).toArray();
        return IntStream.range(0, sizes.length)
                .map(i -> {
                    int below = 0;
                    int equal = 0;
                    for (double size : sizes) {
                        below += size < sizes[i] ? 1 : 0;
                        equal += size == sizes[i] ? 1 : 0;
                    }
                    return 2 * below + equal + 1;
                })
                .toArray();
    }

    /** Returns how likely each sum of ranks is where each counts with a chance of one half. */
    private static double[] sums(int... ranks) {
        double[] chances = new double[Arrays.stream(ranks).sum() + 1];
        chances[0] = 1;
        for (int rank : ranks) {
            for (int sum = chances.length - 1; sum >= 0; sum--) {
                chances[sum] = (chances[sum] + (sum >= rank ? chances[sum - rank] : 0)) / 2;
            }
        }
        return chances;
    }
}
