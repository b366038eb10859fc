package dev.perf.engine.internal.measure;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The series that samples are counted in while their user carries tags of its own. Thread-safe.
 */
public final class TaggedSeries {

    private final SeriesRegistry registry;
    private final Tags tags;
    private final Map<Integer, Series> byId = new ConcurrentHashMap<>();

    TaggedSeries(SeriesRegistry registry, Tags tags) {
        this.registry = registry;
        this.tags = tags;
    }

    /** Returns the series with the tags of {@code series} and those of the user, which win. */
    public Series of(Series series) {
        Series known = byId.get(series.id());
        if (known == null) {
            known = registry.series(
                    series.kind(), series.metric(), series.tags().and(tags.values()), series.phase());
            byId.put(series.id(), known);
        }
        return known;
    }

    /** Returns the series of a user that carries one tag more. */
    public TaggedSeries and(String key, String value) {
        return registry.tagged(tags.and(key, value));
    }
}
