package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.report.compare.RunComparison.Outcome;
import dev.perf.report.history.PastComparison;
import dev.perf.report.history.PastRun;
import dev.perf.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Runs of one line from left to right, a chart for all requests and one for each name. */
final class TrendCharts {

    /** Names beyond those have no chart of their own; the reports have them all. */
    private static final int MOST_REQUESTS = 20;

    private static final int MOST_TICKS = 8;

    private final String section;
    private final List<PastRun> runs;
    private final Plot.Marks marks;

    private TrendCharts(String section, List<PastRun> runs) {
        this.section = section;
        this.runs = runs;
        this.marks = new Plot.Marks(List.of(), List.of(), List.of(), worse(runs));
    }

    static List<Element> of(String section, List<PastRun> runs) {
        return new TrendCharts(section, runs).charts();
    }

    private static List<Plot.Moment> worse(List<PastRun> runs) {
        var moments = new ArrayList<Plot.Moment>();
        for (int i = 0; i < runs.size(); i++) {
            PastComparison comparison = runs.get(i).comparison();
            if (comparison != null && comparison.outcome() == Outcome.WORSE) {
                moments.add(new Plot.Moment(
                        i + 1, String.valueOf(i + 1), "worse: " + String.join("; ", comparison.worse())));
            }
        }
        return moments;
    }

    private List<Element> charts() {
        var charts = new ArrayList<Element>();
        charts.add(times("all", "All requests", PastRun::total));
        charts.add(chart(
                "throughput",
                "Throughput",
                "requests per second",
                List.of("requests"),
                List.of(Ink.BLUE),
                List.of(run -> run.total().perSecond()),
                Format::perSecond));
        charts.add(chart(
                "errors",
                "Errors",
                "share of requests that failed",
                List.of("error rate"),
                List.of(Ink.RED),
                List.of(run -> run.total().errorRate()),
                Format::percent));
        List<PastRun.Figures> requests = runs.getLast().requests();
        for (int i = 0; i < Math.min(MOST_REQUESTS, requests.size()); i++) {
            String name = requests.get(i).name();
            charts.add(times("request-" + (i + 1), name, run -> figures(run, name)));
        }
        return charts;
    }

    private static PastRun.@Nullable Figures figures(PastRun run, String name) {
        return run.requests().stream()
                .filter(request -> request.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private Element times(String id, String title, Function<PastRun, PastRun.@Nullable Figures> figures) {
        return chart(
                id,
                title,
                "response time",
                List.of("p50", "p95", "p99"),
                List.of(Ink.BLUE, Ink.TEAL, Ink.ORANGE),
                List.of(
                        run -> nanos(figures.apply(run), PastRun.Figures::p50),
                        run -> nanos(figures.apply(run), PastRun.Figures::p95),
                        run -> nanos(figures.apply(run), PastRun.Figures::p99)),
                Format::nanos);
    }

    private static double nanos(
            PastRun.@Nullable Figures figures, Function<PastRun.Figures, @Nullable Double> percentile) {
        Double millis = figures == null ? null : percentile.apply(figures);
        return millis == null ? Double.NaN : millis * 1e6;
    }

    private Element chart(
            String id,
            String title,
            String what,
            List<String> labels,
            List<Ink> inks,
            List<ToDoubleFunction<PastRun>> values,
            DoubleFunction<String> format) {
        List<Line> lines = IntStream.range(0, labels.size())
                .mapToObj(i -> new Line(labels.get(i), inks.get(i), points(values.get(i))))
                .toList();
        double most = lines.stream().mapToDouble(Line::max).max().orElse(0);
        var plot = new Plot(
                section + "-" + id,
                title,
                sentence(labels.getFirst(), values.getFirst(), format),
                runAxis(),
                Axis.linear(most, 0, format),
                lines,
                List.of(),
                marks);
        String note = marks.moments().isEmpty() ? what : what + "; numbers above: runs that were worse";
        return Figure.of(plot, note, section, data(title, labels, values, format));
    }

    /** A lone value between two runs without one is a stroke as wide as half the way to its neighbours. */
    private List<Line.Point> points(ToDoubleFunction<PastRun> value) {
        var points = new ArrayList<Line.Point>();
        for (int i = 0; i < runs.size(); i++) {
            double now = value.applyAsDouble(runs.get(i));
            boolean before = i > 0 && Double.isFinite(value.applyAsDouble(runs.get(i - 1)));
            boolean after = i + 1 < runs.size() && Double.isFinite(value.applyAsDouble(runs.get(i + 1)));
            if (!before && !after) {
                points.add(new Line.Point(i + 0.75, now));
                points.add(new Line.Point(i + 1.25, now));
                points.add(new Line.Point(i + 1.25, Double.NaN));
            } else {
                points.add(new Line.Point(i + 1, now));
            }
        }
        return points;
    }

    private Axis runAxis() {
        int step = (int) Math.ceil(runs.size() / (double) MOST_TICKS);
        List<Axis.Tick> ticks = IntStream.iterate(1, at -> at <= runs.size(), at -> at + step)
                .mapToObj(at -> new Axis.Tick(at, String.valueOf(at)))
                .toList();
        return new Axis(new Scale.Linear(0.5, runs.size() + 0.5), ticks);
    }

    private String sentence(String label, ToDoubleFunction<PastRun> value, DoubleFunction<String> format) {
        double[] known =
                runs.stream().mapToDouble(value).filter(Double::isFinite).toArray();
        if (known.length == 0) {
            return "Too few requests to tell.";
        }
        String last = "In the last run: " + label + " " + format.apply(known[known.length - 1]);
        return known.length == 1
                ? last + "."
                : last + ", " + format.apply(known[known.length - 2]) + " in the one before; "
                        + Figures.count(runs.size(), "run") + " in all.";
    }

    private Element data(
            String title, List<String> labels, List<ToDoubleFunction<PastRun>> values, DoubleFunction<String> format) {
        Element heads = el("tr", el("th", "Run").attr("scope", "col"));
        labels.forEach(label -> heads.add(el("th", label).attr("scope", "col").cls("n")));
        Element body = el("tbody");
        for (int i = 0; i < runs.size(); i++) {
            PastRun run = runs.get(i);
            Element row = el(
                            "tr",
                            el("th", Element.foreign("run " + (i + 1) + ", " + HeadSection.date(run.startedAt())))
                                    .attr("scope", "row"))
                    .attr("data-x", String.valueOf(i + 1));
            values.forEach(value -> row.add(el("td", format.apply(value.applyAsDouble(run)))));
            body.add(row);
        }
        return el("table", el("caption", title), el("thead", heads), body);
    }
}
