package dev.perf.engine.internal.measure;

import dev.perf.result.Distribution;
import java.util.Arrays;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;

/** Turns a histogram into the value that results are made of. */
public final class HistogramBuckets {

    private HistogramBuckets() {}

    /**
     * Returns the distribution of the values of a histogram.
     *
     * @param min lowest of all values
     * @param max highest
     * @param sum their sum
     */
    public static Distribution distribution(Histogram histogram, long min, long max, double sum) {
        long[] values = new long[16];
        long[] counts = new long[16];
        int size = 0;
        for (HistogramIterationValue bucket : histogram.recordedValues()) {
            if (size == values.length) {
                values = Arrays.copyOf(values, size * 2);
                counts = Arrays.copyOf(counts, size * 2);
            }
            values[size] = bucket.getValueIteratedTo();
            counts[size++] = bucket.getCountAtValueIteratedTo();
        }
        return Distribution.of(Arrays.copyOf(values, size), Arrays.copyOf(counts, size), min, max, sum);
    }
}
