package dev.perf.report.internal.html;

import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.threshold.Threshold;
import java.util.Comparator;
import java.util.List;

/** The metrics that the test itself brought. */
final class OwnMetricSection {

    private OwnMetricSection() {}

    static Section of(RunResult result) {
        List<MetricResult> own = result.metrics().stream()
                .filter(metric -> !Threshold.builtInMetrics().contains(metric.name()))
                .limit(MetricSection.MOST_SHOWN)
                .sorted(Comparator.comparing(MetricResult::key))
                .toList();
        return own.isEmpty()
                ? Section.none("own-metrics")
                : Section.of("own-metrics", "Metrics of the test", MetricTable.of("Metrics of the test", own))
                        .called("Own metrics");
    }
}
