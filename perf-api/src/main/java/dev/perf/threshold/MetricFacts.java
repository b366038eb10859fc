package dev.perf.threshold;

import static dev.perf.threshold.MetricKind.COUNTER;
import static dev.perf.threshold.MetricKind.GAUGE;
import static dev.perf.threshold.MetricKind.RATE;
import static dev.perf.threshold.MetricKind.TREND;

import dev.perf.metric.Counter;
import dev.perf.metric.Gauge;
import dev.perf.metric.Metric;
import dev.perf.metric.Rate;
import dev.perf.metric.Trend;

/**
 * What is known of a metric before a run.
 *
 * @param kind kind of the metric
 * @param samples what one sample counts
 */
record MetricFacts(MetricKind kind, Quantity samples) {

    /** Returns what a metric of the user's own says of itself. */
    static MetricFacts of(Metric metric) {
        Quantity quantity = switch (metric.unit()) {
            case NONE -> Quantity.NUMBER;
            case MILLISECONDS -> Quantity.TIME;
            case BYTES -> Quantity.SIZE;
        };
        return switch (metric) {
            case Counter ignored -> new MetricFacts(COUNTER, quantity);
            case Gauge ignored -> new MetricFacts(GAUGE, quantity);
            case Rate ignored -> new MetricFacts(RATE, Quantity.RATIO);
            case Trend ignored -> new MetricFacts(TREND, quantity);
        };
    }

    /** What an aggregate of this metric counts; meaningful for the aggregates that the kind has. */
    Quantity quantityOf(Aggregate aggregate) {
        return switch (kind) {
            case COUNTER -> aggregate == Aggregate.Statistic.RATE ? perSecond() : samples;
            case TREND, RATE -> aggregate == Aggregate.Statistic.COUNT ? Quantity.NUMBER : samples;
            case GAUGE -> samples;
        };
    }

    /** Whatever is counted besides data is events: a sum of milliseconds per second is a number per second. */
    private Quantity perSecond() {
        return samples == Quantity.SIZE ? Quantity.DATA_RATE : Quantity.FREQUENCY;
    }
}
