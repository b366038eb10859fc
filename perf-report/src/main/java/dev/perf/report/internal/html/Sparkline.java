package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A small drawing within a row of a table: the shape of a course, without axes. */
final class Sparkline {

    static final int WIDTH = 120;
    static final int HEIGHT = 26;

    /** What stays free above and below a line. */
    private static final double EDGE = 2;

    /** Bars that are told apart. */
    private static final int BARS = 60;

    private Sparkline() {}

    /** So much of something between two moments. */
    record Amount(double from, double to, long count) {}

    /** A value that is not to be on the wrong side of {@code value}. */
    record Limit(double value, boolean upper) {

        boolean breaks(double other) {
            return upper ? other > value : other < value;
        }
    }

    /**
     * Draws a line, red where it is beyond its limit, over the limit's own.
     *
     * @param points from left to right
     * @param end where the drawing ends; it begins at 0
     * @param limit null for none
     * @param words what it shows, for those who do not see it
     */
    static Element line(List<Line.Point> points, double end, @Nullable Limit limit, String words) {
        double low = limit == null ? Double.POSITIVE_INFINITY : limit.value();
        double high = limit == null ? Double.NEGATIVE_INFINITY : limit.value();
        for (Line.Point point : points) {
            if (Double.isFinite(point.y())) {
                low = Math.min(low, point.y());
                high = Math.max(high, point.y());
            }
        }
        double room = high > low ? high - low : 1;
        double bottom = low;
        var all = new StringBuilder();
        var broken = new StringBuilder();
        String before = "";
        for (Line.Point point : points) {
            if (!Double.isFinite(point.y())) {
                before = "";
                continue;
            }
            String place = Format.coordinate(Math.clamp(point.x() / end, 0, 1) * WIDTH) + " "
                    + Format.coordinate(height((point.y() - bottom) / room));
            all.append(before.isEmpty() ? "M" + place + "h.01" : "L" + place);
            if (limit != null && limit.breaks(point.y())) {
                broken.append('M').append(before.isEmpty() ? place + "h.01" : before + "L" + place);
            }
            before = place;
        }
        Element svg = svg(words);
        if (limit != null) {
            double at = height((limit.value() - bottom) / room);
            svg.add(Ink.LIMIT
                    .apply(el("line"))
                    .attr("x1", "0")
                    .attr("x2", WIDTH)
                    .attr("y1", at)
                    .attr("y2", at));
        }
        svg.add(Ink.BLUE.apply(el("path")).attr("d", all.toString()).attr("stroke-width", "1.5"));
        if (!broken.isEmpty()) {
            svg.add(Ink.RED.apply(el("path")).attr("d", broken.toString()));
        }
        return svg;
    }

    private static double height(double part) {
        return EDGE + (1 - part) * (HEIGHT - 2 * EDGE);
    }

    /**
     * Draws bars, the highest of which has the whole height.
     *
     * @param amounts in order
     * @param end where the drawing ends; it begins at 0
     * @param words what it shows, for those who do not see it
     */
    static Element bars(List<Amount> amounts, double end, String words) {
        var bars = new double[BARS];
        for (Amount amount : amounts) {
            int first = bar(amount.from(), end);
            int last = Math.max(first, bar(amount.to() - 1e-9, end));
            for (int i = first; i <= last; i++) {
                bars[i] += (double) amount.count() / (last - first + 1);
            }
        }
        double most = 0;
        for (double bar : bars) {
            most = Math.max(most, bar);
        }
        var path = new StringBuilder();
        for (int i = 0; i < BARS; i++) {
            if (bars[i] > 0) {
                String height = Format.coordinate(Math.max(1.5, bars[i] / most * (HEIGHT - 2)));
                path.append('M').append(2 * i).append(' ').append(HEIGHT - 1);
                path.append("v-").append(height).append("h2v").append(height).append('z');
            }
        }
        Element floor = el("line")
                .cls("base")
                .attr("x1", "0")
                .attr("x2", WIDTH)
                .attr("y1", HEIGHT - 0.5)
                .attr("y2", HEIGHT - 0.5)
                .attr("stroke", "#dcdcd6");
        return svg(words)
                .add(floor, el("path").cls("bars").attr("d", path.toString()).attr("fill", "#b8281f"));
    }

    private static int bar(double at, double end) {
        return (int) Math.clamp(Math.floor(at / end * BARS), 0, BARS - 1);
    }

    private static Element svg(String words) {
        return el("svg")
                .cls("sparkline")
                .attr("width", WIDTH)
                .attr("height", HEIGHT)
                .attr("viewBox", "0 0 " + WIDTH + " " + HEIGHT)
                .attr("role", "img")
                .attr("aria-label", words);
    }
}
