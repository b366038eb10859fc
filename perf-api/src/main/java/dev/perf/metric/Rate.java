package dev.perf.metric;

import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The share of samples that are true, from 0 to 1. Thresholds have its {@code rate}.
 *
 * @param name name of the metric
 * @param tags put on its samples
 * @param location where it was written
 */
public record Rate(String name, Map<String, String> tags, SourceLocation location) implements Metric {

    /** Copies the tags. */
    public Rate {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    @Override
    public Unit unit() {
        return Unit.NONE;
    }

    /** Counts a sample. */
    public void add(MetricRecorder user, boolean holds) {
        given(user, "user").record(this, holds ? 1 : 0);
    }

    @Override
    public Rate tag(String key, String value) {
        return new Rate(name, Metric.plus(tags, given(key, "key"), given(value, "value")), location);
    }
}
