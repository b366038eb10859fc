package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.report.internal.Timeline;
import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import tools.jackson.core.JsonGenerator;

/** A chart of the run over time under construction. */
final class TimeChart {

    /** If the highest time is so many times the median, only a logarithmic axis shows both. */
    static final double WIDE = 10;

    /** A limit so many times above all values is named, not drawn: it would press the lines to the ground. */
    private static final double FAR = 2.5;

    private final String id;
    private final String title;
    private final List<Interval> intervals;
    private final Measure measure;
    private final List<Series> series = new ArrayList<>();
    private final List<Plot.Limit> limits = new ArrayList<>();
    private final double measuredFrom;
    private Plot.Marks marks;
    private final List<Line> ghosts = new ArrayList<>();
    private List<Line.Point> planned = List.of();
    private String plannedLabel = "";
    private String note = "";
    private double leastStep;
    private double topWhenEmpty = 1;
    private boolean mayBeLogarithmic;
    private boolean heat;
    private String summary = "";

    private record Series(String label, Ink ink, ToDoubleFunction<Interval> value) {}

    /**
     * Begins a chart.
     *
     * @param intervals those of the warm-up first
     * @param measuredFrom the end of the warm-up, in seconds
     * @param marks what stands behind the lines
     */
    TimeChart(
            String id, String title, List<Interval> intervals, double measuredFrom, Plot.Marks marks, Measure measure) {
        this.id = id;
        this.title = title;
        this.intervals = intervals;
        this.measuredFrom = measuredFrom;
        this.marks = marks;
        this.measure = measure;
    }

    TimeChart note(String text) {
        note = text;
        return this;
    }

    /** The load that was asked for: a line without a column of its own. */
    TimeChart planned(String name, List<Line.Point> corners) {
        plannedLabel = name;
        planned = corners;
        return this;
    }

    /** What an earlier run came to: a line without a column of its own. */
    TimeChart ghost(String name, Ink ink, List<Line.Point> points) {
        if (!points.isEmpty()) {
            ghosts.add(new Line(name, ink, points));
        }
        return this;
    }

    /** What was asked to begin at one moment. */
    TimeChart bursts(List<Plot.Burst> planned) {
        marks = marks.with(planned);
        return this;
    }

    TimeChart line(String name, Ink ink, ToDoubleFunction<Interval> value) {
        series.add(new Series(name, ink, value));
        return this;
    }

    TimeChart limits(List<Plot.Limit> lines) {
        limits.addAll(lines);
        return this;
    }

    TimeChart integers() {
        leastStep = 1;
        return this;
    }

    /** Where the axis ends if there is nothing to show. */
    TimeChart topWhenEmpty(double value) {
        topWhenEmpty = value;
        return this;
    }

    TimeChart mayBeLogarithmic() {
        mayBeLogarithmic = true;
        return this;
    }

    /** Shows behind the lines how many requests took how long, on a logarithmic axis that holds all of them. */
    TimeChart heat() {
        heat = true;
        return this;
    }

    /** What there is to see, in a sentence. */
    TimeChart summary(String sentence) {
        summary = sentence;
        return this;
    }

    /** Returns the figure. */
    Element element() {
        List<Line> lines = lines();
        double top = top(lines);
        boolean logarithmic = isLogarithmic(lines);
        Axis y = logarithmic
                ? Axis.log(lowest(lines), top, measure::say)
                : Axis.linear(top > 0 ? top : topWhenEmpty, leastStep, measure::say);
        double end = intervals.isEmpty() ? 0 : end(intervals.getLast());
        HeatMap cells = heat ? HeatMap.of(Timeline.of(intervals, HeatMap.MOST_COLUMNS), y.scale(), end) : null;
        var plot = new Plot(id, title, summary, Axis.elapsed(end), y, lines, limits, marks, cells);
        return Figure.of(plot, logarithmic ? note + ", logarithmic" : note, "time", data());
    }

    /** Writes what the script draws: the same lines, to be looked at closer. */
    void write(JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("id", id);
        json.writeStringProperty("title", title);
        json.writeStringProperty("note", note);
        json.writeStringProperty("unit", measure.key());
        json.writeBooleanProperty("logarithmic", isLogarithmic(lines()));
        json.writeBooleanProperty("wholeNumbers", leastStep >= 1);
        json.writeNumberProperty("topWhenEmpty", topWhenEmpty);
        json.writeBooleanProperty("heat", heat);
        json.writeArrayPropertyStart("lines");
        series.forEach(each -> write(json, each));
        json.writeEndArray();
        if (!planned.isEmpty()) {
            json.writeObjectPropertyStart("planned");
            json.writeStringProperty("label", plannedLabel);
            corners(json, planned);
            json.writeEndObject();
        }
        if (!ghosts.isEmpty()) {
            json.writeArrayPropertyStart("ghosts");
            ghosts.forEach(ghost -> {
                json.writeStartObject();
                json.writeStringProperty("ink", ghost.ink().colour());
                corners(json, ghost.points());
                json.writeEndObject();
            });
            json.writeEndArray();
        }
        json.writeArrayPropertyStart("limits");
        limits.forEach(limit -> {
            json.writeStartObject();
            json.writeNumberProperty("value", limit.value());
            json.writeStringProperty("label", limit.label());
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeArrayPropertyStart("bursts");
        marks.bursts().forEach(burst -> {
            json.writeStartObject();
            json.writeNumberProperty("at", burst.at());
            json.writeStringProperty("text", burst.text());
            json.writeEndObject();
        });
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void corners(JsonGenerator json, List<Line.Point> corners) {
        json.writeArrayPropertyStart("x");
        corners.forEach(corner -> Json.shown(json, corner.x()));
        json.writeEndArray();
        json.writeArrayPropertyStart("y");
        corners.forEach(corner -> Json.shown(json, corner.y()));
        json.writeEndArray();
    }

    private void write(JsonGenerator json, Series each) {
        json.writeStartObject();
        json.writeStringProperty("label", each.label());
        json.writeStringProperty("ink", each.ink().colour());
        json.writeArrayPropertyStart("values");
        intervals.forEach(interval -> Json.shown(json, each.value().applyAsDouble(interval)));
        json.writeEndArray();
        json.writeEndObject();
    }

    private List<Line> lines() {
        var lines = new ArrayList<Line>();
        series.forEach(each -> lines.add(new Line(each.label(), each.ink(), points(each))));
        if (!planned.isEmpty()) {
            lines.add(new Line(plannedLabel, Ink.PLAN, planned));
        }
        lines.addAll(ghosts);
        return lines;
    }

    private LongStream times(ToLongFunction<Distribution> value) {
        return intervals.stream()
                .map(Interval::responseTime)
                .filter(each -> !each.isEmpty())
                .mapToLong(value);
    }

    /** The highest value that the axis has to show. */
    private double top(List<Line> lines) {
        if (heat) {
            return times(each -> each.max().toNanos()).max().orElse(0);
        }
        double max = lines.stream().mapToDouble(Line::max).max().orElse(0);
        return limits.stream()
                .mapToDouble(Plot.Limit::value)
                .filter(limit -> limit <= FAR * max)
                .reduce(max, Math::max);
    }

    private boolean isLogarithmic(List<Line> lines) {
        double top = top(lines);
        return heat || mayBeLogarithmic && top > 0 && top > WIDE * typical(lines);
    }

    private double lowest(List<Line> lines) {
        if (heat) {
            return Math.max(1, times(each -> each.min().toNanos()).min().orElse(1));
        }
        return lines.stream().mapToDouble(Line::lowestPositive).min().orElse(1);
    }

    /** The median of the first line, which the eye should be able to follow. */
    private static double typical(List<Line> lines) {
        double[] sorted = lines.getFirst().points().stream()
                .mapToDouble(Line.Point::y)
                .filter(Double::isFinite)
                .sorted()
                .toArray();
        return sorted.length == 0 ? 1 : sorted[sorted.length / 2];
    }

    /** Values stand in the middle of their interval; where a line begins or ends, it covers the interval's other half. */
    private List<Line.Point> points(Series each) {
        var points = new ArrayList<Line.Point>();
        for (int i = 0; i < intervals.size(); i++) {
            Interval interval = intervals.get(i);
            double value = each.value().applyAsDouble(interval);
            if (i == 0 || isGap(each, i - 1)) {
                points.add(new Line.Point(start(interval), value));
            }
            points.add(new Line.Point((start(interval) + end(interval)) / 2, value));
            if (i == intervals.size() - 1 || isGap(each, i + 1)) {
                points.add(new Line.Point(end(interval), value));
            }
        }
        return points;
    }

    private boolean isGap(Series each, int index) {
        return Double.isNaN(each.value().applyAsDouble(intervals.get(index)));
    }

    private Element data() {
        Element heads = el("tr", el("th", "Time").attr("scope", "col"));
        series.forEach(
                each -> heads.add(el("th", each.label()).attr("scope", "col").cls("n")));
        Element body = el("tbody");
        for (Interval interval : intervals) {
            double middle = (start(interval) + end(interval)) / 2;
            String name = Format.moment(start(interval)) + (start(interval) < measuredFrom ? ", warm-up" : "");
            Element row = el("tr", el("th", name).attr("scope", "row")).attr("data-x", Format.coordinate(middle));
            for (Series each : series) {
                row.add(el("td", measure.say(each.value().applyAsDouble(interval))));
            }
            body.add(row);
        }
        return el("table", el("caption", title + ", by start of interval"), el("thead", heads), body);
    }

    private static double start(Interval interval) {
        return interval.start().toNanos() / 1e9;
    }

    private static double end(Interval interval) {
        return interval.start().plus(interval.length()).toNanos() / 1e9;
    }
}
