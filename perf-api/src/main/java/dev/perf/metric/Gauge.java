package dev.perf.metric;

import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A level that comes and goes: its last value, by time over all users, and the lowest and highest one. Thresholds have
 * {@code value}, {@code min} and {@code max}.
 *
 * @param name name of the metric
 * @param unit what the level counts
 * @param tags put on its samples
 * @param location where it was written
 */
public record Gauge(String name, Unit unit, Map<String, String> tags, SourceLocation location) implements Metric {

    /** Copies the tags. */
    public Gauge {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /**
     * Sets the level.
     *
     * @param level any finite number
     */
    public void set(MetricRecorder user, double level) {
        given(user, "user").record(this, level);
    }

    @Override
    public Gauge tag(String key, String value) {
        return new Gauge(name, unit, Metric.plus(tags, given(key, "key"), given(value, "value")), location);
    }
}
