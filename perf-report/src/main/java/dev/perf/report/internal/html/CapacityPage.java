package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.code;
import static dev.perf.report.internal.html.Element.el;
import static dev.perf.report.internal.html.Element.foreign;

import dev.perf.result.Distribution;
import dev.perf.result.PlannedLoad.Model;
import dev.perf.result.ThresholdResult;
import dev.perf.search.CapacityResult;
import dev.perf.search.CapacityStep;
import dev.perf.search.CapacityStep.Outcome;
import dev.perf.search.SearchPlan.Goal;
import dev.perf.spi.CapacityWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** The page of a search: the answer, the curve of load against latency, and all steps with links to their reports. */
final class CapacityPage {

    private final CapacityResult result;

    private CapacityPage(CapacityResult result) {
        this.result = result;
    }

    static String of(CapacityResult result) {
        return new CapacityPage(result).page();
    }

    private String page() {
        var page = new StringBuilder("<!DOCTYPE html>\n");
        el("html", Page.head(result.verdict() + ": " + result.test()), body())
                .attr("lang", "en")
                .render(page);
        return page.append('\n').toString();
    }

    private Element body() {
        Element main = el("main").id("report").add(head(), answer());
        if (!result.curve().isEmpty()) {
            main.add(curves());
        }
        main.add(steps());
        return el(
                "body",
                el("a", "Skip to the report").cls("skip").attr("href", "#report"),
                el(
                        "header",
                        el("a", state().icon(), foreign(result.test()))
                                .cls("brand " + state().cssClass())
                                .attr("href", "#report"),
                        el("nav", el("a", "Steps").attr("href", "#steps")).attr("aria-label", "Sections"),
                        Page.themeTool()),
                main,
                el("footer", "Made by Perf. Each step is a run of its own, with fresh users and connections."),
                Asset.SCRIPT);
    }

    private State state() {
        return State.of(result.verdict());
    }

    private Element head() {
        Element facts = el("dl").cls("facts");
        fact(
                facts,
                "Started",
                el("time", HeadSection.date(result.startedAt()))
                        .attr("datetime", result.startedAt().toString()));
        fact(facts, "Took", new Text(Format.length(result.duration())));
        fact(
                facts,
                result.goal() == Goal.MAXIMUM ? "Search" : "Stress steps",
                new Text(result.describe(result.from()) + " to " + result.describe(result.to())
                        + (result.goal() == Goal.MAXIMUM ? ", to " + Format.percent(result.resolution()) : "")));
        fact(
                facts,
                "Each step",
                new Text(Format.length(result.settling()) + " settling, " + Format.length(result.measuring())
                        + " measured"));
        fact(facts, "Run", code(result.runId()));
        fact(facts, "Seed", new Text(String.valueOf(result.seed())));
        result.tags().forEach((name, value) -> fact(facts, "Tag", code(name + "=" + value)));
        return el("div", el("h1", foreign(result.test())), facts).cls("head");
    }

    private static void fact(Element facts, String name, Node value) {
        facts.add(el("div", el("dt", name), el("dd", value)));
    }

    private Element answer() {
        Element reasons = el("div", el("p", foreign(result.reason())).cls("reason"));
        CapacityStep highest = result.highest();
        reasons.add(el(
                "p",
                el("b", "Highest load that held: "),
                new Text(highest == null ? "none" : result.describe(highest.level()) + confirmed())));
        CapacityStep broken = result.firstBroken();
        reasons.add(el(
                "p",
                el("b", "Lowest load that did not: "),
                new Text(broken == null ? "none" : result.describe(broken.level()) + when(broken))));
        result.warnings()
                .forEach(warning ->
                        reasons.add(el("p", State.WARNING.badge("Warning"), new Text(" "), foreign(warning))));
        return el("section")
                .id("verdict")
                .cls("verdict " + state().cssClass())
                .attr("aria-label", "Answer")
                .add(
                        el(
                                        "p",
                                        state().icon(),
                                        new Text(result.conclusion().name().replace('_', ' ')))
                                .cls("word"),
                        reasons);
    }

    /** Stress steps end where the load breaks the system, and are not tried again. */
    private String confirmed() {
        return result.goal() != Goal.MAXIMUM ? "" : result.confirmed() ? ", confirmed" : ", not confirmed";
    }

    private String when(CapacityStep broken) {
        ThresholdResult threshold = broken.broken();
        Duration breach = threshold == null ? null : threshold.firstBreach();
        return breach == null
                ? ""
                : ", first at " + Format.moment(broken.startedAt().plus(breach)) + " of the search";
    }

    /** Where a level was tried more than once, the curve shows the last time. */
    private List<CapacityStep> points() {
        Map<Double, CapacityStep> byLevel = new TreeMap<>();
        result.curve().forEach(step -> byLevel.put(step.level(), step));
        return List.copyOf(byLevel.values());
    }

    private Element curves() {
        List<CapacityStep> points = points();
        double top = points.getLast().level();
        Axis levels = Axis.linear(top, result.model() == Model.CLOSED ? 1 : 0, this::level);
        List<Line> times = List.of(
                line("p50", Ink.BLUE, points, step -> percentile(step, 50)),
                line("p95", Ink.TEAL, points, step -> percentile(step, 95)),
                line("p99", Ink.ORANGE, points, step -> percentile(step, 99)));
        double max = times.stream().mapToDouble(Line::max).max().orElse(0);
        double low = times.stream().mapToDouble(Line::lowestPositive).min().orElse(1);
        boolean logarithmic = max > TimeChart.WIDE * low;
        String unit = result.model() == Model.OPEN ? "arrivals per second" : "users";
        var latency = new Plot(
                "chart-capacity",
                "Response time by load",
                summary(points),
                levels,
                logarithmic ? Axis.log(low, max, Format::nanos) : Axis.linear(max, 0, Format::nanos),
                times,
                List.of(),
                Plot.Marks.shadedFrom(brokenFrom()));
        var throughput = new Plot(
                "chart-achieved",
                "Iterations begun by load",
                "What the generator put on the system at each level.",
                levels,
                Axis.linear(
                        points.stream()
                                .mapToDouble(CapacityStep::achieved)
                                .max()
                                .orElse(0),
                        0,
                        Format::perSecond),
                List.of(line("iterations begun per second", Ink.BLUE, points, CapacityStep::achieved)),
                List.of(),
                Plot.Marks.shadedFrom(brokenFrom()));
        String shading = result.firstBroken() == null ? "" : "; shaded: did not hold";
        String note = "by " + unit + (logarithmic ? ", times logarithmic" : "") + shading;
        return el("section")
                .id("curve")
                .attr("aria-labelledby", "curve-heading")
                .add(
                        el("h2", "Load against latency").id("curve-heading"),
                        el(
                                        "div",
                                        Figure.of(latency, note, "levels", data(latency, points)),
                                        Figure.of(
                                                throughput, "by " + unit + shading, "levels", data(throughput, points)))
                                .cls("charts"));
    }

    private String level(double level) {
        return result.model() == Model.OPEN ? Format.perSecond(level) : Format.level(level);
    }

    private double brokenFrom() {
        CapacityStep broken = result.firstBroken();
        return broken == null ? Double.POSITIVE_INFINITY : broken.level();
    }

    private String summary(List<CapacityStep> points) {
        List<CapacityStep> known = points.stream()
                .filter(step -> step.run().responseTime().supports(95))
                .toList();
        if (known.isEmpty()) {
            return "No step had the samples that a p95 takes.";
        }
        CapacityStep first = known.getFirst();
        CapacityStep last = known.getLast();
        String lowest = "p95 " + Format.nanos(percentile(first, 95)) + " at " + result.describe(first.level());
        return first == last
                ? lowest + "."
                : lowest + ", " + Format.nanos(percentile(last, 95)) + " at " + result.describe(last.level()) + ".";
    }

    private static double percentile(CapacityStep step, double percentile) {
        Distribution times = step.run().responseTime();
        return times.supports(percentile) ? times.percentile(percentile).toNanos() : Double.NaN;
    }

    private static Line line(String label, Ink ink, List<CapacityStep> points, ToDoubleFunction<CapacityStep> value) {
        return new Line(
                label,
                ink,
                points.stream()
                        .map(step -> new Line.Point(step.level(), value.applyAsDouble(step)))
                        .toList());
    }

    private Element data(Plot plot, List<CapacityStep> points) {
        Element heads = el("tr", el("th", "Load").attr("scope", "col"));
        plot.lines()
                .forEach(line ->
                        heads.add(el("th", line.label()).attr("scope", "col").cls("n")));
        Element body = el("tbody");
        for (int i = 0; i < points.size(); i++) {
            Element row = el(
                            "tr",
                            el("th", result.describe(points.get(i).level())).attr("scope", "row"))
                    .attr("data-x", Format.coordinate4(points.get(i).level()));
            for (Line line : plot.lines()) {
                double value = line.points().get(i).y();
                row.add(el("td", plot.id().equals("chart-achieved") ? Format.perSecond(value) : Format.nanos(value)));
            }
            body.add(row);
        }
        return el("table", el("caption", plot.title()), el("thead", heads), body);
    }

    private Element steps() {
        Table table = Table.of("Steps, in their order")
                .slim()
                .stacked()
                .text("Step")
                .text("Purpose")
                .number("Load")
                .number("Achieved")
                .number("p50")
                .number("p95")
                .number("p99")
                .number("Failed")
                .text("Outcome");
        result.steps().forEach(step -> row(table, step));
        return el("section")
                .id("steps")
                .attr("aria-labelledby", "steps-heading")
                .add(el("h2", "Steps").id("steps-heading"), table.element());
    }

    private void row(Table table, CapacityStep step) {
        Distribution times = step.run().responseTime();
        Element outcome = el("div", badge(step.outcome()));
        if (!step.held()) {
            outcome.add(el("div", foreign(step.reason())).cls("detail"));
        }
        table.row(
                Cell.of(step(step)),
                Cell.text(step.purpose().name().toLowerCase(Locale.ROOT)),
                Cell.number(result.describe(step.level()), step.level()),
                Cell.number(Format.perSecond(step.achieved()), step.achieved()),
                Cell.percentile(times, 50),
                Cell.percentile(times, 95),
                Cell.percentile(times, 99),
                Cell.number(Format.percent(step.errorRate()), step.errorRate()),
                Cell.of(outcome));
    }

    /** Steps have reports of their own where this one has been written beside them. */
    private Element step(CapacityStep step) {
        @Nullable Object report = step.run().report();
        String name = String.valueOf(step.number());
        return report == null
                ? el("span", name)
                : el("a", name).attr("href", CapacityWriter.folderOf(step.number()) + "/index.html");
    }

    private static Element badge(Outcome outcome) {
        return switch (outcome) {
            case HELD -> State.PASSED.badge("Held");
            case BROKE -> State.FAILED.badge("Broke");
            case INVALID -> State.INVALID.badge("Invalid");
            case ABORTED -> State.ABORTED.badge("Aborted");
        };
    }
}
