package dev.perf.report.internal.output.prometheus;

import dev.perf.metric.Unit;
import dev.perf.output.OutputRun;
import dev.perf.report.internal.output.Requests;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.Ledger;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import dev.perf.result.SnapshotDetail;
import dev.perf.result.ThresholdResult;
import dev.perf.threshold.Threshold;
import io.prometheus.metrics.model.snapshots.Labels;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Metrics named and typed as Prometheus' guide asks: base units, in the name; counters and histograms since the start, so
 * that they can be added up over generators. What the warm-up measures is left out, as in every result.
 */
final class PerfExposition implements Exposition {

    private static final List<String> PHASES = List.of("warm-up", "load", "paused", "graceful stop", "done");
    private static final double[] SECONDS = {.001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60};
    private static final double[] NUMBERS = {
        1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1e3, 2.5e3, 5e3, 1e4, 2.5e4, 5e4, 1e5, 2.5e5, 5e5, 1e6, 1e7, 1e8, 1e9
    };
    private static final double NANOS_PER_SECOND = 1e9;

    /** Distributions hold numbers as milliseconds. */
    private static final double NANOS_PER_NUMBER = 1e6;

    /** Names of the built-in metrics, where they are not those of the metric. */
    private static final Map<String, String> NAMES =
            Map.of("schedule_lag", "start_lag", "dropped_iterations", "dropped_starts");

    private final Families families = new Families();
    private final String prefix;
    private final boolean serviceTimes;
    private final LabelNames labels;
    private final double[] bounds;
    private Ledger before = Ledger.EMPTY;

    PerfExposition(OutputRun run, String prefix, boolean serviceTimes) {
        this.prefix = prefix + "_";
        this.serviceTimes = serviceTimes;
        var common = new LinkedHashMap<String, String>();
        common.put("test", run.test());
        common.put("run_id", run.id());
        this.labels = new LabelNames(common);
        this.bounds = bounds(run.thresholds());
        var info = new LinkedHashMap<String, String>();
        info.put("version", run.version());
        info.putAll(run.tags());
        families.info(this.prefix + "run", "The run, with its tags.", labels.of(info));
    }

    /** A limit of a threshold is a bound, so that the share of requests below it is exact. */
    private static double[] bounds(List<String> thresholds) {
        var all = new TreeSet<Double>();
        for (double bound : SECONDS) {
            all.add(bound);
        }
        for (String expression : thresholds) {
            Threshold threshold = Threshold.parse(expression);
            boolean isOfRequests = threshold.metric().equals("response_time")
                    || threshold.metric().equals("http_req_duration");
            if (isOfRequests && threshold.baselineLimit() == null) {
                double limit = threshold.limit().inBaseUnit() / 1e3;
                if (limit > 0 && limit < 1e6) {
                    all.add(limit);
                }
            }
        }
        return all.stream().mapToDouble(Double::doubleValue).toArray();
    }

    @Override
    public Families families() {
        return families;
    }

    @Override
    public void add(Snapshot snapshot) {
        Labels none = labels.of(Map.of());
        families.level(
                prefix + "users",
                "Virtual users alive.",
                none,
                snapshot.interval().users());
        families.level(
                prefix + "users_wanted", "Virtual users that closed profiles want.", none, snapshot.wantedUsers());
        families.level(
                prefix + "offered_starts_per_second",
                "Rate at which open profiles want iterations to start.",
                none,
                snapshot.offeredPerSecond());
        phase(snapshot.phase());
        snapshot.agents().forEach(this::agent);
        SnapshotDetail detail = snapshot.detail();
        if (detail == null || snapshot.phase().equals("warm-up")) {
            return;
        }
        ledger(snapshot.ledger(), none);
        requests(Requests.of(detail.metrics()));
        detail.metrics().stream()
                .filter(metric ->
                        !Requests.cover(metric.name()) && !metric.name().startsWith("vus"))
                .forEach(this::metric);
        detail.thresholds().forEach(this::threshold);
        generator(detail.generator());
    }

    private void phase(String now) {
        for (String phase : PHASES) {
            families.level(
                    prefix + "run_phase",
                    "1 for the phase that the run is in.",
                    labels.of(Map.of("phase", phase)),
                    phase.equals(now) ? 1 : 0);
        }
    }

    private void agent(Snapshot.Agent agent) {
        Labels named = labels.of(Map.of("agent", agent.name()));
        Duration p95 = agent.p95();
        boolean isLost = agent.state() == Snapshot.Agent.State.LOST;
        families.level(prefix + "agent_up", "1 for an agent that takes part, 0 for a lost one.", named, isLost ? 0 : 1);
        families.level(prefix + "agent_users", "Virtual users alive on an agent.", named, agent.users());
        families.level(
                prefix + "agent_requests_per_second",
                "Requests of an agent that ended, per second.",
                named,
                agent.requestsPerSecond());
        families.level(
                prefix + "agent_failed_requests_per_second",
                "Requests of an agent that failed, per second.",
                named,
                agent.failedPerSecond());
        families.level(
                prefix + "agent_response_time_p95_seconds",
                "Response time that 95 % of an agent's requests of the last interval stayed within.",
                named,
                p95 == null ? Double.NaN : p95.toNanos() / NANOS_PER_SECOND);
        families.level(
                prefix + "agent_lag_seconds",
                "How far the numbers of an agent are behind those of the one that is furthest.",
                named,
                agent.lag().toNanos() / NANOS_PER_SECOND);
    }

    private void ledger(Ledger ledger, Labels none) {
        families.count(
                prefix + "offered_starts", "Iterations that were due.", none, ledger.scheduled() - before.scheduled());
        families.count(prefix + "starts", "Iterations that began.", none, ledger.started() - before.started());
        before = ledger;
    }

    private void requests(Requests requests) {
        requests.rows().forEach((key, row) -> {
            Labels keyed = labels.of(tags(key));
            if (!row.response().isEmpty()) {
                families.values(
                        prefix + "request_duration_seconds",
                        "Response times of requests, from the intended start.",
                        keyed,
                        row.response(),
                        bounds,
                        NANOS_PER_SECOND);
                if (serviceTimes) {
                    families.values(
                            prefix + "request_service_seconds",
                            "Service times of requests, from the actual send.",
                            keyed,
                            row.service(),
                            bounds,
                            NANOS_PER_SECOND);
                }
            }
            Labels scenario = labels.of(Map.of("scenario", key.scenario()));
            families.count(prefix + "sent_bytes", "Bytes sent by requests.", scenario, row.sent());
            families.count(prefix + "received_bytes", "Bytes received by requests.", scenario, row.received());
        });
        requests.codes().forEach((code, count) -> {
            Map<String, String> tags = tags(code.key());
            tags.put("code", code.code());
            families.count(prefix + "requests", "Requests that ended.", labels.of(tags), count);
        });
        requests.failures().forEach((failure, count) -> {
            var tags = new LinkedHashMap<String, String>();
            tags.put("scenario", failure.scenario());
            tags.put("request", failure.request());
            tags.put("kind", failure.kind());
            families.count(prefix + "errors", "Requests that failed, by kind of failure.", labels.of(tags), count);
        });
    }

    private static Map<String, String> tags(Requests.Key key) {
        var tags = new LinkedHashMap<String, String>();
        tags.put("scenario", key.scenario());
        tags.put("group", key.group());
        tags.put("request", key.request());
        tags.put("outcome", key.outcome());
        return tags;
    }

    /** A metric of the user's own has a word before its name, which might else be one of ours. */
    private void metric(MetricResult metric) {
        boolean own = !Threshold.builtInMetrics().contains(metric.name());
        String base = prefix + (own ? "metric_" : "") + NAMES.getOrDefault(metric.name(), metric.name());
        String help = (own ? "The test's own metric " : "The metric ") + metric.name() + ".";
        Labels tagged = labels.of(metric.tags());
        switch (metric) {
            case MetricResult.Counter counter -> families.count(base, help, tagged, counter.count());
            case MetricResult.Gauge gauge -> families.level(base + suffix(gauge.unit()), help, tagged, inUnit(gauge));
            case MetricResult.Rate rate -> {
                families.count(base, help, labels.of(with(metric.tags(), "ok")), rate.passes());
                families.count(base, help, labels.of(with(metric.tags(), "failed")), rate.fails());
            }
            case MetricResult.Trend trend -> {
                boolean isTime = trend.unit() == Unit.MILLISECONDS;
                families.values(
                        base + suffix(trend.unit()),
                        help,
                        tagged,
                        trend.distribution(),
                        isTime ? SECONDS : NUMBERS,
                        isTime ? NANOS_PER_SECOND : NANOS_PER_NUMBER);
            }
        }
    }

    private static double inUnit(MetricResult.Gauge gauge) {
        return gauge.unit() == Unit.MILLISECONDS ? gauge.value() / 1e3 : gauge.value();
    }

    private static String suffix(Unit unit) {
        return switch (unit) {
            case MILLISECONDS -> "_seconds";
            case BYTES -> "_bytes";
            case NONE -> "";
        };
    }

    private static Map<String, String> with(Map<String, String> tags, String outcome) {
        var more = new LinkedHashMap<>(tags);
        more.put("outcome", outcome);
        return more;
    }

    private void threshold(ThresholdResult threshold) {
        Labels expression = labels.of(Map.of("threshold", threshold.expression()));
        families.level(
                prefix + "threshold_ok", "1 where the threshold holds so far.", expression, threshold.passed() ? 1 : 0);
        double margin = threshold.relativeMargin();
        if (Double.isFinite(margin)) {
            families.level(
                    prefix + "threshold_margin_ratio",
                    "Distance from the limit as a share of the room that it gives, negative beyond.",
                    expression,
                    margin);
        }
    }

    private void generator(GeneratorHealth generator) {
        families.level(
                prefix + "generator_ok",
                "1 where the generator is well, 0.5 near a limit, 0 where it is the limit.",
                labels.of(Map.of()),
                switch (generator.state()) {
                    case GOOD, NOT_MEASURED -> 1;
                    case WARNING -> 0.5;
                    case INVALID -> 0;
                });
    }

    @Override
    public void end(RunResult result) {
        phase("done");
        result.thresholds().forEach(this::threshold);
        generator(result.generator());
    }
}
