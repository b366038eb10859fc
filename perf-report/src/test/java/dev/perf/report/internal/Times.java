package dev.perf.report.internal;

import dev.perf.result.Distribution;
import java.util.Map;
import java.util.TreeMap;

/** Collects times as the engine would: in buckets of three significant digits. */
public final class Times {

    private final Map<Long, Long> buckets = new TreeMap<>();
    private long min = Long.MAX_VALUE;
    private long max;
    private double sum;

    /** Adds a time. */
    public Times add(double millis) {
        long nanos = Math.max(1, Math.round(millis * 1e6));
        long width = Math.max(1, Long.highestOneBit(nanos) >> 10);
        buckets.merge(nanos / width * width + width - 1, 1L, Long::sum);
        min = Math.min(min, nanos);
        max = Math.max(max, nanos);
        sum += nanos;
        return this;
    }

    /** Returns the distribution of {@code millis}. */
    public static Distribution of(double... millis) {
        var times = new Times();
        for (double each : millis) {
            times.add(each);
        }
        return times.distribution();
    }

    /** Returns what was collected. */
    public Distribution distribution() {
        return buckets.isEmpty()
                ? Distribution.EMPTY
                : Distribution.of(
                        buckets.keySet().stream().mapToLong(Long::longValue).toArray(),
                        buckets.values().stream().mapToLong(Long::longValue).toArray(),
                        min,
                        max,
                        sum);
    }
}
