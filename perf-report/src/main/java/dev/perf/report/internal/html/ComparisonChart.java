package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.report.compare.Change;
import dev.perf.report.compare.Metric;
import dev.perf.report.compare.RunComparison;
import dev.perf.report.compare.StoredRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Both runs over time, a chart per percentile. */
final class ComparisonChart {

    private ComparisonChart() {}

    static Element of(RunComparison comparison) {
        Element charts = el("div").cls("charts");
        for (Metric metric : List.of(Metric.P50, Metric.P95)) {
            charts.add(chart(comparison, metric));
        }
        return el("section")
                .id("course")
                .attr("aria-labelledby", "course-heading")
                .add(el("h2", "Both runs over time").id("course-heading"), charts);
    }

    private static Element chart(RunComparison comparison, Metric metric) {
        // Those of equal time stand in one row of the table, whichever run they are of.
        TreeMap<Duration, double[]> rows = new TreeMap<>();
        collect(rows, 0, comparison.candidate(), metric);
        collect(rows, 1, comparison.baseline(), metric);
        List<Line> lines = List.of(
                new Line("candidate", Ink.BLUE, points(rows, 0)), new Line("baseline", Ink.GREY, points(rows, 1)));
        double end = rows.isEmpty() ? 0 : rows.lastKey().toNanos() / 1e9;
        double most = lines.stream().mapToDouble(Line::max).max().orElse(0);
        Change change = comparison.change(null, metric);
        var plot = new Plot(
                "chart-" + metric.key(),
                "Response time, " + metric.label(),
                change == null ? "" : change.describe() + ".",
                Axis.elapsed(end),
                Axis.linear(most, 0, millis -> Format.nanos(millis * 1e6)),
                lines,
                List.of(),
                Plot.Marks.NONE);
        return Figure.of(plot, "since the end of the warm-up", "course", data(plot, rows));
    }

    private static void collect(Map<Duration, double[]> rows, int column, StoredRun run, Metric metric) {
        for (StoredRun.Point point : run.overTime(metric)) {
            rows.computeIfAbsent(point.at(), at -> new double[] {Double.NaN, Double.NaN})[column] = point.value();
        }
    }

    /** A point of the other run alone does not interrupt the line. */
    private static List<Line.Point> points(Map<Duration, double[]> rows, int column) {
        var points = new ArrayList<Line.Point>();
        rows.forEach((at, values) -> {
            if (Double.isFinite(values[column])) {
                points.add(new Line.Point(at.toNanos() / 1e9, values[column]));
            }
        });
        return points;
    }

    private static Element data(Plot plot, Map<Duration, double[]> rows) {
        Element body = el("tbody");
        rows.forEach((at, values) -> body.add(el(
                        "tr",
                        el("th", Format.moment(at)).attr("scope", "row"),
                        el("td", Format.nanos(values[0] * 1e6)),
                        el("td", Format.nanos(values[1] * 1e6)))
                .attr("data-x", Format.coordinate4(at.toNanos() / 1e9))));
        return el(
                "table",
                el("caption", plot.title()),
                el(
                        "thead",
                        el(
                                "tr",
                                el("th", "Time").attr("scope", "col"),
                                el("th", "Candidate").attr("scope", "col").cls("n"),
                                el("th", "Baseline").attr("scope", "col").cls("n"))),
                body);
    }
}
