package dev.perf.report.internal.output;

import dev.perf.result.MetricResult;

/** The numbers of a series, by the names that they have in {@code summary.json} too. */
public final class Values {

    private Values() {}

    /** Takes one number of a series. */
    @FunctionalInterface
    public interface Sink {

        /** Takes the number named {@code field}. */
        void put(String field, double value);
    }

    /** Tells all numbers of {@code metric}, which are finite; times in milliseconds. */
    public static void of(MetricResult metric, Sink sink) {
        switch (metric) {
            case MetricResult.Counter counter -> {
                sink.put("count", counter.count());
                sink.put("rate", counter.perSecond());
            }
            case MetricResult.Rate rate -> {
                sink.put("rate", rate.rate());
                sink.put("passes", rate.passes());
                sink.put("fails", rate.fails());
            }
            case MetricResult.Gauge gauge -> {
                sink.put("value", gauge.value());
                sink.put("min", gauge.min());
                sink.put("max", gauge.max());
            }
            case MetricResult.Trend trend -> trend(trend, sink);
        }
    }

    private static void trend(MetricResult.Trend trend, Sink sink) {
        sink.put("count", trend.distribution().count());
        sink.put("min", trend.min());
        sink.put("avg", trend.mean());
        sink.put("p50", trend.percentile(50));
        sink.put("p75", trend.percentile(75));
        sink.put("p90", trend.percentile(90));
        sink.put("p95", trend.percentile(95));
        sink.put("p99", trend.percentile(99));
        sink.put("p999", trend.percentile(99.9));
        sink.put("max", trend.max());
    }

    /** Returns the word for the kind of {@code metric}. */
    public static String typeOf(MetricResult metric) {
        return switch (metric) {
            case MetricResult.Trend ignored -> "trend";
            case MetricResult.Counter ignored -> "counter";
            case MetricResult.Rate ignored -> "rate";
            case MetricResult.Gauge ignored -> "gauge";
        };
    }
}
