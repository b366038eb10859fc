package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.report.compare.Metric;
import dev.perf.report.internal.Timeline;
import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunResult;
import dev.perf.result.SteadyState;
import dev.perf.result.ThresholdResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonGenerator;

/** The run over time. */
final class TimeSection {

    /** A colour for each kind of error; the last is that of all others where there are more. */
    private static final List<Ink> KINDS = List.of(Ink.RED, Ink.ORANGE, Ink.BLUE, Ink.TEAL, Ink.GREY);

    private final RunResult result;
    private final Steps steps;
    private final RunTime time;
    private final List<Interval> measured;
    private final List<Interval> shown;
    private final Sentences sentences;
    private final Plot.Marks marks;
    private final List<TimeChart> charts;
    private final List<TimeChart> generator;
    private final List<TimeChart> clocks;
    private final List<TimeChart> agents;

    /** What tells which charts there are. */
    private final List<Interval> seen;

    /** Whether all kinds of errors are known: a chart that is drawn keeps its lines. */
    private final boolean hasEnded;

    private TimeSection(RunResult result, Steps steps) {
        this.result = result;
        this.steps = steps;
        this.time = RunTime.of(result);
        this.measured = Timeline.of(result.intervals());
        this.shown = new ArrayList<>(Timeline.of(result.warmUp()));
        shown.addAll(measured);
        this.seen = shown;
        this.hasEnded = true;
        this.sentences = new Sentences(measured);
        this.marks =
                new Plot.Marks(shades(time), Stages.toDraw(result, time), List.of(), Acts.moments(result, time.end()));
        this.charts = measured.isEmpty() ? List.of() : charts();
        this.clocks = measured.isEmpty() || PercentileSection.isClosed(result) || !isSeen(Interval::requests)
                ? List.of()
                : List.of(bothClocks());
        this.generator = measured.isEmpty()
                ? List.of()
                : GeneratorCharts.of(result, shown, RunTime.seconds(time.measuredFrom()), marks);
        this.agents = measured.isEmpty()
                ? List.of()
                : AgentCharts.of(result, shown, RunTime.seconds(time.measuredFrom()), marks);
    }

    private TimeSection(RunResult known, RunTime time, List<Interval> shown, Interval total) {
        this.result = known;
        this.steps = new Steps(List.of(), List.of(), false);
        this.time = time;
        this.measured = shown;
        this.shown = shown;
        this.seen = List.of(total);
        this.hasEnded = false;
        this.sentences = new Sentences(shown);
        this.marks =
                new Plot.Marks(shades(time), Stages.toDraw(result, time), List.of(), Acts.moments(result, time.end()));
        this.charts = shown.isEmpty() ? List.of() : charts();
        this.clocks = List.of();
        this.generator = List.of();
        this.agents = List.of();
    }

    /**
     * Returns the charts of some intervals of a run that goes on.
     *
     * @param known what is known of the run besides
     * @param total all intervals of the run so far as one, which tells which charts there are
     */
    static TimeSection during(RunResult known, RunTime time, List<Interval> intervals, Interval total) {
        return new TimeSection(known, time, intervals, total);
    }

    static TimeSection of(RunResult result, Steps steps) {
        return new TimeSection(result, steps);
    }

    Section section() {
        if (measured.isEmpty()) {
            return Section.none("time");
        }
        Element figures = el("div").cls("charts");
        charts.forEach(chart -> figures.add(chart.element()));
        Element note = el("p", resolution()).cls("note");
        return result.events().isEmpty()
                ? Section.of("time", "Over time", note, figures)
                : Section.of("time", "Over time", note, Acts.list(result), figures);
    }

    /** Returns the two clocks over time; nothing where no request was due at a time of its own. */
    List<Element> clocks() {
        return clocks.stream().map(TimeChart::element).toList();
    }

    /** Returns what the generator read of itself over time; nothing where it read nothing. */
    List<Element> generator() {
        return generator.stream().map(TimeChart::element).toList();
    }

    /** Returns what the agents did over time; nothing where there were none. */
    List<Element> agents() {
        return agents.stream().map(TimeChart::element).toList();
    }

    /** Writes what all charts share, and the charts. */
    void write(JsonGenerator json) {
        json.writeObjectPropertyStart("time");
        json.writeNumberProperty("end", RunTime.seconds(time.end()));
        bounds(json, shown);
        json.writeArrayPropertyStart("shades");
        marks.shades().forEach(shade -> stretch(json, shade.from(), shade.to(), "label", shade.label()));
        json.writeEndArray();
        json.writeArrayPropertyStart("stages");
        marks.stages().forEach(stage -> stretch(json, stage.from(), stage.to(), "name", stage.name()));
        json.writeEndArray();
        json.writeArrayPropertyStart("moments");
        marks.moments().forEach(moment -> {
            json.writeStartObject();
            json.writeNumberProperty("at", moment.at());
            json.writeStringProperty("label", moment.label());
            json.writeStringProperty("text", moment.text());
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeEndObject();
        json.writeArrayPropertyStart("charts");
        charts.forEach(chart -> chart.write(json));
        generator.forEach(chart -> chart.write(json));
        clocks.forEach(chart -> chart.write(json));
        agents.forEach(chart -> chart.write(json));
        json.writeEndArray();
    }

    private static void stretch(JsonGenerator json, double from, double to, String field, String name) {
        json.writeStartObject();
        json.writeNumberProperty("from", from);
        json.writeNumberProperty("to", to);
        json.writeStringProperty(field, name);
        json.writeEndObject();
    }

    /** Writes where intervals begin and end, in seconds. */
    static void bounds(JsonGenerator json, List<Interval> intervals) {
        json.writeArrayPropertyStart("from");
        intervals.forEach(each -> Json.number(json, RunTime.seconds(each.start())));
        json.writeEndArray();
        json.writeArrayPropertyStart("to");
        intervals.forEach(each -> Json.number(json, RunTime.seconds(each.start().plus(each.length()))));
        json.writeEndArray();
    }

    /** Of what never happened there is no chart, but where requests were made, the one of errors says that none failed. */
    private List<TimeChart> charts() {
        var charts = new ArrayList<TimeChart>();
        boolean requested = isSeen(Interval::requests);
        boolean iterated = isSeen(at -> at.scheduled() + at.ended());
        if (requested) {
            charts.addAll(List.of(requests(), responseTimes(), heat()));
        }
        if (iterated) {
            charts.add(iterations());
        }
        if (iterated || isSeen(Interval::users)) {
            charts.add(users());
        }
        if (requested || isSeen(Interval::dropped)) {
            charts.add(errors());
        }
        if (hasEnded) {
            kinds().ifPresent(charts::add);
        }
        if (isSeen(Interval::bytesReceived)) {
            charts.add(received());
        }
        return charts;
    }

    private boolean isSeen(ToLongFunction<Interval> count) {
        return seen.stream().anyMatch(at -> count.applyAsLong(at) > 0);
    }

    private String resolution() {
        Duration length =
                measured.stream().map(Interval::length).max(Duration::compareTo).orElseThrow();
        return "Each point stands for " + Format.length(length) + " of the run"
                + (result.intervals().size() > Timeline.MOST_POINTS ? ", neighbours merged" : "")
                + (steps.shortened()
                        ? "; to keep the page small, a stretch that is looked at closer is made of steps of "
                                + Format.length(steps.length())
                        : "")
                + ". Time counts from the start of the load"
                + (result.warmUp().isEmpty()
                        ? ""
                        : "; the warm-up, until " + Format.moment(time.measuredFrom())
                                + ", is drawn shaded and counted nowhere")
                + "."
                + (isSeen(Interval::requests)
                        ? " By the response times: "
                                + SteadyState.of(result.intervals()).describe() + "."
                        : "");
    }

    private static List<Plot.Shade> shades(RunTime time) {
        var shades = new ArrayList<Plot.Shade>();
        if (!time.measuredFrom().isZero()) {
            shades.add(new Plot.Shade(0, RunTime.seconds(time.measuredFrom()), "warm-up"));
        }
        time.pauses()
                .forEach(pause -> shades.add(
                        new Plot.Shade(RunTime.seconds(pause.from()), RunTime.seconds(pause.to()), "paused")));
        return shades;
    }

    /** Open loads that start iterations at once, the sum where several do so at one moment. */
    private List<Plot.Burst> burstsOfIterations() {
        var sums = new TreeMap<Double, Long>();
        result.plannedLoad()
                .forEach(load -> load.bursts()
                        .forEach(burst ->
                                sums.merge(RunTime.seconds(time.of(burst.at())), burst.iterations(), Long::sum)));
        return bursts(sums, sum -> Format.count(sum) + " at once");
    }

    /** Users that go through a number of iterations begin together, and nobody can plan their end. */
    private List<Plot.Burst> burstsOfUsers() {
        var sums = new TreeMap<Double, Long>();
        result.plannedLoad().stream()
                .filter(load -> load.model() == PlannedLoad.Model.CLOSED
                        && load.points().size() == 1)
                .map(load -> load.points().getFirst())
                .forEach(begin ->
                        sums.merge(RunTime.seconds(time.of(begin.at())), Math.round(begin.level()), Long::sum));
        return bursts(sums, sum -> Format.count(sum) + (sum == 1 ? " user" : " users"));
    }

    /** What a run that ended early did not come to is left out. */
    private List<Plot.Burst> bursts(SortedMap<Double, Long> sums, LongFunction<String> text) {
        double end = RunTime.seconds(time.end());
        return sums.entrySet().stream()
                .filter(sum -> sum.getKey() <= end)
                .map(sum -> new Plot.Burst(sum.getKey(), text.apply(sum.getValue())))
                .toList();
    }

    private TimeChart requests() {
        return chart("chart-requests", "Requests", Measure.RATE)
                .note("ended per second")
                .line("succeeded", Ink.BLUE, at -> at.perSecond(at.requests() - at.failed()))
                .line("failed", Ink.RED, at -> at.perSecond(at.failed()))
                .ghost("all, baseline", Ink.GHOST_GREY, BaselineSection.overTime(result, Metric.THROUGHPUT, 1))
                .summary(sentences.rate("Requests ended", Interval::requests));
    }

    private TimeChart responseTimes() {
        return chart("chart-response", "Response time", Measure.TIME)
                .note("of the requests that ended")
                .line("p50", Ink.BLUE, nanos(Distribution::p50))
                .line("p95", Ink.TEAL, nanos(Distribution::p95))
                .line("p99", Ink.ORANGE, nanos(Distribution::p99))
                .line("max", Ink.GREY, nanos(Distribution::max))
                .ghost("p50, baseline", Ink.GHOST_BLUE, BaselineSection.overTime(result, Metric.P50, 1e6))
                .ghost("p95, baseline", Ink.GHOST_TEAL, BaselineSection.overTime(result, Metric.P95, 1e6))
                .limits(limits())
                .mayBeLogarithmic()
                .topWhenEmpty(100e6)
                .summary(sentences.responseTime());
    }

    private TimeChart bothClocks() {
        return chart("chart-clocks", "The two clocks over time", Measure.TIME)
                .note("p95 of the requests that ended")
                .line("response time", Ink.BLUE, nanos(Distribution::p95))
                .line(
                        "service time",
                        Ink.ORANGE,
                        at -> at.serviceTime().isEmpty()
                                ? Double.NaN
                                : at.serviceTime().p95().toNanos())
                .mayBeLogarithmic()
                .topWhenEmpty(100e6)
                .summary(sentences.gap());
    }

    private TimeChart heat() {
        return chart("chart-heat", "Latency heat map", Measure.TIME)
                .note("darker where more requests took that long")
                .line("p50", Ink.BLUE, nanos(Distribution::p50))
                .line("p95", Ink.TEAL, nanos(Distribution::p95))
                .line("p99", Ink.ORANGE, nanos(Distribution::p99))
                .heat()
                .summary(sentences.spread());
    }

    private TimeChart iterations() {
        return chart("chart-iterations", "Iterations", Measure.RATE)
                .note("per second")
                .line("started", Ink.BLUE, at -> at.perSecond(at.started()))
                .line("ended", Ink.TEAL, at -> at.perSecond(at.ended()))
                .line("offered", Ink.GREY, at -> at.perSecond(at.scheduled()))
                .planned("planned, open scenarios", PlannedLine.sum(result.plannedLoad(), PlannedLoad.Model.OPEN, time))
                .bursts(burstsOfIterations())
                .summary(sentences.rate("Iterations started", Interval::started));
    }

    private TimeChart users() {
        return chart("chart-users", "Virtual users", Measure.LEVEL)
                .note("alive at the end of each interval")
                .atEnd()
                .line("users", Ink.BLUE, Interval::users)
                .planned(
                        "planned, closed scenarios",
                        PlannedLine.sum(result.plannedLoad(), PlannedLoad.Model.CLOSED, time))
                .bursts(burstsOfUsers())
                .integers()
                .summary(sentences.users());
    }

    private TimeChart errors() {
        return chart("chart-errors", "Errors", Measure.RATE)
                .note("per second")
                .line("failed requests", Ink.RED, at -> at.perSecond(at.failed()))
                .line("dropped iterations", Ink.ORANGE, at -> at.perSecond(at.dropped()))
                .summary(sentences.errors());
    }

    /** Failures by kind, of more than there are colours the most frequent; none where no kinds are known. */
    private Optional<TimeChart> kinds() {
        var sums = new TreeMap<String, Long>();
        shown.forEach(at -> at.errors().forEach((kind, count) -> sums.merge(kind, count, Long::sum)));
        List<String> kinds = sums.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .map(Map.Entry::getKey)
                .toList();
        if (kinds.isEmpty()) {
            return Optional.empty();
        }
        boolean all = kinds.size() <= KINDS.size();
        List<String> named = all ? kinds : kinds.subList(0, KINDS.size() - 1);
        TimeChart chart = chart("chart-kinds", "Errors by kind", Measure.RATE).note("per second");
        for (int i = 0; i < named.size(); i++) {
            String kind = named.get(i);
            chart.line(kind, KINDS.get(i), at -> at.perSecond(at.errors().getOrDefault(kind, 0L)));
        }
        if (!all) {
            chart.line(
                    "others",
                    KINDS.getLast(),
                    at -> at.perSecond(at.errors().entrySet().stream()
                            .filter(error -> !named.contains(error.getKey()))
                            .mapToLong(Map.Entry::getValue)
                            .sum()));
        }
        return Optional.of(chart.summary(sentences.kinds(kinds, sums)));
    }

    private TimeChart received() {
        return chart("chart-received", "Received", Measure.BYTES_PER_SECOND)
                .note("bytes per second, heads included")
                .line("received", Ink.BLUE, at -> at.perSecond(at.bytesReceived()))
                .topWhenEmpty(1000)
                .summary(sentences.received());
    }

    private TimeChart chart(String id, String title, Measure measure) {
        return new TimeChart(id, title, shown, RunTime.seconds(time.measuredFrom()), marks, measure);
    }

    private static ToDoubleFunction<Interval> nanos(Function<Distribution, Duration> value) {
        return at -> at.responseTime().isEmpty()
                ? Double.NaN
                : value.apply(at.responseTime()).toNanos();
    }

    /** Upper limits on all requests of the whole run; others would be lines about something the chart does not show. */
    private List<Plot.Limit> limits() {
        var limits = new ArrayList<Plot.Limit>();
        for (ThresholdResult threshold : result.thresholds()) {
            Expression expression = Expression.read(threshold.expression());
            if (expression != null
                    && expression.wholeRun()
                    && expression.upper()
                    && (expression.metric().equals("response_time")
                            || expression.metric().equals("http_req_duration"))
                    && !expression.aggregate().equals("count")
                    && threshold.limit() > 0) {
                double nanos = threshold.limit() * 1e6;
                limits.add(
                        new Plot.Limit(nanos, expression.aggregate() + " limit " + Format.tidy(Format.nanos(nanos))));
            }
        }
        return limits;
    }
}
