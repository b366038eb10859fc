package dev.perf.engine.internal.benchmark;

import dev.perf.benchmark.BenchmarkPlan.ThreadKind;
import dev.perf.engine.internal.measure.HistogramBuckets;
import dev.perf.result.Distribution;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** Times of the batches of a thread. Not thread-safe. */
final class BatchTimes {

    private static final long LONGEST = TimeUnit.HOURS.toNanos(1);
    private static final int SIGNIFICANT_DIGITS = 3;

    private final Histogram histogram;
    private long min = Long.MAX_VALUE;
    private long max;
    private double sum;

    private BatchTimes(Histogram histogram) {
        this.histogram = histogram;
    }

    /** Where allocation is counted, the table has its full size from the start: it must not grow on the thread. */
    static BatchTimes on(ThreadKind kind) {
        return new BatchTimes(
                switch (kind) {
                    case PLATFORM -> new Histogram(1, LONGEST, SIGNIFICANT_DIGITS);
                    case VIRTUAL -> growing();
                });
    }

    private static Histogram growing() {
        Histogram histogram = new Histogram(SIGNIFICANT_DIGITS);
        histogram.setAutoResize(true);
        return histogram;
    }

    void record(long nanos) {
        histogram.recordValue(Math.min(nanos, LONGEST));
        min = Math.min(min, nanos);
        max = Math.max(max, nanos);
        sum += nanos;
    }

    void reset() {
        histogram.reset();
        min = Long.MAX_VALUE;
        max = 0;
        sum = 0;
    }

    Distribution distribution() {
        return HistogramBuckets.distribution(histogram, min, max, sum);
    }
}
