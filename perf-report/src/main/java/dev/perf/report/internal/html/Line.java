package dev.perf.report.internal.html;

import java.util.List;

/**
 * A line of a chart.
 *
 * @param label its name in the legend
 * @param ink its look
 * @param points its corners; a point without a value (NaN) interrupts it
 */
record Line(String label, Ink ink, List<Point> points) {

    /** A corner, in the units of the axes. */
    record Point(double x, double y) {}

    /** Copies the points. */
    Line {
        points = List.copyOf(points);
    }

    /** Returns the highest value, or 0. */
    double max() {
        return points.stream()
                .mapToDouble(Point::y)
                .filter(Double::isFinite)
                .max()
                .orElse(0);
    }

    /** Returns the lowest value above 0, or infinity. */
    double lowestPositive() {
        return points.stream().mapToDouble(Point::y).filter(y -> y > 0).min().orElse(Double.POSITIVE_INFINITY);
    }
}
