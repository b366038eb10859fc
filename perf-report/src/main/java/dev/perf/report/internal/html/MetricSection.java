package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import java.util.Comparator;
import java.util.List;

/** Every metric under the name that thresholds use. */
final class MetricSection {

    /** Half a kilobyte each: more would make the page larger than a mail takes. */
    static final int MOST_SHOWN = 1_000;

    private MetricSection() {}

    static Section of(RunResult result) {
        if (result.metrics().isEmpty()) {
            return Section.none("metrics");
        }
        List<MetricResult> shown = shown(result.metrics());
        int all = result.metrics().size();
        String count = shown.size() == all
                ? all + " metrics"
                : Format.count(shown.size()) + " of " + Format.count(all) + " metrics; all are in summary.json";
        return Section.of(
                        "metrics",
                        "All metrics",
                        el("details", el("summary", count), MetricTable.of("All metrics", shown))
                                .cls("all"))
                .called("Metrics");
    }

    /** Returns the metrics in order; where there are too many, those with few tags, which sum up the others. */
    static List<MetricResult> shown(List<MetricResult> metrics) {
        return metrics.stream()
                .sorted(Comparator.comparingInt(
                                (MetricResult metric) -> metric.tags().size())
                        .thenComparing(MetricResult::key))
                .limit(MOST_SHOWN)
                .sorted(Comparator.comparing(MetricResult::key))
                .toList();
    }
}
