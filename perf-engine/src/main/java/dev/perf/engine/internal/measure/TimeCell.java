package dev.perf.engine.internal.measure;

import dev.perf.result.Distribution;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

/**
 * Times of one series: an HdrHistogram of three significant digits, with exact sum, minimum and maximum beside it.
 *
 * <p>Zeros, which most connection phases are, are only counted. Not thread-safe: a {@link Recorder} sees to it that one
 * thread at a time writes.
 */
final class TimeCell {

    /** Times are told apart from 1 µs on; the histogram grows with the longest time seen. */
    private static final long LOWEST_NANOS = 1_000;

    private @Nullable Histogram histogram;
    private long zeros;
    private long sum;
    private long min = Long.MAX_VALUE;
    private long max;

    void record(long nanos) {
        if (nanos <= 0) {
            zeros++;
            min = 0;
            return;
        }
        if (histogram == null) {
            histogram = new Histogram(LOWEST_NANOS, 2 * LOWEST_NANOS, 3);
            histogram.setAutoResize(true);
        }
        histogram.recordValue(nanos);
        sum += nanos;
        min = Math.min(min, nanos);
        max = Math.max(max, nanos);
    }

    long count() {
        return zeros + (histogram == null ? 0 : histogram.getTotalCount());
    }

    void addTo(TimeCell total) {
        total.zeros += zeros;
        total.sum += sum;
        total.min = Math.min(total.min, min);
        total.max = Math.max(total.max, max);
        if (histogram != null && histogram.getTotalCount() > 0) {
            if (total.histogram == null) {
                total.histogram = new Histogram(LOWEST_NANOS, 2 * LOWEST_NANOS, 3);
                total.histogram.setAutoResize(true);
            }
            total.histogram.add(histogram);
        }
    }

    void reset() {
        if (histogram != null && histogram.getTotalCount() > 0) {
            histogram.reset();
        }
        zeros = 0;
        sum = 0;
        min = Long.MAX_VALUE;
        max = 0;
    }

    Distribution distribution() {
        if (count() == 0) {
            return Distribution.EMPTY;
        }
        long[] values = new long[16];
        long[] counts = new long[16];
        int size = 0;
        if (zeros > 0) {
            counts[size++] = zeros;
        }
        if (histogram != null) {
            for (HistogramIterationValue bucket : histogram.recordedValues()) {
                if (size == values.length) {
                    values = Arrays.copyOf(values, size * 2);
                    counts = Arrays.copyOf(counts, size * 2);
                }
                values[size] = bucket.getValueIteratedTo();
                counts[size++] = bucket.getCountAtValueIteratedTo();
            }
        }
        return Distribution.of(Arrays.copyOf(values, size), Arrays.copyOf(counts, size), min, max, sum);
    }
}
