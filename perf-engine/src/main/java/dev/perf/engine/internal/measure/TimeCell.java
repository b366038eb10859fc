package dev.perf.engine.internal.measure;

import dev.perf.result.Distribution;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.jspecify.annotations.Nullable;

/**
 * Times of one series: an HdrHistogram of three significant digits, with exact sum, minimum and maximum beside it.
 *
 * <p>Users record into bare {@link BucketCounts}; the histogram is made when cells are added up. Zeros, which most
 * connection phases are, are only counted. Not thread-safe: a {@link Recorder} sees to it that one thread at a time
 * writes.
 */
final class TimeCell {

    private @Nullable BucketCounts recorded;
    private @Nullable Histogram added;
    private long recordedCount;
    private long zeros;
    private long sum;
    private long min = Long.MAX_VALUE;
    private long max;

    void record(long nanos) {
        if (nanos <= 0) {
            recordZeros(1);
            return;
        }
        if (recorded == null) {
            recorded = new BucketCounts();
        }
        recorded.add(nanos);
        recordedCount++;
        sum += nanos;
        min = Math.min(min, nanos);
        max = Math.max(max, nanos);
    }

    void recordZeros(long count) {
        if (count > 0) {
            zeros += count;
            min = 0;
        }
    }

    long count() {
        return zeros + recordedCount + (added == null ? 0 : added.getTotalCount());
    }

    void addTo(TimeCell total) {
        total.zeros += zeros;
        total.sum += sum;
        total.min = Math.min(total.min, min);
        total.max = Math.max(total.max, max);
        if (recorded != null && recordedCount > 0) {
            recorded.addTo(total.histogram());
        }
        if (added != null && added.getTotalCount() > 0) {
            total.histogram().add(added);
        }
    }

    private Histogram histogram() {
        if (added == null) {
            added = BucketCounts.newHistogram();
        }
        return added;
    }

    void reset() {
        if (recorded != null && recordedCount > 0) {
            recorded.reset();
        }
        if (added != null && added.getTotalCount() > 0) {
            added.reset();
        }
        recordedCount = 0;
        zeros = 0;
        sum = 0;
        min = Long.MAX_VALUE;
        max = 0;
    }

    Distribution distribution() {
        if (count() == 0) {
            return Distribution.EMPTY;
        }
        if (recordedCount > 0) {
            TimeCell total = new TimeCell();
            addTo(total);
            return total.distribution();
        }
        long[] values = new long[16];
        long[] counts = new long[16];
        int size = 0;
        if (zeros > 0) {
            counts[size++] = zeros;
        }
        if (added != null) {
            for (HistogramIterationValue bucket : added.recordedValues()) {
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
