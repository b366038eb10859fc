package dev.perf.engine.internal.measure;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gives each combination of metric, tags and phase a number, so that recording needs no look-up by name. The name of a
 * stage becomes a tag here, so nobody else has to know of it. Thread-safe.
 *
 * <p>Bounded: what the plan names has its own series, and so has what its thresholds ask for; of the combinations of
 * tags that lambda steps make up while the test runs, the first {@code most} of each metric have. Of those after them
 * the tag that has the most values becomes {@value #OTHER}, so no sample is lost and totals stay exact.
 */
public final class SeriesRegistry {

    /** The value of a tag under which all values beyond the limit are counted. */
    public static final String OTHER = "other";

    /** The tag that tells apart what agents measured. */
    public static final String AGENT = "agent";

    private record Key(Series.Kind kind, String metric, Tags tags, Phase phase) {

        // What a record makes of itself is linked when it is first used, which costs a small plan more than its
        // look-ups.

        @Override
        public int hashCode() {
            return 31 * (31 * (31 * kind.hashCode() + metric.hashCode()) + tags.hashCode()) + phase.hashCode();
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Key that
                    && kind == that.kind
                    && metric.equals(that.metric)
                    && tags.equals(that.tags)
                    && phase.equals(that.phase);
        }
    }

    private final ReentrantLock lock = new ReentrantLock(); // guards all that is below
    private final Map<Key, Series> byKey = new HashMap<>();
    private final List<Series> byId = new ArrayList<>();
    private final Map<String, Series> anyByMetric = new HashMap<>();
    private final Map<String, SeriesLimit> limits = new LinkedHashMap<>();
    private final Set<Tags> wanted = new HashSet<>();
    private final MetricBook metrics = new MetricBook();
    private final Map<Tags, TaggedSeries> tagged = new ConcurrentHashMap<>();
    private final int most;
    private boolean begun;

    /**
     * Creates a registry without series.
     *
     * @param most combinations of tags per metric that may be made up while the test runs
     */
    public SeriesRegistry(int most) {
        this.most = most;
    }

    /** Returns the metrics of the user's own. */
    public MetricBook metrics() {
        return metrics;
    }

    /**
     * Returns the series of users that carry tags of their own. As many combinations of these are remembered as there
     * may be series of a metric; what a further one leads to is looked up anew.
     */
    public TaggedSeries tagged(Tags tags) {
        TaggedSeries known = tagged.get(tags);
        if (known == null) {
            known = new TaggedSeries(this, tags);
            if (tagged.size() < most) {
                tagged.put(tags, known);
            }
        }
        return known;
    }

    /** Gives each of {@code tags} a series of its own wherever it comes up, however late. */
    public void keep(Map<String, String> tags) {
        lock.lock();
        try {
            tags.forEach((key, value) -> wanted.add(Tags.of(key, value)));
        } finally {
            lock.unlock();
        }
    }

    /** Says that the plan names a combination of tags; once the test has begun, that it does not. */
    public void expect(String metric, Tags tags) {
        lock.lock();
        try {
            if (!begun) {
                limit(metric).expect(tags);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The test begins: what is named from now on is made up by lambda steps. */
    void begin() {
        lock.lock();
        try {
            begun = true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns the series of the given metric, tags and phase; a new one the first time, and beyond the limit that of
     * other values.
     */
    public Series series(Series.Kind kind, String metric, Tags tags, Phase phase) {
        lock.lock();
        try {
            Series known = byKey.get(new Key(kind, metric, staged(tags, phase), phase));
            if (known != null) {
                return known;
            }
            if (phase == Phase.BY_AGENT) { // there are no more of them than of others, for each agent
                return add(kind, metric, tags, phase);
            }
            if (!begun) {
                limit(metric).expect(tags);
            }
            return add(kind, metric, staged(limit(metric).admit(tags), phase), phase);
        } finally {
            lock.unlock();
        }
    }

    private Series add(Series.Kind kind, String metric, Tags tags, Phase phase) {
        return byKey.computeIfAbsent(new Key(kind, metric, tags, phase), key -> {
            Series series = new Series(byId.size(), kind, metric, tags, phase);
            byId.add(series);
            anyByMetric.putIfAbsent(metric, series);
            return series;
        });
    }

    /** Returns a series of a metric, whichever; null where there is none. */
    @Nullable
    Series named(String metric) {
        lock.lock();
        try {
            return anyByMetric.get(metric);
        } finally {
            lock.unlock();
        }
    }

    /** Returns the series under which the samples of {@code series} are counted once more for an agent. */
    Series byAgent(Series series, String agent) {
        return series(series.kind(), series.metric(), series.tags().and(AGENT, agent), Phase.BY_AGENT);
    }

    private static Tags staged(Tags tags, Phase phase) {
        String stage = phase.stage();
        return stage == null ? tags : tags.and(Phase.TAG, stage);
    }

    private SeriesLimit limit(String metric) {
        return limits.computeIfAbsent(metric, name -> new SeriesLimit(name, most, wanted));
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

    /** Returns what is to be said of values that were counted together; nothing while each has its own series. */
    List<String> warnings() {
        List<String> excesses;
        lock.lock();
        try {
            excesses = limits.values().stream()
                    .flatMap(limit -> limit.excesses().stream())
                    .toList();
        } finally {
            lock.unlock();
        }
        return excesses.isEmpty()
                ? List.of()
                : List.of("Lambda steps made up more than " + most
                        + " combinations of tags of a metric, so further values were"
                        + " counted together under \"" + OTHER + "\": " + String.join("; ", excesses)
                        + ". Totals are exact; give what differs only by an id one name, or raise maxSeries.");
    }
}
