package dev.perf.report.internal.output.prometheus;

import dev.perf.result.Distribution;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.Arrays;

/**
 * All values of a series since the start, in both kinds of Prometheus' histograms: classic, with fixed bounds, and native,
 * whose buckets grow by 2^(1/32), or 2.2 %. Intervals are added as they come: to convert the whole at each scrape would take
 * a hundred times as long.
 *
 * @see <a href="https://prometheus.io/docs/specs/native_histograms/">Native histograms</a>
 */
final class CumulativeHistogram {

    /** Buckets per doubling, as a power of two. */
    private static final int SCHEMA = 5;

    private static final int PER_DOUBLING = 1 << SCHEMA;

    /** Index of the native bucket that ends at a nanosecond, or -9 of ten: nothing that is measured is below. */
    private static final int LOWEST = -31 * PER_DOUBLING;

    /** Index of the one that ends at 2^34 s, above what a long of nanoseconds holds. */
    private static final int HIGHEST = 34 * PER_DOUBLING;

    /** The highest value of each native bucket, in nanoseconds. */
    private static final double[] NATIVE_BOUNDS = nativeBounds();

    private static final double NANOS = 1e9;
    private static final double ZERO_THRESHOLD = Math.pow(2, -128);

    private final double[] bounds;
    private final double perUnit;
    private final long[] classic;
    private long[] nativeCounts = new long[0];
    private int nativeStart;
    private long zeros;
    private long count;
    private double sum;

    /**
     * Creates a histogram without values.
     *
     * @param bounds highest values of the classic buckets, ascending, without the last one, which is infinite; empty for
     *     no classic buckets
     * @param perUnit how many nanoseconds of a {@link Distribution} are one in the unit of the bounds
     */
    CumulativeHistogram(double[] bounds, double perUnit) {
        this.bounds = bounds.clone();
        this.perUnit = perUnit;
        this.classic = new long[bounds.length + 1];
    }

    private static double[] nativeBounds() {
        double[] all = new double[HIGHEST - LOWEST + 1];
        for (int i = 0; i < all.length; i++) {
            all[i] = Math.pow(2, (double) (LOWEST + i) / PER_DOUBLING) * NANOS;
        }
        return all;
    }

    /** Adds the values of an interval. Buckets of both kinds ascend, so one walk over them is enough. */
    void add(Distribution values) {
        int size = values.buckets();
        if (size == 0) {
            return;
        }
        double toSeconds = NANOS / perUnit; // the native bounds are in nanoseconds of a second
        int bound = 0;
        int index = first(values.bucketNanos(0) * toSeconds);
        reserve(index, first(values.bucketNanos(size - 1) * toSeconds));
        for (int i = 0; i < size; i++) {
            long value = values.bucketNanos(i);
            long number = values.bucketCount(i);
            while (bound < bounds.length && value > bounds[bound] * perUnit) {
                bound++;
            }
            classic[bound] += number;
            if (value <= 0) {
                zeros += number;
            } else {
                while (index < NATIVE_BOUNDS.length - 1 && value * toSeconds > NATIVE_BOUNDS[index]) {
                    index++;
                }
                nativeCounts[index - nativeStart] += number;
            }
        }
        count += values.count();
        sum += values.sumNanos() / perUnit;
    }

    /** Returns the position of the native bucket of a value, which holds what is above the bound before it. */
    private static int first(double nanos) {
        int found = Arrays.binarySearch(NATIVE_BOUNDS, nanos);
        return Math.min(found < 0 ? -found - 1 : found, NATIVE_BOUNDS.length - 1);
    }

    private void reserve(int from, int to) {
        int start = nativeCounts.length == 0 ? from : Math.min(from, nativeStart);
        int end = Math.max(to + 1, nativeStart + nativeCounts.length);
        if (nativeCounts.length == 0 || start < nativeStart || end > nativeStart + nativeCounts.length) {
            long[] more = new long[end - start];
            System.arraycopy(
                    nativeCounts, 0, more, nativeCounts.length == 0 ? 0 : nativeStart - start, nativeCounts.length);
            nativeCounts = more;
            nativeStart = start;
        }
    }

    /** Returns what there is by now. */
    HistogramDataPointSnapshot snapshot(Labels labels) {
        return new HistogramDataPointSnapshot(
                bounds.length == 0 ? ClassicHistogramBuckets.EMPTY : classicBuckets(),
                SCHEMA,
                zeros,
                ZERO_THRESHOLD,
                nativeBuckets(),
                NativeHistogramBuckets.EMPTY,
                sum,
                labels,
                Exemplars.EMPTY,
                0);
    }

    private ClassicHistogramBuckets classicBuckets() {
        double[] upper = Arrays.copyOf(bounds, bounds.length + 1);
        upper[bounds.length] = Double.POSITIVE_INFINITY;
        return ClassicHistogramBuckets.of(upper, classic.clone());
    }

    private NativeHistogramBuckets nativeBuckets() {
        int used = 0;
        for (long number : nativeCounts) {
            used += number > 0 ? 1 : 0;
        }
        int[] indexes = new int[used];
        long[] numbers = new long[used];
        int at = 0;
        for (int i = 0; i < nativeCounts.length; i++) {
            if (nativeCounts[i] > 0) {
                indexes[at] = LOWEST + nativeStart + i;
                numbers[at++] = nativeCounts[i];
            }
        }
        return NativeHistogramBuckets.of(indexes, numbers);
    }

    long count() {
        return count;
    }
}
