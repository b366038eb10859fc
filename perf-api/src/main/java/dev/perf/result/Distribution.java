package dev.perf.result;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * How often which time was measured: an HdrHistogram's counts, without its empty buckets.
 *
 * <p>Immutable. Each bucket is named by the highest nanosecond value it stands for; buckets hold values that differ by
 * less than one part in 1,000. Distributions are merged by adding counts, so a percentile of merged distributions is
 * the percentile of all their values; percentiles themselves are never averaged. Minimum, maximum and mean are exact.
 */
public final class Distribution {

    /** The distribution of no values. */
    public static final Distribution EMPTY = new Distribution(new long[0], new long[0], 0, 0, 0, 0);

    private static final double EXPECTED_ABOVE = 5;

    private final long[] values;
    private final long[] counts;
    private final long count;
    private final long minNanos;
    private final long maxNanos;
    private final double sumNanos;

    /** Takes over the arrays; to be created of what is known to be right. */
    Distribution(long[] values, long[] counts, long count, long minNanos, long maxNanos, double sumNanos) {
        this.values = values;
        this.counts = counts;
        this.count = count;
        this.minNanos = minNanos;
        this.maxNanos = maxNanos;
        this.sumNanos = sumNanos;
    }

    private static long sum(long[] counts) {
        long sum = 0;
        for (long count : counts) {
            sum += count;
        }
        return sum;
    }

    /**
     * Returns a distribution of the given buckets.
     *
     * @param values highest value of each bucket in nanoseconds, ascending
     * @param counts number of values in each bucket, positive
     * @param minNanos lowest value
     * @param maxNanos highest value
     * @param sumNanos sum of all values
     * @throws IllegalArgumentException if the arrays differ in length, or the values do not ascend
     */
    public static Distribution of(long[] values, long[] counts, long minNanos, long maxNanos, double sumNanos) {
        if (values.length != counts.length) {
            throw new IllegalArgumentException(
                    "as many values as counts are needed, got " + values.length + " and " + counts.length);
        }
        for (int i = 1; i < values.length; i++) {
            if (values[i] <= values[i - 1]) {
                throw new IllegalArgumentException("values must ascend, got " + values[i] + " after " + values[i - 1]);
            }
        }
        return values.length == 0
                ? EMPTY
                : new Distribution(values.clone(), counts.clone(), sum(counts), minNanos, maxNanos, sumNanos);
    }

    /** Returns the distribution of the values of all {@code parts}. */
    public static Distribution merge(List<Distribution> parts) {
        // By halves: one after the other, the sum of the first ones would be copied for each that follows.
        int half = parts.size() / 2;
        return switch (parts.size()) {
            case 0 -> EMPTY;
            case 1 -> parts.getFirst();
            default -> merge(parts.subList(0, half)).plus(merge(parts.subList(half, parts.size())));
        };
    }

    /** Returns the distribution of the values of this one and of {@code other}. */
    public Distribution plus(Distribution other) {
        if (count == 0) {
            return other;
        }
        if (other.count == 0) {
            return this;
        }
        long[] mergedValues = new long[values.length + other.values.length];
        long[] mergedCounts = new long[mergedValues.length];
        int size = 0;
        for (int i = 0, j = 0; i < values.length || j < other.values.length; size++) {
            long mine = i < values.length ? values[i] : Long.MAX_VALUE;
            long theirs = j < other.values.length ? other.values[j] : Long.MAX_VALUE;
            mergedValues[size] = Math.min(mine, theirs);
            if (mine <= theirs) {
                mergedCounts[size] += counts[i++];
            }
            if (theirs <= mine) {
                mergedCounts[size] += other.counts[j++];
            }
        }
        return new Distribution(
                Arrays.copyOf(mergedValues, size),
                Arrays.copyOf(mergedCounts, size),
                count + other.count,
                Math.min(minNanos, other.minNanos),
                Math.max(maxNanos, other.maxNanos),
                sumNanos + other.sumNanos);
    }

    /** Returns how many values there are. */
    public long count() {
        return count;
    }

    /** Tells whether there is no value. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** Returns the lowest value; zero where there is none. */
    public Duration min() {
        return Duration.ofNanos(minNanos);
    }

    /** Returns the highest value; zero where there is none. */
    public Duration max() {
        return Duration.ofNanos(maxNanos);
    }

    /** Returns the arithmetic mean; zero where there is no value. */
    public Duration mean() {
        return Duration.ofNanos(Math.round(meanNanos()));
    }

    /** Returns the sum of all values in nanoseconds. */
    public double sumNanos() {
        return sumNanos;
    }

    /** Returns the standard deviation of all values, to the width of a bucket; zero where there is no value. */
    public Duration standardDeviation() {
        if (count == 0) {
            return Duration.ZERO;
        }
        double mean = meanNanos();
        double squares = 0;
        for (int i = 0; i < values.length; i++) {
            double distance = Math.min(values[i], maxNanos) - mean;
            squares += counts[i] * distance * distance;
        }
        return Duration.ofNanos(Math.round(Math.sqrt(squares / count)));
    }

    /**
     * Returns the lowest value that at least {@code percentile} percent of all values do not exceed, to the width of a
     * bucket, rounded up; zero where there is no value.
     *
     * @param percentile in (0, 100]
     * @throws IllegalArgumentException if {@code percentile} is outside that range
     */
    public Duration percentile(double percentile) {
        return Duration.ofNanos(percentileNanos(percentile));
    }

    /**
     * Tells whether there are enough values to say something about a percentile: at least five are expected above it,
     * that is {@code count * (1 - percentile / 100) >= 5}. So p50 takes 10 values, p95 100, p99 500 and p99.9 5,000.
     *
     * <p>Of fewer values, a percentile is hardly more than the luck of one or two of the slowest. With five expected above,
     * the highest value lies below the true percentile in {@code (percentile / 100)^count}, about {@code exp(-5)} or
     * 0.7&nbsp;% of all runs; it is also the least expected count of Cochran's rule (Some Methods for Strengthening the
     * Common Chi-Squared Tests, Biometrics 10, 1954), below which such counts are not to be judged. The 100th percentile
     * is the maximum, which one value bears out.
     *
     * @param percentile in (0, 100]
     * @throws IllegalArgumentException if {@code percentile} is outside that range
     */
    public boolean supports(double percentile) {
        return count >= samplesNeeded(percentile);
    }

    /**
     * Returns how many values it takes to {@linkplain #supports support} a percentile.
     *
     * @param percentile in (0, 100]
     * @throws IllegalArgumentException if {@code percentile} is outside that range
     */
    public static long samplesNeeded(double percentile) {
        requirePercentile(percentile);
        // The tolerance takes back what binary fractions add: 100 - 99.9 is a little less than 0.1.
        return percentile == 100 ? 1 : (long) Math.ceil(EXPECTED_ABOVE * 100 / (100 - percentile) * (1 - 1e-9));
    }

    /**
     * Returns which of so many values a percentile is, in the order of their size: {@code percentile / 100 * count},
     * rounded up, as HdrHistogram has it.
     *
     * @param percentile in (0, 100]
     * @param count how many values there are
     * @return from 1, the lowest value, to {@code count}
     * @throws IllegalArgumentException if {@code percentile} is outside that range
     */
    public static long rank(double percentile, long count) {
        requirePercentile(percentile);
        // Less what binary fractions add to it.
        return Math.max(1, (long) Math.ceil(Math.nextDown(percentile) / 100 * count));
    }

    /** Returns the median. */
    public Duration p50() {
        return percentile(50);
    }

    /** Returns the 90th percentile. */
    public Duration p90() {
        return percentile(90);
    }

    /** Returns the 75th percentile. */
    public Duration p75() {
        return percentile(75);
    }

    /** Returns the 95th percentile. */
    public Duration p95() {
        return percentile(95);
    }

    /** Returns the 99th percentile. */
    public Duration p99() {
        return percentile(99);
    }

    /** Returns how many values are not above {@code limit}, to the width of a bucket. */
    public long countUpTo(Duration limit) {
        long nanos = limit.toNanos();
        long below = 0;
        for (int i = 0; i < values.length && values[i] <= nanos; i++) {
            below += counts[i];
        }
        return below;
    }

    /** Returns the number of buckets, all of which hold values. */
    public int buckets() {
        return values.length;
    }

    /** Returns the highest value, in nanoseconds, that bucket {@code index} stands for; buckets ascend. */
    public long bucketNanos(int index) {
        return values[index];
    }

    /** Returns how many values bucket {@code index} holds. */
    public long bucketCount(int index) {
        return counts[index];
    }

    private double meanNanos() {
        return count == 0 ? 0 : sumNanos / count;
    }

    private static void requirePercentile(double percentile) {
        if (!(percentile > 0 && percentile <= 100)) {
            throw new IllegalArgumentException("percentile must be in (0, 100], got " + percentile);
        }
    }

    private long percentileNanos(double percentile) {
        long rank = rank(percentile, count);
        long seen = 0;
        for (int i = 0; i < values.length; i++) {
            seen += counts[i];
            if (seen >= rank) {
                return Math.min(values[i], maxNanos);
            }
        }
        return maxNanos;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Distribution that
                && Arrays.equals(values, that.values)
                && Arrays.equals(counts, that.counts)
                && minNanos == that.minNanos
                && maxNanos == that.maxNanos
                && sumNanos == that.sumNanos;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values) * 31 + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return count == 0
                ? "no values"
                : count + " values, p50 " + p50() + ", p95 " + p95() + ", p99 " + p99() + ", max " + max();
    }
}
