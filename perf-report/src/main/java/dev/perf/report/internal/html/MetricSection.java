package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import java.util.Comparator;
import java.util.List;

/** Every metric under the name that thresholds use. */
final class MetricSection {

    private static final String NOT_OF_THIS_KIND = "this kind of metric has none";

    /** Half a kilobyte each: more would make the page larger than a mail takes. */
    static final int MOST_SHOWN = 5_000;

    private MetricSection() {}

    static Section of(RunResult result) {
        if (result.metrics().isEmpty()) {
            return Section.none("metrics");
        }
        Table table = Table.of("All metrics")
                .interactive()
                .text("Metric")
                .text("Kind")
                .number("Count")
                .number("Value or rate")
                .number("Min")
                .number("Mean")
                .number("p50", "Percentile")
                .number("p95", "Percentile")
                .number("p99", "Percentile")
                .number("Max");
        List<MetricResult> shown = shown(result.metrics());
        shown.forEach(metric -> table.row(cells(metric)));
        int all = result.metrics().size();
        String count = shown.size() == all
                ? all + " metrics"
                : Format.count(shown.size()) + " of " + Format.count(all) + " metrics; all are in summary.json";
        return Section.of(
                        "metrics",
                        "All metrics",
                        el("details", el("summary", count), table.element()).cls("all"))
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

    private static List<Cell> cells(MetricResult metric) {
        Cell name = Cell.of(Element.code(metric.key()));
        Cell none = Cell.none(NOT_OF_THIS_KIND);
        return switch (metric) {
            case MetricResult.Trend trend -> trend(name, trend.distribution());
            case MetricResult.Counter counter ->
                List.of(
                        name,
                        Cell.text("counter"),
                        isBytes(counter)
                                ? Cell.number(Format.bytes(counter.count()), counter.count())
                                : Cell.count(counter.count()),
                        Cell.number(
                                isBytes(counter)
                                        ? Format.bytes(counter.perSecond()) + "/s"
                                        : Format.perSecond(counter.perSecond()),
                                counter.perSecond()),
                        none,
                        none,
                        none,
                        none,
                        none,
                        none);
            case MetricResult.Rate rate ->
                List.of(
                        name,
                        Cell.text("rate"),
                        Cell.count(rate.passes() + rate.fails()),
                        Cell.number(Format.percent(rate.rate()), rate.rate()),
                        none,
                        none,
                        none,
                        none,
                        none,
                        none);
            case MetricResult.Gauge gauge ->
                List.of(
                        name,
                        Cell.text("gauge"),
                        none,
                        level(gauge.value()),
                        level(gauge.min()),
                        none,
                        none,
                        none,
                        none,
                        level(gauge.max()));
        };
    }

    private static List<Cell> trend(Cell name, Distribution times) {
        return List.of(
                name,
                Cell.text("trend"),
                Cell.count(times.count()),
                Cell.none(NOT_OF_THIS_KIND),
                Cell.min(times),
                Cell.mean(times),
                Cell.percentile(times, 50),
                Cell.percentile(times, 95),
                Cell.percentile(times, 99),
                Cell.max(times));
    }

    private static Cell level(double value) {
        return Double.isFinite(value) ? Cell.number(Format.level(value), value) : Cell.none("no samples");
    }

    private static boolean isBytes(MetricResult.Counter counter) {
        return counter.name().startsWith("data_");
    }
}
