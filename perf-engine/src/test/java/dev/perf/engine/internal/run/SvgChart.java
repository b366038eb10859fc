package dev.perf.engine.internal.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleUnaryOperator;

/**
 * A chart of a few lines as an SVG file of its own. It follows the theme of the reader's system, and has a ground of its own,
 * since the page around it may follow another.
 */
final class SvgChart {

    private static final double LEFT = 64;
    private static final double TOP = 52;
    private static final double WIDTH = 620;
    private static final double HEIGHT = 190;
    private static final List<String> INKS = List.of("a", "b", "c");
    private static final String STYLE = """
        .paper { fill: #ffffff } text { font: 13px system-ui, sans-serif; fill: #1c2128 }
        .tick { fill: #5c626c } .grid { stroke: #dcdcd6 }
        .a { stroke: #2f5fd0 } .b { stroke: #c05717; stroke-dasharray: 7 4 } .c { stroke: #0b7a75; stroke-dasharray: 2 4 }
        path, .key { fill: none; stroke-width: 2 } .title { font-weight: 600 }
        @media (prefers-color-scheme: dark) {
          .paper { fill: #15181c } text { fill: #e6e8eb } .tick { fill: #9aa1ab } .grid { stroke: #3a3f47 }
          .a { stroke: #86a8ff } .b { stroke: #f0945a } .c { stroke: #4fc4bd }
        }
        """;

    record Point(double x, double y) {}

    private record Tick(double value, String label) {}

    private record Series(String name, List<Point> points) {}

    private final String title;
    private final String summary;
    private final double top;
    private final DoubleUnaryOperator across;
    private final List<Tick> below = new ArrayList<>();
    private final List<Tick> beside = new ArrayList<>();
    private final List<Series> series = new ArrayList<>();

    /**
     * Creates a chart.
     *
     * @param summary what there is to see, for those who cannot
     * @param top where the upright axis ends
     * @param across place of a value on the other axis, from 0 to 1
     */
    SvgChart(String title, String summary, double top, DoubleUnaryOperator across) {
        this.title = title;
        this.summary = summary;
        this.top = top;
        this.across = across;
    }

    SvgChart below(double value, String label) {
        below.add(new Tick(value, label));
        return this;
    }

    SvgChart beside(double value, String label) {
        beside.add(new Tick(value, label));
        return this;
    }

    SvgChart line(String name, List<Point> points) {
        series.add(new Series(name, points));
        return this;
    }

    String svg() {
        var svg = new StringBuilder();
        svg.append("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 290\" width=\"720\" height=\"290\""
                + " role=\"img\" aria-labelledby=\"t d\">\n");
        svg.append("<title id=\"t\">" + title + "</title>\n<desc id=\"d\">" + summary + "</desc>\n");
        svg.append("<style>\n" + STYLE + "</style>\n");
        svg.append("<rect class=\"paper\" width=\"720\" height=\"290\" rx=\"6\"/>\n");
        svg.append(text(LEFT, 18, "title", "start", title));
        double key = LEFT;
        for (int i = 0; i < series.size(); i++) {
            svg.append(line(INKS.get(i) + " key", key, 34, key + 22, 34));
            svg.append(text(key + 28, 38.5, "", "start", series.get(i).name()));
            key += 50 + 7 * series.get(i).name().length();
        }
        for (Tick tick : beside) {
            svg.append(line("grid", LEFT, y(tick.value()), LEFT + WIDTH, y(tick.value())));
            svg.append(text(LEFT - 8, y(tick.value()) + 4, "tick", "end", tick.label()));
        }
        for (Tick tick : below) {
            svg.append(text(x(tick.value()), TOP + HEIGHT + 20, "tick", "middle", tick.label()));
        }
        for (int i = series.size() - 1; i >= 0; i--) {
            svg.append("<path class=\"" + INKS.get(i) + "\" d=\""
                    + path(series.get(i).points()) + "\"/>\n");
        }
        return svg.append("</svg>\n").toString();
    }

    private String path(List<Point> points) {
        var path = new StringBuilder();
        for (Point point : points) {
            path.append(path.isEmpty() ? "M" : "L").append(number(x(point.x()))).append(' ');
            path.append(number(y(point.y())));
        }
        return path.toString();
    }

    private double x(double value) {
        return LEFT + across.applyAsDouble(value) * WIDTH;
    }

    private double y(double value) {
        return TOP + (1 - value / top) * HEIGHT;
    }

    private static String line(String look, double x1, double y1, double x2, double y2) {
        return "<line class=\"" + look + "\" x1=\"" + number(x1) + "\" y1=\"" + number(y1) + "\" x2=\"" + number(x2)
                + "\" y2=\"" + number(y2) + "\"/>\n";
    }

    private static String text(double x, double y, String look, String anchor, String text) {
        return "<text class=\"" + look + "\" x=\"" + number(x) + "\" y=\"" + number(y) + "\" text-anchor=\"" + anchor
                + "\">" + text + "</text>\n";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
