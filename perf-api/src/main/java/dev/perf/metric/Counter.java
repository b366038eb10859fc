package dev.perf.metric;

import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A sum that grows. Thresholds have its {@code count} and its {@code rate}, which is per second.
 *
 * @param name name of the metric
 * @param unit what is counted
 * @param tags put on its samples
 * @param location where it was written
 */
public record Counter(String name, Unit unit, Map<String, String> tags, SourceLocation location) implements Metric {

    /** Copies the tags. */
    public Counter {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /**
     * Adds to the sum.
     *
     * @param amount not negative, at most 2^53
     */
    public void add(MetricRecorder user, long amount) {
        given(user, "user").record(this, amount);
    }

    /** Adds one. */
    public void increment(MetricRecorder user) {
        add(user, 1);
    }

    @Override
    public Counter tag(String key, String value) {
        return new Counter(name, unit, Metric.plus(tags, given(key, "key"), given(value, "value")), location);
    }
}
