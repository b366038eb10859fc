package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import java.util.List;
import java.util.Set;

/** Times of groups, and of steps in plain Java that sent requests: the others are requests themselves. */
final class StepSection {

    private StepSection() {}

    static Section of(RunResult result) {
        Element content = el("div").cls("pair");
        List<MetricResult.Trend> groups = named(result, "group_duration", "group");
        List<MetricResult.Trend> steps = named(result, "step_duration", "name").stream()
                .filter(step -> result.requests().stream()
                        .noneMatch(request -> request.name().equals(step.tags().get("name"))))
                .toList();
        if (groups.isEmpty() && steps.isEmpty()) {
            return Section.none("steps");
        }
        add(content, "Groups", "Group", groups, "group");
        add(content, "Steps in plain Java", "Step", steps, "name");
        return Section.of(
                        "steps",
                        groups.isEmpty()
                                ? "Steps in plain Java"
                                : steps.isEmpty() ? "Groups" : "Groups, and steps in plain Java",
                        content)
                .called(groups.isEmpty() ? "Steps" : "Groups");
    }

    private static List<MetricResult.Trend> named(RunResult result, String metric, String tag) {
        return result.metrics().stream()
                .filter(each ->
                        each.name().equals(metric) && each.tags().keySet().equals(Set.of(tag)))
                .filter(MetricResult.Trend.class::isInstance)
                .map(MetricResult.Trend.class::cast)
                .toList();
    }

    private static void add(Element content, String caption, String head, List<MetricResult.Trend> trends, String tag) {
        if (trends.isEmpty()) {
            return;
        }
        Table table = Table.of(caption)
                .interactive()
                .text(head)
                .number("Count")
                .number("p50", "Percentile")
                .number("p90", "Percentile")
                .number("p95", "Percentile")
                .number("p99", "Percentile")
                .number("Max")
                .number("Mean");
        for (MetricResult.Trend trend : trends) {
            Distribution times = trend.distribution();
            table.row(
                    Cell.foreign(trend.tags().getOrDefault(tag, "")),
                    Cell.count(times.count()),
                    Cell.percentile(times, 50),
                    Cell.percentile(times, 90),
                    Cell.percentile(times, 95),
                    Cell.percentile(times, 99),
                    Cell.max(times),
                    Cell.mean(times));
        }
        content.add(table.element());
    }
}
