package dev.perf.report.internal.json;

import dev.perf.metric.Unit;
import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The metrics by key, sorted, so that the summaries of two runs can be laid side by side. */
final class Metrics {

    private static final Map<String, Double> PERCENTILES = percentiles();

    private Metrics() {}

    static void write(ObjectNode node, List<MetricResult> metrics) {
        metrics.stream()
                .sorted(Comparator.comparing(MetricResult::key))
                .forEach(metric -> metric(node.putObject(metric.key()), metric));
    }

    private static void metric(ObjectNode node, MetricResult metric) {
        values(node, metric);
        if (metric.unit() != Unit.NONE && !Threshold.builtInMetrics().contains(metric.name())) {
            node.put("unit", metric.unit().symbol());
        }
    }

    private static void values(ObjectNode node, MetricResult metric) {
        switch (metric) {
            case MetricResult.Trend trend -> {
                node.put("type", "trend");
                times(node, trend.distribution());
            }
            case MetricResult.Counter counter -> {
                node.put("type", "counter");
                node.put("count", counter.count());
                Numbers.put(node, "rate", counter.perSecond());
            }
            case MetricResult.Rate rate -> {
                node.put("type", "rate");
                Numbers.put(node, "rate", rate.rate());
                node.put("passes", rate.passes());
                node.put("fails", rate.fails());
            }
            case MetricResult.Gauge gauge -> {
                node.put("type", "gauge");
                Numbers.put(node, "value", gauge.value());
                Numbers.put(node, "min", gauge.min());
                Numbers.put(node, "max", gauge.max());
            }
        }
    }

    private static Map<String, Double> percentiles() {
        var percentiles = new LinkedHashMap<String, Double>();
        percentiles.put("p50", 50.0);
        percentiles.put("p75", 75.0);
        percentiles.put("p90", 90.0);
        percentiles.put("p95", 95.0);
        percentiles.put("p99", 99.0);
        percentiles.put("p999", 99.9);
        return percentiles;
    }

    /**
     * Times in milliseconds; null where there are no samples, for 0 would be a time. Percentiles that the samples do not
     * support are null too, and listed by name.
     */
    static void times(ObjectNode node, Distribution times) {
        node.put("count", times.count());
        time(node, "min", times, times.min());
        time(node, "avg", times, times.mean());
        time(node, "stddev", times, times.standardDeviation());
        PERCENTILES.forEach((name, percentile) ->
                time(node, name, times, times.supports(percentile) ? times.percentile(percentile) : null));
        time(node, "max", times, times.max());
        ArrayNode unsupported = node.putArray("unsupported");
        PERCENTILES.forEach((name, percentile) -> {
            if (!times.supports(percentile)) {
                unsupported.add(name);
            }
        });
    }

    private static void time(ObjectNode node, String field, Distribution times, @Nullable Duration value) {
        Numbers.putMillis(node, field, times.isEmpty() ? null : value);
    }
}
