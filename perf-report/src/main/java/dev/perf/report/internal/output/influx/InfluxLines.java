package dev.perf.report.internal.output.influx;

import dev.perf.output.OutputRun;
import dev.perf.report.internal.output.Batch;
import dev.perf.report.internal.output.Encoder;
import dev.perf.report.internal.output.Requests;
import dev.perf.report.internal.output.Values;
import dev.perf.result.Distribution;
import dev.perf.result.ErrorResult;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Interval;
import dev.perf.result.MetricResult;
import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.SnapshotDetail;
import dev.perf.result.ThresholdResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The measurements that an interval becomes. The warm-up has no requests here, for no result counts them; its users and
 * events are written.
 */
final class InfluxLines implements Encoder {

    private static final String WARM_UP = "warm-up";

    private final Map<String, String> common;
    private final Set<String> breached = new HashSet<>();
    private String phase = "";
    private Instant last = Instant.EPOCH;

    InfluxLines(OutputRun run) {
        this.common = Map.of("run_id", run.id(), "test", run.test());
    }

    @Override
    public List<Batch> interval(Instant at, Snapshot snapshot) {
        var lines = new LineProtocol(common);
        last = at;
        events(lines, at, snapshot);
        users(lines, at, snapshot);
        snapshot.agents().forEach(agent -> agent(lines, at, agent));
        SnapshotDetail detail = snapshot.detail();
        if (detail != null && !snapshot.phase().equals(WARM_UP)) {
            requests(lines, at, snapshot, detail.metrics());
            detail.metrics().stream()
                    .filter(metric ->
                            !Requests.cover(metric.name()) && !metric.name().startsWith("vus"))
                    .forEach(metric -> metric(lines, at, metric));
            detail.thresholds().forEach(threshold -> breach(lines, at, threshold));
            generator(lines, at, detail);
        }
        return lines.batches();
    }

    private void events(LineProtocol lines, Instant at, Snapshot snapshot) {
        if (phase.isEmpty()) {
            event(lines, at.minus(snapshot.interval().length()), "start", "the load began");
        }
        if (!snapshot.phase().equals(phase)) {
            phase = snapshot.phase();
            event(lines, at, "phase", phase);
        }
        for (RunEvent event : snapshot.events()) {
            event(
                    lines,
                    at.minus(snapshot.elapsed()).plus(event.at()),
                    event.type().name().toLowerCase(Locale.ROOT),
                    event.text());
        }
    }

    private static void event(LineProtocol lines, Instant at, String type, String text) {
        lines.begin("perf_events").tag("type", type).text("text", text).end(at);
    }

    private static void users(LineProtocol lines, Instant at, Snapshot snapshot) {
        Interval interval = snapshot.interval();
        lines.begin("perf_users")
                .whole("active", interval.users())
                .whole("wanted", snapshot.wantedUsers())
                .number("offered", snapshot.offeredPerSecond())
                .whole("started", interval.started())
                .whole("finished", interval.ended())
                .whole("dropped", interval.dropped())
                .end(at);
    }

    private static void agent(LineProtocol lines, Instant at, Snapshot.Agent agent) {
        lines.begin("perf_agents")
                .tag("agent", agent.name())
                .whole("up", agent.state() == Snapshot.Agent.State.LOST ? 0 : 1)
                .whole("active", agent.users())
                .number("rate", agent.requestsPerSecond())
                .number("failed_rate", agent.failedPerSecond())
                .number("lag", millis(agent.lag()));
        Duration p95 = agent.p95();
        if (p95 != null) {
            lines.number("p95", millis(p95));
        }
        lines.end(at);
    }

    private static void requests(LineProtocol lines, Instant at, Snapshot snapshot, List<MetricResult> metrics) {
        Requests requests = Requests.of(metrics);
        requests.rows().forEach((key, row) -> {
            Distribution response = row.response();
            keyed(lines.begin("perf_requests"), key)
                    .whole("count", row.count())
                    .number("rate", snapshot.interval().perSecond(row.count()))
                    .whole("bytes_in", row.received())
                    .whole("bytes_out", row.sent());
            if (!response.isEmpty()) {
                lines.number("min", millis(response.min()))
                        .number("mean", millis(response.mean()))
                        .number("p50", millis(response.percentile(50)))
                        .number("p75", millis(response.percentile(75)))
                        .number("p90", millis(response.percentile(90)))
                        .number("p95", millis(response.percentile(95)))
                        .number("p99", millis(response.percentile(99)))
                        .number("p999", millis(response.percentile(99.9)))
                        .number("max", millis(response.max()))
                        .number("service_p50", millis(row.service().percentile(50)))
                        .number("service_p99", millis(row.service().percentile(99)));
            }
            lines.end(at);
        });
        requests.codes().forEach((code, count) -> {
            if (!code.code().isEmpty()) {
                keyed(lines.begin("perf_codes"), code.key())
                        .tag("code", code.code())
                        .whole("count", count)
                        .end(at);
            }
        });
        requests.failures()
                .forEach((failure, count) -> lines.begin("perf_errors")
                        .tag("scenario", failure.scenario())
                        .tag("request", failure.request())
                        .tag("kind", failure.kind())
                        .whole("count", count)
                        .text("message", message(snapshot.errors(), failure))
                        .end(at));
    }

    private static LineProtocol keyed(LineProtocol lines, Requests.Key key) {
        return lines.tag("scenario", key.scenario())
                .tag("group", key.group())
                .tag("request", key.request())
                .tag("outcome", key.outcome());
    }

    private static String message(List<ErrorResult> errors, Requests.Failure failure) {
        return errors.stream()
                .filter(error -> error.request().equals(failure.request())
                        && error.kind().equals(failure.kind()))
                .map(ErrorResult::message)
                .findFirst()
                .orElse("");
    }

    private static void metric(LineProtocol lines, Instant at, MetricResult metric) {
        lines.begin("perf_metrics").tag("metric", metric.name());
        metric.tags().forEach(lines::tag);
        Values.of(metric, lines::number);
        lines.end(at);
    }

    /** The first time that a threshold does not hold. */
    private void breach(LineProtocol lines, Instant at, ThresholdResult threshold) {
        if (threshold.firstBreach() != null && breached.add(threshold.expression())) {
            event(lines, at, "breach", threshold.expression());
        }
    }

    private static void generator(LineProtocol lines, Instant at, SnapshotDetail detail) {
        var lags = new ArrayList<Distribution>();
        for (MetricResult metric : detail.metrics()) {
            if (metric instanceof MetricResult.Trend trend && trend.name().equals("schedule_lag")) {
                lags.add(trend.distribution());
            }
        }
        lines.begin("perf_generator").number("ok", ok(detail.generator().state()));
        Distribution lag = Distribution.merge(lags);
        if (!lag.isEmpty()) {
            lines.number("lag_p99", millis(lag.percentile(99)));
        }
        lines.end(at);
    }

    private static double ok(GeneratorHealth.State state) {
        return switch (state) {
            case GOOD, NOT_MEASURED -> 1;
            case WARNING -> 0.5;
            case INVALID -> 0;
        };
    }

    private static double millis(Duration time) {
        return time.toNanos() / 1e6;
    }

    @Override
    public List<Batch> end(RunResult result) {
        var lines = new LineProtocol(common);
        Instant end = last.equals(Instant.EPOCH) ? result.startedAt() : last;
        event(lines, end, "end", result.verdict() + ": " + result.reason());
        return lines.batches();
    }
}
