package dev.perf.report.internal.output.statsd;

import dev.perf.output.OutputRun;
import dev.perf.report.internal.output.Batch;
import dev.perf.report.internal.output.Encoder;
import dev.perf.report.internal.output.Requests;
import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.MetricResult;
import dev.perf.result.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What of an interval becomes counters and levels. The samples are in histograms by then, so their percentiles are sent as
 * levels, and no packet per request. What the warm-up measures is left out, but for its users.
 */
final class StatsdLines implements Encoder {

    private static final Map<String, String> NONE = Map.of();

    private final StatsdSettings settings;
    private final Map<String, String> common;

    StatsdLines(OutputRun run, StatsdSettings settings) {
        this.settings = settings;
        this.common = new LinkedHashMap<>(Map.of("test", run.test()));
    }

    @Override
    public List<Batch> interval(Instant at, Snapshot snapshot) {
        var lines = new Datagrams(settings.prefix(), settings.tagged(), common);
        Interval interval = snapshot.interval();
        lines.level("users", NONE, interval.users());
        lines.level("offered", NONE, snapshot.offeredPerSecond());
        snapshot.agents().forEach(agent -> agent(lines, agent));
        if (snapshot.detail() != null && !snapshot.phase().equals("warm-up")) {
            lines.count("iterations.started", NONE, interval.started());
            lines.count("iterations.finished", NONE, interval.ended());
            lines.count("iterations.dropped", NONE, interval.dropped());
            requests(lines, Requests.of(snapshot.detail().metrics()));
            snapshot.detail().metrics().stream()
                    .filter(metric ->
                            !Requests.cover(metric.name()) && !metric.name().startsWith("vus"))
                    .forEach(metric -> metric(lines, metric));
        }
        return lines.batches();
    }

    private static void agent(Datagrams lines, Snapshot.Agent agent) {
        Map<String, String> tags = Map.of("agent", agent.name());
        lines.level("agent.up", tags, agent.state() == Snapshot.Agent.State.LOST ? 0 : 1);
        lines.level("agent.users", tags, agent.users());
        lines.level("agent.rate", tags, agent.requestsPerSecond());
        lines.level("agent.failed_rate", tags, agent.failedPerSecond());
        lines.level("agent.lag", tags, agent.lag().toNanos() / 1e6);
        Duration p95 = agent.p95();
        if (p95 != null) {
            lines.level("agent.response_time.p95", tags, p95.toNanos() / 1e6);
        }
    }

    private static void requests(Datagrams lines, Requests requests) {
        requests.rows().forEach((key, row) -> {
            var tags = new LinkedHashMap<String, String>();
            tags.put("scenario", key.scenario());
            tags.put("group", key.group());
            tags.put("request", key.request());
            tags.put("outcome", key.outcome());
            lines.count("requests", tags, row.count());
            lines.count("bytes_sent", tags, row.sent());
            lines.count("bytes_received", tags, row.received());
            times(lines, "response_time", tags, row.response());
        });
        requests.failures().forEach((failure, count) -> {
            var tags = new LinkedHashMap<String, String>();
            tags.put("scenario", failure.scenario());
            tags.put("request", failure.request());
            tags.put("kind", failure.kind());
            lines.count("errors", tags, count);
        });
    }

    private static void metric(Datagrams lines, MetricResult metric) {
        switch (metric) {
            case MetricResult.Counter counter -> lines.count(metric.name(), metric.tags(), counter.count());
            case MetricResult.Gauge gauge -> lines.level(metric.name(), metric.tags(), gauge.value());
            case MetricResult.Rate rate -> {
                lines.count(metric.name() + ".passes", metric.tags(), rate.passes());
                lines.count(metric.name() + ".fails", metric.tags(), rate.fails());
            }
            case MetricResult.Trend trend -> times(lines, metric.name(), metric.tags(), trend.distribution());
        }
    }

    /** Times in milliseconds; of metrics that are no times, as many units. */
    private static void times(Datagrams lines, String name, Map<String, String> tags, Distribution values) {
        if (values.isEmpty()) {
            return;
        }
        lines.level(name + ".mean", tags, values.mean().toNanos() / 1e6);
        lines.level(name + ".p50", tags, values.percentile(50).toNanos() / 1e6);
        lines.level(name + ".p95", tags, values.percentile(95).toNanos() / 1e6);
        lines.level(name + ".p99", tags, values.percentile(99).toNanos() / 1e6);
        lines.level(name + ".max", tags, values.max().toNanos() / 1e6);
    }
}
