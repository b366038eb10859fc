package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.result.Distribution;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Times by percentile, in the manner of HdrHistogram: the axis gives each further nine the same room, so that the slow
 * end is as visible as the middle.
 */
final class PercentileSection {

    private static final double[] MARKS = {0, 50, 90, 99, 99.9, 99.99, 99.999, 99.9999};
    private static final double[] ROWS = {25, 50, 75, 90, 95, 99, 99.9, 99.99, 99.999};
    private static final int POINTS = 240;

    private PercentileSection() {}

    static Section of(RunResult result, TimeSection time) {
        Distribution response = result.responseTime();
        Distribution service = result.serviceTime();
        if (response.isEmpty() && service.isEmpty()) {
            return Section.none("percentiles");
        }
        double last = Math.max(20, Math.max(response.count(), service.count()));
        List<Line> lines = List.of(
                new Line("response time", Ink.BLUE, curve(response)),
                new Line("service time", Ink.ORANGE, curve(service)));
        double max = lines.stream().mapToDouble(Line::max).max().orElse(1);
        double lowest = lines.stream().mapToDouble(Line::lowestPositive).min().orElse(1);
        double median =
                Math.max(1, (response.isEmpty() ? service : response).p50().toNanos());
        boolean logarithmic = max > TimeChart.WIDE * median;
        var plot = new Plot(
                "chart-percentiles",
                "Time by percentile",
                summary(response),
                axis(last),
                logarithmic ? Axis.log(lowest, max, Format::nanos) : Axis.linear(max, 0, Format::nanos),
                lines,
                List.of(),
                Plot.Marks.shadedFrom(Math.max(1, last / 10)));
        String note =
                "of all requests" + (logarithmic ? ", logarithmic" : "") + "; shaded: fewer than 10 samples above";
        Element charts = el("div", Figure.of(plot, note, "percentiles", data(response, service)), gap(result))
                .cls("charts")
                .add(time.clocks());
        return Section.of("percentiles", "Percentiles", charts);
    }

    private static String summary(Distribution times) {
        var sentence = new StringBuilder("Half of all requests took at most ").append(Format.time(times.p50()));
        for (int percentile : new int[] {95, 99}) {
            if (Support.of(times.count(), percentile) != Support.NONE) {
                sentence.append(", ").append(percentile).append("\u00A0% at most ");
                sentence.append(Format.time(times.percentile(percentile)));
            }
        }
        return sentence.append("; the slowest took ")
                .append(Format.time(times.max()))
                .append('.')
                .toString();
    }

    /** From 1 in 1 to 1 in as many as there are samples. */
    private static Axis axis(double last) {
        var ticks = new ArrayList<Axis.Tick>();
        for (double mark : MARKS) {
            double odds = 100 / (100 - mark);
            if (odds <= last * 1.0001) {
                ticks.add(new Axis.Tick(odds, Format.coordinate4(mark) + "\u00A0%"));
            }
        }
        return new Axis(new Scale.Log(1, last), ticks);
    }

    private static List<Line.Point> curve(Distribution times) {
        var points = new ArrayList<Line.Point>();
        if (times.isEmpty()) {
            return points;
        }
        double decades = Math.log10(Math.max(times.count(), 2));
        for (int i = 0; i <= POINTS; i++) {
            double odds = Math.pow(10, decades * i / POINTS);
            points.add(new Line.Point(odds, nanos(times, odds)));
        }
        return points;
    }

    private static double nanos(Distribution times, double odds) {
        double percentile = 100 - 100 / odds;
        return percentile <= 0
                ? times.min().toNanos()
                : times.percentile(Math.min(100, percentile)).toNanos();
    }

    private static Element data(Distribution response, Distribution service) {
        Element body = el("tbody");
        double last = Math.max(response.count(), service.count());
        for (double percentile : ROWS) {
            double odds = 100 / (100 - percentile);
            if (odds <= last * 1.0001) {
                body.add(el("tr", el("th", "p" + Format.coordinate4(percentile)).attr("scope", "row"))
                        .attr("data-x", Format.coordinate4(Math.log10(odds)))
                        .add(cell(response, percentile), cell(service, percentile)));
            }
        }
        body.add(el("tr", el("th", "max").attr("scope", "row"))
                .attr("data-x", Format.coordinate4(Math.log10(Math.max(1, last))))
                .add(el("td", Format.time(response.max())), el("td", Format.time(service.max()))));
        Element heads = el(
                "tr",
                el("th", "Percentile").attr("scope", "col"),
                el("th", "response time").attr("scope", "col").cls("n"),
                el("th", "service time").attr("scope", "col").cls("n"));
        return el("table", el("caption", "Time by percentile"), el("thead", heads), body);
    }

    private static Element cell(Distribution times, double percentile) {
        return Cell.percentile(times, percentile).element(false, false);
    }

    /** The two clocks side by side: what waiting before the request added. */
    private static Element gap(RunResult result) {
        return isClosed(result) ? serviceAlone(result) : bothClocks(result);
    }

    /** Whether no iteration was due at a time of its own. */
    static boolean isClosed(RunResult result) {
        return !result.plannedLoad().isEmpty()
                && result.plannedLoad().stream().allMatch(load -> load.model() == PlannedLoad.Model.CLOSED);
    }

    private static Element serviceAlone(RunResult result) {
        Distribution service = result.serviceTime();
        Table table = Table.of("Service time").text("").number("Service", "Service time");
        table.row(Cell.text("mean"), Cell.mean(service).live("service.mean"));
        for (double percentile : ClockTable.SHOWN) {
            String name = "p" + Format.coordinate(percentile);
            table.row(Cell.text(name), Cell.percentile(service, percentile).live("service." + name));
        }
        table.row(Cell.text("max"), Cell.max(service).live("service.max"));
        return beside(
                "Service time",
                "All load of this run is closed: a user begins its next iteration when the last one has ended, so no "
                        + "request is due at a time of its own, and there is no wait to tell from the answer. What "
                        + "users of a stalled target would have felt, open load shows.",
                table,
                result);
    }

    private static Element bothClocks(RunResult result) {
        Distribution response = result.responseTime();
        Distribution service = result.serviceTime();
        Table table = ClockTable.of("Response time against service time", response, service, true);
        return beside(
                "Response time against service time",
                "Response time counts from the moment the request was due, service time from when it was sent. A gap "
                        + "is time spent waiting in the generator or for a free user.",
                table,
                result);
    }

    private static Element beside(String title, String note, Table table, RunResult result) {
        Element beside = el("div", el("h3", title), el("p", note).cls("note"), table.element())
                .cls("beside");
        result.generator().signals().stream()
                .filter(signal -> signal.name().startsWith("schedule lag"))
                .filter(signal -> signal.state() != GeneratorHealth.State.NOT_MEASURED)
                .findFirst()
                .ifPresent(lag -> beside.add(el(
                                "p",
                                new Text("Of this, the generator was late by: "),
                                foreign(lag.value()),
                                new Text(" ("),
                                foreign(lag.name()),
                                new Text(")."))
                        .cls("note")));
        return beside;
    }
}
