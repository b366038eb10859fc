package dev.perf.engine.internal.measure;

import java.time.Duration;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * What a metric came to in a part of a run.
 *
 * @param end when it ended, since the start of the run
 * @param seconds how long it was
 * @param value null where nothing was measured
 */
record Part(Duration end, double seconds, @Nullable MetricValue value) {

    /** Returns this part and {@code next}, which follows it, as one. */
    Part plus(Part next) {
        MetricValue sum =
                value == null || next.value == null ? value == null ? next.value : value : value.plus(next.value);
        return new Part(next.end, seconds + next.seconds, sum);
    }

    /** Returns what the metric came to in parts that follow one another; null where nothing was measured. */
    static @Nullable MetricValue sum(Collection<Part> parts) {
        Part all = parts.stream().reduce(Part::plus).orElse(null);
        return all == null ? null : all.total();
    }

    /** Returns what the metric came to; null where nothing was measured. */
    @Nullable
    MetricValue total() {
        // The time in which nothing was counted is time all the same.
        return value instanceof MetricValue.Counter counted ? new MetricValue.Counter(counted.count(), seconds) : value;
    }
}
