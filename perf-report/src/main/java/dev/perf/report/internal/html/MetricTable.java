package dev.perf.report.internal.html;

import dev.perf.metric.Unit;
import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import java.util.List;

/** Metrics of all kinds in one table, each in its unit. */
final class MetricTable {

    private static final String NOT_OF_THIS_KIND = "this kind of metric has none";

    private MetricTable() {}

    static Element of(String caption, List<MetricResult> metrics) {
        Table table = Table.of(caption)
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
        metrics.forEach(metric -> table.row(cells(metric)));
        return table.element();
    }

    private static List<Cell> cells(MetricResult metric) {
        Cell name = Cell.of(Element.code(metric.key()));
        Cell none = Cell.none(NOT_OF_THIS_KIND);
        return switch (metric) {
            case MetricResult.Trend trend -> trend(name, trend.distribution(), trend.unit());
            case MetricResult.Counter counter ->
                List.of(
                        name,
                        Cell.text("counter"),
                        Cell.number(Format.value(counter.count(), counter.unit()), counter.count()),
                        Cell.number(
                                counter.unit() == Unit.BYTES
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
                        level(gauge.value(), gauge.unit()),
                        level(gauge.min(), gauge.unit()),
                        none,
                        none,
                        none,
                        none,
                        level(gauge.max(), gauge.unit()));
        };
    }

    private static List<Cell> trend(Cell name, Distribution values, Unit unit) {
        return List.of(
                name,
                Cell.text("trend"),
                Cell.count(values.count()),
                Cell.none(NOT_OF_THIS_KIND),
                Cell.value(values, values.min(), unit),
                Cell.value(values, values.mean(), unit),
                Cell.percentile(values, 50, unit),
                Cell.percentile(values, 95, unit),
                Cell.percentile(values, 99, unit),
                Cell.value(values, values.max(), unit));
    }

    private static Cell level(double value, Unit unit) {
        return Double.isFinite(value) ? Cell.number(Format.value(value, unit), value) : Cell.none("no samples");
    }
}
