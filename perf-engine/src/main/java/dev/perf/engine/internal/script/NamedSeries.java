package dev.perf.engine.internal.script;

import dev.perf.engine.internal.measure.Series;
import dev.perf.engine.internal.measure.SeriesRegistry;
import dev.perf.engine.internal.measure.Tags;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The series of a metric by a name that lambda steps give while the test runs. Names beyond those that have series of
 * their own are looked up each time anew. Thread-safe.
 */
final class NamedSeries {

    private final SeriesRegistry registry;
    private final Series.Kind kind;
    private final String metric;
    private final Tags tags;
    private final String key;
    private final Map<String, SeriesByPhase> byName = new ConcurrentHashMap<>();

    /** @param key the tag whose value is the name */
    NamedSeries(SeriesRegistry registry, Series.Kind kind, String metric, Tags tags, String key) {
        this.registry = registry;
        this.kind = kind;
        this.metric = metric;
        this.tags = tags;
        this.key = key;
    }

    SeriesByPhase of(String name) {
        SeriesByPhase known = byName.get(name);
        if (known != null) {
            return known;
        }
        Tags named = tags.and(key, name);
        SeriesByPhase made = new SeriesByPhase(registry, kind, metric, named);
        if (made.carries(named)) {
            byName.put(name, made);
        }
        return made;
    }
}
