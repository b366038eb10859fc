package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.Distribution;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * What a metric came to in a sliding window. Times that enter are added to the counts, and those that leave are taken away,
 * so that a step costs the same whatever the length of the window. Belongs to one thread.
 */
final class SlidingSum {

    /** Forgives intervals that are a little shorter than a second. */
    private static final double FULL = 0.999;

    private final double windowSeconds;
    private final Deque<Part> parts = new ArrayDeque<>();
    private double seconds;

    /** Counts of all times in the window; its extremes and its sum are those of more. */
    private Distribution times = Distribution.EMPTY;

    /**
     * Creates a window in which nothing is.
     *
     * @param windowSeconds its length; 0 for the latest part alone
     */
    SlidingSum(double windowSeconds) {
        this.windowSeconds = windowSeconds;
    }

    /** Adds what follows, and forgets what is not in the window any more. */
    void add(Part part) {
        parts.addLast(part);
        seconds += part.seconds();
        if (part.value() instanceof MetricValue.Trend trend) {
            times = times.plus(trend.distribution());
        }
        while (parts.size() > 1 && seconds - parts.getFirst().seconds() >= windowSeconds * FULL) {
            Part gone = parts.removeFirst();
            seconds -= gone.seconds();
            if (gone.value() instanceof MetricValue.Trend trend) {
                times = without(trend.distribution());
            }
        }
    }

    /** Tells whether as much is known as the window is long. */
    boolean isFull() {
        return seconds >= windowSeconds * FULL;
    }

    /** Returns what the metric came to in the window; null where nothing was measured. */
    @Nullable
    MetricValue total() {
        return times.isEmpty() ? Part.sum(parts) : new MetricValue.Trend(exact());
    }

    private Distribution without(Distribution gone) {
        long[] values = new long[times.buckets()];
        long[] counts = new long[times.buckets()];
        int size = 0;
        for (int i = 0, j = 0; i < times.buckets(); i++) {
            long count = times.bucketCount(i);
            if (j < gone.buckets() && gone.bucketNanos(j) == times.bucketNanos(i)) {
                count -= gone.bucketCount(j++);
            }
            if (count > 0) {
                values[size] = times.bucketNanos(i);
                counts[size++] = count;
            }
        }
        return Distribution.of(
                Arrays.copyOf(values, size),
                Arrays.copyOf(counts, size),
                times.min().toNanos(),
                times.max().toNanos(),
                times.sumNanos());
    }

    /** Extremes cannot be taken away, so they are looked up, and sums of many steps are not exact. */
    private Distribution exact() {
        Duration min = null;
        Duration max = Duration.ZERO;
        double sum = 0;
        for (Part part : parts) {
            if (part.value() instanceof MetricValue.Trend trend && trend.samples() > 0) {
                Distribution one = trend.distribution();
                min = min == null || one.min().compareTo(min) < 0 ? one.min() : min;
                max = one.max().compareTo(max) > 0 ? one.max() : max;
                sum += one.sumNanos();
            }
        }
        long[] values = new long[times.buckets()];
        long[] counts = new long[times.buckets()];
        for (int i = 0; i < values.length; i++) {
            values[i] = times.bucketNanos(i);
            counts[i] = times.bucketCount(i);
        }
        return Distribution.of(values, counts, min == null ? 0 : min.toNanos(), max.toNanos(), sum);
    }

    void write(ByteOutput out) {
        out.list(parts, PartCodec::write);
        out.real(seconds);
    }

    /** Becomes what was written. */
    void read(ByteInput in) {
        parts.addAll(in.list(PartCodec::read));
        seconds = in.real();
        times = Distribution.merge(parts.stream()
                .map(Part::value)
                .filter(MetricValue.Trend.class::isInstance)
                .map(value -> ((MetricValue.Trend) value).distribution())
                .toList());
    }
}
