package dev.perf.engine.internal.console;

import dev.perf.metric.Unit;
import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import dev.perf.text.Figures;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** The metrics that the test itself brought, a line each; those by tag are in the report. */
final class OwnMetrics {

    private OwnMetrics() {}

    static List<String> lines(List<MetricResult> metrics, int nameWidth) {
        return metrics.stream()
                .filter(metric ->
                        metric.tags().isEmpty() && !Threshold.builtInMetrics().contains(metric.name()))
                .map(metric -> String.format(
                        Locale.ROOT,
                        "  %-" + nameWidth + "s %s",
                        Progress.cut(metric.name(), nameWidth),
                        values(metric)))
                .toList();
    }

    private static String values(MetricResult metric) {
        return switch (metric) {
            case MetricResult.Trend trend -> trend(trend.distribution(), trend.unit());
            case MetricResult.Counter counter ->
                counter.unit() == Unit.BYTES
                        ? Figures.bytes(counter.count()) + ", " + Figures.bytes(counter.perSecond()) + "/s"
                        : Figures.count(counter.count()) + unit(counter.unit()) + ", "
                                + Figures.rate(counter.perSecond());
            case MetricResult.Rate rate ->
                Figures.share(rate.rate()) + " of " + Figures.count(rate.passes() + rate.fails());
            case MetricResult.Gauge gauge ->
                value(gauge.value(), gauge.unit()) + ", min " + value(gauge.min(), gauge.unit()) + ", max "
                        + value(gauge.max(), gauge.unit());
        };
    }

    private static String trend(Distribution values, Unit unit) {
        return Figures.count(values.count(), "sample") + ", p50 " + percentile(values, 50, unit) + ", p95 "
                + percentile(values, 95, unit) + ", p99 " + percentile(values, 99, unit) + ", max "
                + value(values.max(), unit);
    }

    private static String percentile(Distribution values, double percentile, Unit unit) {
        return values.supports(percentile) ? value(values.percentile(percentile), unit) : "-";
    }

    private static String value(Duration value, Unit unit) {
        return unit == Unit.MILLISECONDS ? Figures.time(value) : value(value.toNanos() / 1e6, unit);
    }

    private static String value(double value, Unit unit) {
        return unit == Unit.BYTES ? Figures.bytes(value) : Figures.number(value) + unit(unit);
    }

    private static String unit(Unit unit) {
        return unit == Unit.NONE ? "" : " " + unit.symbol();
    }
}
