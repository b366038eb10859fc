package dev.perf.report.internal.output.prometheus;

import dev.perf.metric.Unit;
import dev.perf.output.OutputRun;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Metrics as k6's output for Prometheus remote write names and types them, so that dashboards made for it work: counters end
 * in {@code _total}, rates in {@code _rate} and are the share since the start, trends are levels such as {@code _p99} since
 * the start, in seconds, and native histograms that end in {@code _seconds}. All tags are labels; {@code testid} is the run.
 *
 * @see <a href="https://grafana.com/docs/k6/latest/results-output/real-time/prometheus-remote-write/">k6's mapping</a>
 */
final class K6Exposition implements Exposition {

    private static final double[] NONE = {};
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_NUMBER = 1e6;
    private static final String EXPECTED = "expected_response";

    private final Families families = new Families();
    private final String prefix;
    private final LabelNames labels;
    private final boolean nativeHistograms;
    private final Map<String, Map<Labels, MetricResult.Trend>> trends = new HashMap<>();
    private final Map<String, Map<Labels, long[]>> rates = new HashMap<>();

    /**
     * Creates an exposition without numbers.
     *
     * @param nativeHistograms whether there is a format that has them
     */
    K6Exposition(OutputRun run, String prefix, boolean nativeHistograms) {
        this.prefix = prefix + "_";
        this.nativeHistograms = nativeHistograms;
        var common = new LinkedHashMap<>(run.tags());
        common.putIfAbsent("testid", run.id());
        this.labels = new LabelNames(common);
    }

    /** Scrapes are fewer than intervals, so the percentiles of all trends wait for them. */
    @Override
    public Families families() {
        trends.forEach((name, series) -> series.forEach((tagged, trend) -> {
            String help = help(trend);
            level(name, "_min", help, tagged, trend.min(), trend.unit());
            level(name, "_avg", help, tagged, trend.mean(), trend.unit());
            level(name, "_med", help, tagged, trend.percentile(50), trend.unit());
            level(name, "_p90", help, tagged, trend.percentile(90), trend.unit());
            level(name, "_p95", help, tagged, trend.percentile(95), trend.unit());
            level(name, "_p99", help, tagged, trend.percentile(99), trend.unit());
            level(name, "_max", help, tagged, trend.max(), trend.unit());
        }));
        return families;
    }

    private static String help(MetricResult metric) {
        return "k6's " + metric.name() + ".";
    }

    @Override
    public void add(Snapshot snapshot) {
        if (snapshot.detail() == null || snapshot.phase().equals("warm-up")) {
            return;
        }
        List<MetricResult> metrics = snapshot.detail().metrics();
        Set<Map<String, String>> unexpected = unexpected(metrics);
        for (MetricResult metric : metrics) {
            add(metric, labels.of(tags(metric, unexpected)));
        }
    }

    /** The tags of series all of whose requests failed. */
    private static Set<Map<String, String>> unexpected(List<MetricResult> metrics) {
        return metrics.stream()
                .filter(metric -> metric instanceof MetricResult.Rate rate
                        && rate.name().equals("http_req_failed")
                        && rate.fails() == 0)
                .map(MetricResult::tags)
                .collect(Collectors.toSet());
    }

    private static Map<String, String> tags(MetricResult metric, Set<Map<String, String>> unexpected) {
        boolean isRequest = metric.tags().containsKey("status");
        if (!isRequest) {
            return metric.tags();
        }
        var tags = new LinkedHashMap<>(metric.tags());
        tags.put(EXPECTED, String.valueOf(!unexpected.contains(metric.tags())));
        return tags;
    }

    private void add(MetricResult metric, Labels tagged) {
        String name = prefix + metric.name();
        String help = help(metric);
        switch (metric) {
            case MetricResult.Counter counter -> families.count(name, help, tagged, counter.count());
            case MetricResult.Gauge gauge -> families.level(name, help, tagged, inUnit(gauge.value(), gauge.unit()));
            case MetricResult.Rate rate -> {
                long[] sums =
                        rates.computeIfAbsent(name, any -> new HashMap<>()).computeIfAbsent(tagged, any -> new long[2]);
                sums[0] += rate.passes();
                sums[1] += rate.fails();
                if (sums[0] + sums[1] > 0) {
                    families.level(name + "_rate", help, tagged, (double) sums[0] / (sums[0] + sums[1]));
                }
            }
            case MetricResult.Trend trend -> trend(trend, name, help, tagged);
        }
    }

    private void trend(MetricResult.Trend trend, String name, String help, Labels tagged) {
        if (nativeHistograms) {
            boolean isTime = trend.unit() == Unit.MILLISECONDS;
            families.values(
                    name + (isTime ? "_seconds" : trend.unit() == Unit.BYTES ? "_bytes" : "_values"),
                    help,
                    tagged,
                    trend.distribution(),
                    NONE,
                    isTime ? NANOS_PER_SECOND : NANOS_PER_NUMBER);
        }
        trends.computeIfAbsent(name, any -> new HashMap<>()).merge(tagged, trend, K6Exposition::plus);
    }

    private static MetricResult.Trend plus(MetricResult.Trend before, MetricResult.Trend more) {
        return new MetricResult.Trend(
                before.name(), Map.of(), before.distribution().plus(more.distribution()), before.unit());
    }

    private void level(String name, String suffix, String help, Labels tagged, double value, Unit unit) {
        families.level(name + suffix, help, tagged, inUnit(value, unit));
    }

    private static double inUnit(double value, Unit unit) {
        return unit == Unit.MILLISECONDS ? value / 1e3 : value;
    }

    @Override
    public void end(RunResult result) {
        // k6 has no metric of the verdict: what was measured stands.
    }
}
