package dev.perf.engine.internal.measure;

import dev.perf.result.Distribution;
import dev.perf.threshold.Aggregate;
import org.jspecify.annotations.Nullable;

/**
 * The times of many distributions, which can be asked for a percentile after each of them at a cost that does not grow with
 * their number. Not thread-safe.
 */
final class TimesSum {

    private final PagedCounts counts = new PagedCounts();
    private long zeros;
    private long min = Long.MAX_VALUE;
    private long max;
    private double sum;

    /** Adds all times of a distribution. */
    void add(Distribution times) {
        for (int i = 0; i < times.buckets(); i++) {
            long nanos = times.bucketNanos(i);
            if (nanos == 0) {
                zeros += times.bucketCount(i);
            } else {
                counts.add(BucketCounts.index(nanos), times.bucketCount(i));
            }
        }
        if (!times.isEmpty()) {
            min = Math.min(min, times.min().toNanos());
            max = Math.max(max, times.max().toNanos());
            sum += times.sumNanos();
        }
    }

    /** Returns how many times there are. */
    long count() {
        return zeros + counts.total();
    }

    /** Returns what {@link MetricValue.Trend} makes of them; null where there are none. */
    @Nullable
    Double aggregate(Aggregate aggregate) {
        if (count() == 0) {
            return null;
        }
        if (aggregate instanceof Aggregate.Percentile percentile) {
            return nanosAt(percentile.percent()) / 1e6;
        }
        if (aggregate == Aggregate.Statistic.MEDIAN) {
            return nanosAt(50) / 1e6;
        }
        Distribution asked = aggregate == Aggregate.Statistic.STANDARD_DEVIATION ? distribution() : summary();
        return new MetricValue.Trend(asked).aggregate(aggregate);
    }

    /** Returns a distribution with the same number, extremes and mean. */
    private Distribution summary() {
        return Distribution.of(new long[] {max}, new long[] {count()}, min, max, sum);
    }

    private long nanosAt(double percent) {
        long rank = Distribution.rank(percent, count());
        return rank <= zeros ? 0 : Math.min(counts.timeAt(rank - zeros), max);
    }

    Distribution distribution() {
        return count() == 0 ? Distribution.EMPTY : counts.distribution(zeros, min, max, sum);
    }
}
