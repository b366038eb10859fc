package dev.perf.engine.internal.measure;

import dev.perf.metric.Counter;
import dev.perf.metric.Gauge;
import dev.perf.metric.Metric;
import dev.perf.metric.Rate;
import dev.perf.metric.Trend;
import dev.perf.metric.Unit;
import dev.perf.threshold.InvalidThresholdException;
import dev.perf.threshold.Threshold;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The metrics of the user's own that a run has come across: one name, one kind, one unit. Thread-safe. */
public final class MetricBook {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,99}");

    private final Map<String, Metric> byName = new ConcurrentHashMap<>();

    /** Enters a metric; returns why it cannot be one, or null where it can. */
    public @Nullable String enter(Metric metric) {
        String name = metric.name();
        if (!NAME.matcher(name).matches()) {
            return "\"" + name + "\" is no name of a metric; begin with a letter or _, and take letters, digits and _,"
                    + " 100 at most";
        }
        if (Threshold.builtInMetrics().contains(name)) {
            return "Perf measures a metric of this name itself; take another name";
        }
        Metric first = byName.putIfAbsent(name, metric);
        return first == null || described(first).equals(described(metric))
                ? null
                : "it is " + described(first) + " at " + first.location() + " and " + described(metric) + " at "
                        + metric.location() + "; give one of them another name";
    }

    private static String described(Metric metric) {
        String kind = switch (metric) {
            case Counter ignored -> "a Counter";
            case Gauge ignored -> "a Gauge";
            case Rate ignored -> "a Rate";
            case Trend ignored -> "a Trend";
        };
        return metric.unit() == Unit.NONE ? kind : kind + " in " + metric.unit().symbol();
    }

    /** Returns the metric of that name; null where there is none. */
    public @Nullable Metric find(String name) {
        return byName.get(name);
    }

    /** Returns the unit of the metric of that name, which may be one of Perf's own. */
    Unit unitOf(String name, Unit ofBuiltIn) {
        Metric metric = byName.get(name);
        return metric == null ? ofBuiltIn : metric.unit();
    }

    /**
     * Reads a threshold, which may be on a metric of the user's own.
     *
     * @param baseline what the baseline came to that its limit follows from; null where there is none
     * @throws InvalidThresholdException if it cannot be read, or asks of its metric what that does not have
     */
    public Threshold threshold(String expression, @Nullable Double baseline) {
        Threshold parsed = Threshold.parse(expression);
        Metric metric = find(parsed.metric());
        Threshold fitting = metric == null ? parsed : parsed.on(metric);
        Threshold compared = baseline == null ? fitting : fitting.against(baseline);
        return metric == null ? compared : compared.on(metric);
    }

    /** Returns the metrics entered so far, each under its name, in no order. */
    public Collection<Metric> entered() {
        return Collections.unmodifiableCollection(byName.values());
    }

    /** Returns the names of all metrics, Perf's own among them, in alphabetical order. */
    public SortedSet<String> names() {
        SortedSet<String> names = new TreeSet<>(Threshold.builtInMetrics());
        names.addAll(byName.keySet());
        return names;
    }
}
