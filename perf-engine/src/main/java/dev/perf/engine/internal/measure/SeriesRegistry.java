package dev.perf.engine.internal.measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Gives each combination of metric, tags and phase a number, so that recording needs no look-up by name. The name of a
 * stage becomes a tag here, so nobody else has to know of it. Thread-safe.
 */
public final class SeriesRegistry {

    private record Key(Series.Kind kind, String metric, Tags tags, Phase phase) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, Series> byKey = new HashMap<>();
    private final List<Series> byId = new ArrayList<>();

    /** Returns the series of the given metric, tags and phase; a new one the first time. */
    public Series series(Series.Kind kind, String metric, Tags tags, Phase phase) {
        String stage = phase.stage();
        Tags all = stage == null ? tags : tags.and(Phase.TAG, stage);
        lock.lock();
        try {
            return byKey.computeIfAbsent(new Key(kind, metric, all, phase), key -> {
                Series series = new Series(byId.size(), kind, metric, all, phase);
                byId.add(series);
                return series;
            });
        } finally {
            lock.unlock();
        }
    }

    /** Returns all series so far, by id. */
    public List<Series> all() {
        lock.lock();
        try {
            return List.copyOf(byId);
        } finally {
            lock.unlock();
        }
    }
}
