package dev.perf.metric;

import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A distribution of values. Thresholds have {@code p(N)}, {@code avg}, {@code med}, {@code min}, {@code max},
 * {@code stddev} and {@code count}.
 *
 * <p>Values are kept in an HdrHistogram with three significant digits, those below 1 to 0.0005; minimum, maximum and mean
 * are exact to a millionth.
 *
 * @param name name of the metric
 * @param unit what the values count
 * @param tags put on its samples
 * @param location where it was written
 */
public record Trend(String name, Unit unit, Map<String, String> tags, SourceLocation location) implements Metric {

    /** Copies the tags. */
    public Trend {
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /** The highest value that a sample may have. */
    public static final double MAX_VALUE = 1e12;

    /**
     * Takes a sample.
     *
     * @param value in the unit of the metric, from 0 to {@link #MAX_VALUE}
     */
    public void add(MetricRecorder user, double value) {
        given(user, "user").record(this, value);
    }

    /**
     * Takes a time as a sample of a metric in {@link Unit#MILLISECONDS}.
     *
     * @param time not negative
     * @throws IllegalArgumentException if the metric has another unit
     */
    public void add(MetricRecorder user, Duration time) {
        given(user, "user");
        given(time, "time");
        if (unit != Unit.MILLISECONDS) {
            throw new IllegalArgumentException("metric \"" + name + "\" has no unit of time; declare it with"
                    + " trend(\"" + name + "\", MILLISECONDS)");
        }
        user.record(this, time.toNanos() / 1e6);
    }

    @Override
    public Trend tag(String key, String value) {
        return new Trend(name, unit, Metric.plus(tags, given(key, "key"), given(value, "value")), location);
    }
}
