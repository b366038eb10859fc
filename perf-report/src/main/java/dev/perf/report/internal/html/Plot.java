package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import java.util.List;

/**
 * Draws lines between two axes as SVG.
 *
 * <p>The drawing stretches to the width it is given while its letters keep their size: everything is placed in percent
 * of the width, and only the lines live in a stretched coordinate system. The page leaves {@link #MARGIN} free to the
 * right, by which the whole is shifted to make room for the labels on the left.
 *
 * @param id unique in the page
 * @param title what is shown
 * @param summary what there is to see, in a sentence
 * @param x horizontal axis
 * @param y vertical axis
 * @param lines from front to back
 * @param limits horizontal lines to stay below
 * @param weakFrom from where on values rest on few samples; infinite if nowhere
 * @param moments vertical lines where something was done to the run
 */
record Plot(
        String id,
        String title,
        String summary,
        Axis x,
        Axis y,
        List<Line> lines,
        List<Limit> limits,
        double weakFrom,
        List<Moment> moments) {

    static final int MARGIN = 60;

    private static final int TOP = 14;
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 200;
    private static final int BOTTOM = TOP + HEIGHT;
    private static final String GRID = "#dcdcd6";
    private static final String MUTE = "#5c626c";

    /** A value not to exceed, and its name in the legend. */
    record Limit(double value, String label) {}

    /**
     * A place where something was done to the run.
     *
     * @param label number of the act in the list beside the charts
     * @param text what was done
     */
    record Moment(double at, String label, String text) {}

    Element svg() {
        Element shifted = el("g").attr("transform", "translate(" + MARGIN + " 0)");
        if (weakFrom < Double.POSITIVE_INFINITY) {
            shifted.add(weakArea());
        }
        y.ticks().forEach(tick -> shifted.add(horizontal("grid", height(tick.value())), labelLeft(tick)));
        shifted.add(horizontal("base", BOTTOM));
        x.ticks().forEach(tick -> shifted.add(labelBelow(tick)));
        moments.forEach(moment -> shifted.add(momentLine(moment)));
        shifted.add(stretched());
        limits.stream().filter(this::isInside).forEach(limit -> shifted.add(limitLine(limit)));
        return el("svg")
                .cls("plot")
                .attr("width", "100%")
                .attr("height", BOTTOM + 28)
                .attr("overflow", "visible")
                .attr("role", "img")
                .attr("aria-labelledby", id + "-title " + id + "-desc")
                .attr("data-from", domain(0))
                .attr("data-to", domain(1))
                .add(el("title", title).id(id + "-title"), el("desc", summary).id(id + "-desc"), shifted);
    }

    /** The script finds points on a linear axis only; a logarithmic one is given to it as powers of ten. */
    private double domain(double end) {
        return switch (x.scale()) {
            case Scale.Linear linear -> end == 0 ? linear.from() : linear.to();
            case Scale.Log log -> Math.log10(end == 0 ? log.from() : log.to());
        };
    }

    private static Element horizontal(String look, double height) {
        return el("line")
                .cls(look)
                .attr("x1", "0")
                .attr("x2", "100%")
                .attr("y1", height)
                .attr("y2", height)
                .attr("stroke", GRID);
    }

    private Element labelLeft(Axis.Tick tick) {
        return label(tick.label())
                .attr("x", "-10")
                .attr("y", height(tick.value()) + 4)
                .attr("text-anchor", "end");
    }

    private Element labelBelow(Axis.Tick tick) {
        return label(tick.label())
                .attr("x", Format.coordinate(x.scale().position(tick.value()) * 100) + "%")
                .attr("y", BOTTOM + 20)
                .attr("text-anchor", "middle");
    }

    private static Element label(String text) {
        return el("text", text).cls("tick").attr("fill", MUTE).attr("font-size", "12");
    }

    private Element stretched() {
        Element area = el("svg")
                .cls("lines")
                .attr("x", "0")
                .attr("y", TOP)
                .attr("width", "100%")
                .attr("height", HEIGHT)
                .attr("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
                .attr("preserveAspectRatio", "none")
                .attr("overflow", "visible");
        lines.reversed().stream()
                .filter(line -> line.max() > 0 || line.points().stream().anyMatch(point -> point.y() == 0))
                .forEach(line -> area.add(line.ink().apply(el("path")).attr("d", path(line.points()))));
        return area;
    }

    private String path(List<Line.Point> points) {
        var path = new StringBuilder();
        boolean pen = false;
        String before = "";
        for (Line.Point point : points) {
            if (!Double.isFinite(point.y())) {
                pen = false;
                continue;
            }
            String place = Format.coordinate(x.scale().position(point.x()) * WIDTH)
                    + " "
                    + Format.coordinate((1 - y.scale().position(point.y())) * HEIGHT);
            if (!pen || !place.equals(before)) {
                path.append(pen ? "L" : "M").append(place);
            }
            before = place;
            pen = true;
        }
        return path.toString();
    }

    private Element weakArea() {
        double from = Math.clamp(x.scale().position(weakFrom), 0, 1) * 100;
        return el("rect")
                .cls("weak-area")
                .attr("x", Format.coordinate(from) + "%")
                .attr("y", TOP)
                .attr("width", Format.coordinate(100 - from) + "%")
                .attr("height", HEIGHT)
                .attr("fill", "currentColor")
                .attr("fill-opacity", "0.05");
    }

    private Element limitLine(Limit limit) {
        double height = height(limit.value());
        return Ink.LIMIT
                .apply(el("line"))
                .attr("x1", "0")
                .attr("x2", "100%")
                .attr("y1", height)
                .attr("y2", height);
    }

    /** The number stands above the drawing, so that no line runs through it. */
    private Element momentLine(Moment moment) {
        String place = Format.coordinate(x.scale().position(moment.at()) * 100) + "%";
        return el(
                "g",
                el("title", moment.label() + ": " + moment.text()),
                Ink.EVENT
                        .apply(el("line"))
                        .attr("x1", place)
                        .attr("x2", place)
                        .attr("y1", TOP)
                        .attr("y2", BOTTOM),
                label(moment.label()).attr("x", place).attr("y", TOP - 3).attr("text-anchor", "middle"));
    }

    private boolean isInside(Limit limit) {
        return y.scale().position(limit.value()) <= 1 + 1e-9;
    }

    private double height(double value) {
        return TOP + (1 - y.scale().position(value)) * HEIGHT;
    }

    /** Swatch and name of each line, with room for the value under the cursor. */
    Element legend() {
        Element legend = el("ul").cls("legend");
        lines.forEach(line -> legend.add(el("li", swatch(line.ink()), el("span", line.label()), el("b"))));
        limits.forEach(limit -> legend.add(el(
                "li",
                swatch(Ink.LIMIT),
                el("span", isInside(limit) ? limit.label() : limit.label() + ", above the chart"))));
        return legend;
    }

    private static Element swatch(Ink ink) {
        Element stroke =
                el("line").attr("x1", "1").attr("x2", "17").attr("y1", "4").attr("y2", "4");
        return el("svg")
                .attr("width", "18")
                .attr("height", "8")
                .attr("aria-hidden", "true")
                .add(ink.apply(stroke));
    }
}
