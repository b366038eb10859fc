package dev.perf.engine.internal.measure;

import dev.perf.metric.Unit;
import dev.perf.result.MetricResult;
import dev.perf.threshold.Threshold;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The metrics that a result lists: each as a total, by the tag that tells its parts apart, and with the tags that
 * thresholds ask for.
 */
final class MetricSummary {

    /** The tag by which each metric is broken down; the others are listed as totals. */
    private static final Map<String, String> BREAKDOWN = Map.ofEntries(
            Map.entry("http_reqs", "name"),
            Map.entry("http_req_failed", "name"),
            Map.entry("http_req_duration", "name"),
            Map.entry("response_time", "name"),
            Map.entry("checks", "check"),
            Map.entry("group_duration", "group"),
            Map.entry("group_cumulated_duration", "group"),
            Map.entry("poll_duration", "group"),
            Map.entry("step_duration", "name"),
            Map.entry("step_failed", "name"),
            Map.entry("ws_connecting", "name"),
            Map.entry("ws_ping", "name"),
            Map.entry("ws_session_duration", "socket"),
            Map.entry("ws_sessions", "socket"),
            Map.entry("ws_msgs_sent", "socket"),
            Map.entry("ws_msgs_received", "socket"),
            Map.entry("ws_msgs_dropped", "socket"),
            Map.entry("sse_connecting", "name"),
            Map.entry("sse_first_event", "stream"),
            Map.entry("sse_session_duration", "stream"),
            Map.entry("sse_sessions", "stream"),
            Map.entry("sse_events_received", "stream"),
            Map.entry("sse_events_dropped", "stream"),
            Map.entry("iterations", "scenario"),
            Map.entry("iteration_duration", "scenario"),
            Map.entry("dropped_iterations", "scenario"),
            Map.entry("http_req_retries", "name"),
            Map.entry("http_req_cache_hits", "name"));

    /** Tags of every sample: a metric of the user's own is broken down by the others. */
    private static final Set<String> FIXED = Set.of("scenario", "group");

    private MetricSummary() {}

    static List<MetricResult> metrics(Cells total, List<Threshold> thresholds) {
        var results = new LinkedHashMap<String, MetricResult>();
        for (String name : total.metricNames()) {
            add(results, total, name, Map.of());
            String tag = BREAKDOWN.get(name);
            if (total.userMetrics().find(name) != null) {
                ownTags(total, name).forEach(own -> add(results, total, name, own));
            } else if (tag != null) {
                values(total, tag).forEach(value -> add(results, total, name, Map.of(tag, value)));
                values(total, Phase.TAG).forEach(value -> add(results, total, name, Map.of(Phase.TAG, value)));
            }
        }
        thresholds.forEach(threshold -> add(results, total, threshold.metric(), Sight.filter(threshold)));
        return List.copyOf(results.values());
    }

    /** Returns each tag that samples of a metric of the user's own carry because of the user. */
    private static Set<Map<String, String>> ownTags(Cells total, String name) {
        var tags = new LinkedHashSet<Map<String, String>>();
        for (Series series : total.measured()) {
            if (series.metric().equals(name)) {
                series.tags().without(FIXED).values().forEach((tag, value) -> tags.add(Map.of(tag, value)));
            }
        }
        return tags;
    }

    private static List<String> values(Cells total, String tag) {
        return total.measured().stream()
                .map(series -> series.tags().values().get(tag))
                .filter(value -> value != null)
                .distinct()
                .toList();
    }

    private static void add(Map<String, MetricResult> results, Cells total, String name, Map<String, String> filter) {
        MetricValue value = total.read(name, filter);
        if (value == null || (value.samples() == 0 && !filter.isEmpty())) {
            return;
        }
        MetricResult result = result(total.userMetrics(), name, filter, value);
        results.putIfAbsent(result.key(), result);
    }

    /** Returns what each series that has samples came to, and the users. */
    static List<MetricResult> series(Cells interval) {
        var results = new ArrayList<MetricResult>();
        for (String users : List.of("vus", "vus_max")) {
            MetricValue value = interval.read(users, Map.of());
            if (value != null) {
                results.add(result(interval.userMetrics(), users, Map.of(), value));
            }
        }
        for (Series series : interval.measured()) {
            Map<String, String> tags = series.tags().values();
            for (String name : Cells.metricNames(series)) {
                MetricValue value = interval.read(name, series);
                if (value != null && value.samples() > 0) {
                    MetricResult result = result(interval.userMetrics(), name, tags, value);
                    results.add(result);
                    tags = result.tags(); // copied for the first only
                }
            }
        }
        return results;
    }

    private static MetricResult result(MetricBook own, String name, Map<String, String> tags, MetricValue value) {
        return switch (value) {
            case MetricValue.Trend trend ->
                new MetricResult.Trend(name, tags, trend.distribution(), own.unitOf(name, Unit.MILLISECONDS));
            case MetricValue.Counter counter -> {
                double perSecond = counter.seconds() > 0 ? counter.count() / counter.seconds() : 0;
                yield own.find(name) == null
                        ? new MetricResult.Counter(name, tags, counter.count(), perSecond)
                        : new MetricResult.Counter(name, tags, counter.count(), perSecond, own.unitOf(name, Unit.NONE));
            }
            case MetricValue.Rate rate -> new MetricResult.Rate(name, tags, rate.passes(), rate.fails());
            case MetricValue.Gauge gauge ->
                new MetricResult.Gauge(
                        name, tags, gauge.value(), gauge.min(), gauge.max(), own.unitOf(name, Unit.NONE));
        };
    }
}
