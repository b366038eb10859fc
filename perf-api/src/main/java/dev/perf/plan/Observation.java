package dev.perf.plan;

import dev.perf.metric.Metric;
import java.util.ArrayList;
import java.util.List;

/**
 * What a test watches besides what Perf measures by itself.
 *
 * @param metrics metrics of the user's own that thresholds may name, though only plain Java takes their samples
 */
public record Observation(List<Metric> metrics) {

    /** Nothing. */
    public static final Observation NONE = new Observation(List.of());

    /** Copies the lists. */
    public Observation {
        metrics = List.copyOf(metrics);
    }

    /** Returns this observation with further metrics. */
    public Observation withMetrics(List<Metric> more) {
        var all = new ArrayList<>(metrics);
        all.addAll(more);
        return new Observation(all);
    }
}
