package dev.perf.engine.internal.measure;

import dev.perf.result.Distribution;
import org.HdrHistogram.Histogram;

/** HdrHistogram's own counts, to compare ours with. */
final class Histograms {

    private Histograms() {}

    /** Makes an empty histogram of the layout of {@link BucketCounts}. */
    static Histogram ofThreeDigits() {
        Histogram histogram = new Histogram(
                BucketCounts.LOWEST_NANOS, 2 * BucketCounts.LOWEST_NANOS, BucketCounts.SIGNIFICANT_DIGITS);
        histogram.setAutoResize(true);
        return histogram;
    }

    /** Returns the buckets of {@code histogram}, with the extremes of any time. */
    static Distribution distribution(Histogram histogram) {
        return HistogramBuckets.distribution(histogram, 0, Long.MAX_VALUE, 0);
    }
}
