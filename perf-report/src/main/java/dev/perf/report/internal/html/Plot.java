package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
 * @param marks what stands behind and beside the lines
 * @param heat cells behind the lines; null for none
 */
record Plot(
        String id,
        String title,
        String summary,
        Axis x,
        Axis y,
        List<Line> lines,
        List<Limit> limits,
        Marks marks,
        @Nullable HeatMap heat) {

    static final int MARGIN = 60;

    private static final int TOP = 14;
    private static final int WIDTH = 1000;
    private static final int HEIGHT = 200;
    private static final int BOTTOM = TOP + HEIGHT;

    /** Percent of the width that a letter takes in the narrowest drawing. */
    private static final double ROOM_OF_LETTER = 2.4;

    /** Percent of the width that two numbers of moments must be apart. */
    private static final double ROOM_OF_NUMBER = 5;

    /** More names than that stand in each other's way. */
    private static final int MOST_NAMED_BURSTS = 4;

    private static final String GRID = "#dcdcd6";
    private static final String MUTE = "#5c626c";

    /**
     * What stands behind and beside the lines.
     *
     * @param shades stretches that differ from the others
     * @param stages named stretches of the load
     * @param bursts what begins at one moment
     * @param moments where something was done to the run
     */
    record Marks(List<Shade> shades, List<Stage> stages, List<Burst> bursts, List<Moment> moments) {

        static final Marks NONE = new Marks(List.of(), List.of(), List.of(), List.of());

        /** Copies the lists. */
        Marks {
            shades = List.copyOf(shades);
            stages = List.copyOf(stages);
            bursts = List.copyOf(bursts);
            moments = List.copyOf(moments);
        }

        /** Returns marks of values that differ from {@code from} on; none if that is nowhere. */
        static Marks shadedFrom(double from) {
            return Double.isFinite(from)
                    ? new Marks(List.of(new Shade(from, Double.POSITIVE_INFINITY, "")), List.of(), List.of(), List.of())
                    : NONE;
        }

        Marks with(List<Burst> others) {
            return new Marks(shades, stages, others, moments);
        }
    }

    /** A stretch in another shade; its label is left out where there is no room. */
    record Shade(double from, double to, String label) {}

    /** A stretch between two lines; its name is left out where there is no room. */
    record Stage(double from, double to, String name) {}

    /** A number of things that begin at one moment: a height is what they have not. */
    record Burst(double at, String text) {}

    /** A value not to exceed, and its name in the legend. */
    record Limit(double value, String label) {}

    /**
     * A place where something was done to the run.
     *
     * @param label number of the act in the list beside the charts
     * @param text what was done
     */
    record Moment(double at, String label, String text) {}

    /** Draws lines alone. */
    Plot(String id, String title, String summary, Axis x, Axis y, List<Line> lines, List<Limit> limits, Marks marks) {
        this(id, title, summary, x, y, lines, limits, marks, null);
    }

    Element svg() {
        Element shifted = el("g").attr("transform", "translate(" + MARGIN + " 0)");
        marks.shades().forEach(shade -> shifted.add(shaded(shade)));
        marks.stages().forEach(stage -> shifted.add(boundary(stage)));
        y.ticks().forEach(tick -> shifted.add(horizontal("grid", height(tick.value())), labelLeft(tick)));
        shifted.add(horizontal("base", BOTTOM));
        x.ticks().forEach(tick -> shifted.add(labelBelow(tick)));
        marks.moments().forEach(moment -> shifted.add(momentLine(moment)));
        shifted.add(momentLabels());
        shifted.add(stretched());
        shifted.add(arrows());
        marks.shades().forEach(shade -> shifted.add(within(shade.label(), shade.from(), shade.to(), BOTTOM - 7.0)));
        marks.stages().forEach(stage -> shifted.add(within(stage.name(), stage.from(), stage.to(), TOP + 12.0)));
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
        if (heat != null) {
            area.add(heat.drawn(WIDTH, HEIGHT));
        }
        lines.reversed().stream()
                .filter(line -> line.max() > 0 || line.points().stream().anyMatch(point -> point.y() == 0))
                .forEach(line -> area.add(line.ink().apply(el("path")).attr("d", path(line.points()))));
        return area;
    }

    private String path(List<Line.Point> points) {
        var path = new StringBuilder();
        boolean pen = false;
        boolean alone = false;
        String before = "";
        for (Line.Point point : points) {
            if (!Double.isFinite(point.y())) {
                path.append(alone ? "h0" : "");
                pen = false;
                alone = false;
                continue;
            }
            String place = Format.coordinate(x.scale().position(point.x()) * WIDTH)
                    + " "
                    + Format.coordinate((1 - y.scale().position(point.y())) * HEIGHT);
            if (!pen || !place.equals(before)) {
                path.append(pen ? "L" : "M").append(place);
                alone = !pen;
            }
            before = place;
            pen = true;
        }
        return path.append(alone ? "h0" : "").toString();
    }

    private Element shaded(Shade shade) {
        double from = percent(shade.from());
        return el("rect")
                .cls("weak-area")
                .attr("x", Format.coordinate(from) + "%")
                .attr("y", TOP)
                .attr("width", Format.coordinate(percent(shade.to()) - from) + "%")
                .attr("height", HEIGHT)
                .attr("fill", "currentColor")
                .attr("fill-opacity", "0.06");
    }

    private double percent(double value) {
        return Math.clamp(x.scale().position(value), 0, 1) * 100;
    }

    private Element boundary(Stage stage) {
        Element lines = el("g", el("title", stage.name()));
        for (double at : new double[] {stage.from(), stage.to()}) {
            double place = percent(at);
            if (place > 0.1 && place < 99.9) {
                lines.add(upright(el("line").cls("grid").attr("stroke", GRID), place));
            }
        }
        return lines;
    }

    private static Element upright(Element line, double percent) {
        String place = Format.coordinate(percent) + "%";
        return line.attr("x1", place).attr("x2", place).attr("y1", TOP).attr("y2", BOTTOM);
    }

    /** A name at the beginning of a stretch, if there is room for it even in a narrow drawing. */
    private Element within(String name, double from, double to, double height) {
        double begin = percent(from);
        return name.length() * ROOM_OF_LETTER > percent(to) - begin
                ? el("g")
                : halo(label(name))
                        .attr("x", Format.coordinate(begin) + "%")
                        .attr("dx", "5")
                        .attr("y", height);
    }

    /** Keeps a text readable that lines run behind. */
    private static Element halo(Element text) {
        return text.cls("tick halo")
                .attr("paint-order", "stroke")
                .attr("stroke", "#ffffff")
                .attr("stroke-width", "4")
                .attr("stroke-linejoin", "round");
    }

    /** Names that would stand on one another stand in rows. */
    private List<Element> arrows() {
        var arrows = new ArrayList<Element>();
        var taken = new double[MOST_NAMED_BURSTS];
        boolean named = marks.bursts().size() <= MOST_NAMED_BURSTS;
        for (Burst burst : marks.bursts()) {
            double place = percent(burst.at());
            double width = burst.text().length() * ROOM_OF_LETTER;
            boolean left = place + width > 100;
            int row = 0;
            while (named && row < taken.length - 1 && taken[row] > (left ? place - width : place)) {
                row++;
            }
            arrows.add(arrow(burst, place, named, left, row));
            if (named) {
                taken[row] = left ? place : place + width;
            }
        }
        return arrows;
    }

    private static Element arrow(Burst burst, double place, boolean named, boolean left, int row) {
        Element drawn = el(
                "g",
                el("title", burst.text()),
                upright(Ink.PLAN.apply(el("line")), place),
                el("svg", el("path").cls("burst").attr("d", "M-5 10L0 0L5 10Z").attr("fill", "#858b95"))
                        .attr("x", Format.coordinate(place) + "%")
                        .attr("y", TOP)
                        .attr("overflow", "visible"));
        if (named) {
            drawn.add(halo(label(burst.text()))
                    .attr("x", Format.coordinate(place) + "%")
                    .attr("dx", left ? "-9" : "9")
                    .attr("y", TOP + 28.0 + row * 16)
                    .attr("text-anchor", left ? "end" : "start"));
        }
        return drawn;
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

    private Element momentLine(Moment moment) {
        return el(
                "g",
                el("title", moment.label() + ": " + moment.text()),
                upright(Ink.EVENT.apply(el("line")), percent(moment.at())));
    }

    /** The numbers stand above the drawing, so that no line runs through them; those of neighbours stand together. */
    private List<Element> momentLabels() {
        var labels = new ArrayList<Element>();
        List<Moment> moments = marks.moments();
        for (int first = 0; first < moments.size(); ) {
            int last = first;
            while (last + 1 < moments.size()
                    && percent(moments.get(last + 1).at())
                                    - percent(moments.get(last).at())
                            < ROOM_OF_NUMBER) {
                last++;
            }
            String text = moments.get(first).label()
                    + (last == first ? "" : "–" + moments.get(last).label());
            double middle = (percent(moments.get(first).at())
                            + percent(moments.get(last).at()))
                    / 2;
            labels.add(label(text)
                    .attr("x", Format.coordinate(middle) + "%")
                    .attr("y", TOP - 3)
                    .attr("text-anchor", "middle"));
            first = last + 1;
        }
        return labels;
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
        if (!marks.bursts().isEmpty()) {
            legend.add(el(
                    "li",
                    el(
                                    "svg",
                                    el("path")
                                            .cls("burst")
                                            .attr("d", "M4 9L9 0L14 9Z")
                                            .attr("fill", "#858b95"))
                            .attr("width", "18")
                            .attr("height", "9")
                            .attr("aria-hidden", "true"),
                    el("span", "planned at once")));
        }
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
