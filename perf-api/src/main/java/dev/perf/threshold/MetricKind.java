package dev.perf.threshold;

import static dev.perf.source.Given.given;
import static dev.perf.threshold.Aggregate.Statistic.COUNT;
import static dev.perf.threshold.Aggregate.Statistic.MAX;
import static dev.perf.threshold.Aggregate.Statistic.MEAN;
import static dev.perf.threshold.Aggregate.Statistic.MEDIAN;
import static dev.perf.threshold.Aggregate.Statistic.MIN;
import static dev.perf.threshold.Aggregate.Statistic.STANDARD_DEVIATION;
import static dev.perf.threshold.Aggregate.Statistic.VALUE;

import dev.perf.threshold.Aggregate.Statistic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The four kinds of metric, which are k6's, and the aggregates that each of them has. */
public enum MetricKind {
    /** A sum that grows: {@code count} and {@code rate}. */
    COUNTER("Counter", COUNT, Statistic.RATE),
    /** A value that comes and goes: {@code value}, {@code min}, {@code max} and {@code avg}. */
    GAUGE("Gauge", VALUE, MIN, MAX, MEAN),
    /** A share of samples that are true: {@code rate}, and how many are: {@code count}. */
    RATE("Rate", Statistic.RATE, COUNT),
    /**
     * A distribution: {@code p(N)}, {@code avg}, {@code med}, {@code min}, {@code max}, {@code stddev} and
     * {@code count}.
     */
    TREND("Trend", MEAN, MEDIAN, MIN, MAX, STANDARD_DEVIATION, COUNT);

    private final String label;
    private final List<Statistic> statistics;

    MetricKind(String label, Statistic... statistics) {
        this.label = label;
        this.statistics = List.of(statistics);
    }

    /**
     * Returns the kind of a metric that Perf records by itself.
     *
     * @param metric name of a metric
     * @return its kind, or {@code null} if the metric is not built in and so must be the user's
     */
    public static @Nullable MetricKind ofBuiltIn(String metric) {
        MetricFacts builtIn = BuiltInMetric.named(given(metric, "metric"));
        return builtIn == null ? null : builtIn.kind();
    }

    /**
     * Tells whether metrics of this kind have an aggregate.
     *
     * @param aggregate any aggregate
     * @return {@code true} if a threshold may use it
     */
    public boolean has(Aggregate aggregate) {
        return switch (aggregate) {
            case Aggregate.Percentile percentile -> this == TREND;
            case Statistic statistic -> statistics.contains(statistic);
        };
    }

    /** The name used in messages. */
    String label() {
        return label;
    }

    /** The aggregates in words, {@code count and rate}. */
    String aggregates() {
        List<String> texts = new ArrayList<>();
        if (this == TREND) {
            texts.add("p(N)");
        }
        statistics.forEach(statistic -> texts.add(statistic.text()));
        return Words.join(texts, "and");
    }
}
