package dev.perf.metric;

import static dev.perf.source.Given.given;

import dev.perf.source.SourceLocation;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A metric of the user's own: {@code static final Trend QUOTE_AGE = trend("quote_age", MILLISECONDS)}. The four kinds
 * are k6's, with k6's meanings.
 *
 * <p>A metric is an immutable value: it holds no samples, and may be kept as a constant and used by any number of tests.
 * Samples are taken in plain Java, {@code QUOTE_AGE.add(user, 12.5)}, or by steps. One name stands for one kind and one
 * unit.
 *
 * <p>Names hold letters, digits and {@code _}, begin with a letter or {@code _}, have at most 100 characters, and are not
 * those of metrics that Perf measures by itself; a test that uses another one is refused.
 */
public sealed interface Metric permits Counter, Gauge, Rate, Trend {

    /** Returns the name, which thresholds, {@code summary.json} and the report use. */
    String name();

    /** Returns what the values count. */
    Unit unit();

    /** Returns the tags that samples get besides scenario and group; empty unless set. */
    Map<String, String> tags();

    /** Returns where the metric was written. */
    SourceLocation location();

    /**
     * Returns this metric with a tag on its samples, which replaces one of the same name:
     * {@code QUOTE_AGE.tag("kind", "fast").add(user, 12.5)}. Each value of a tag makes a series of its own; beyond
     * {@link dev.perf.LoadTest#maxSeries} further ones are counted under {@code other}.
     *
     * @param value in steps it may hold templates; in plain Java it is taken as it is
     */
    Metric tag(String key, String value);

    /** Returns {@code tags} and one more. */
    static Map<String, String> plus(Map<String, String> tags, String key, String value) {
        var more = new LinkedHashMap<>(given(tags, "tags"));
        more.put(given(key, "key"), given(value, "value"));
        return Collections.unmodifiableMap(more);
    }
}
