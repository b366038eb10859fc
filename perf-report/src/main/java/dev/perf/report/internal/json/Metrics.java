package dev.perf.report.internal.json;

import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The metrics by key, sorted, so that the summaries of two runs can be laid side by side. */
final class Metrics {

    private Metrics() {}

    static void write(ObjectNode node, List<MetricResult> metrics) {
        metrics.stream()
                .sorted(Comparator.comparing(MetricResult::key))
                .forEach(metric -> metric(node.putObject(metric.key()), metric));
    }

    private static void metric(ObjectNode node, MetricResult metric) {
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

    /** Times in milliseconds; null where there are no samples, for 0 would be a time. */
    static void times(ObjectNode node, Distribution times) {
        node.put("count", times.count());
        time(node, "min", times, times.min());
        time(node, "avg", times, times.mean());
        time(node, "stddev", times, times.standardDeviation());
        time(node, "p50", times, times.p50());
        time(node, "p75", times, times.p75());
        time(node, "p90", times, times.p90());
        time(node, "p95", times, times.p95());
        time(node, "p99", times, times.p99());
        time(node, "p999", times, times.percentile(99.9));
        time(node, "max", times, times.max());
    }

    private static void time(ObjectNode node, String field, Distribution times, @Nullable Duration value) {
        Numbers.putMillis(node, field, times.isEmpty() ? null : value);
    }
}
