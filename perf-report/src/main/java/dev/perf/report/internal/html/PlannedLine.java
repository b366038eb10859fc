package dev.perf.report.internal.html;

import dev.perf.result.PlannedLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** The planned load of all scenarios of one model together, as one line. */
final class PlannedLine {

    private PlannedLine() {}

    /** Returns the corners of the sum, in seconds; none if no scenario follows {@code model}. */
    static List<Line.Point> sum(List<PlannedLoad> loads, PlannedLoad.Model model) {
        List<PlannedLoad> summands = loads.stream()
                .filter(load -> load.model() == model && !load.points().isEmpty())
                .toList();
        var corners = new TreeSet<Double>();
        summands.forEach(load -> load.points().forEach(point -> corners.add(seconds(point))));
        var line = new ArrayList<Line.Point>();
        for (double corner : corners) {
            double before = summands.stream()
                    .mapToDouble(load -> level(load, corner, false))
                    .sum();
            double after = summands.stream()
                    .mapToDouble(load -> level(load, corner, true))
                    .sum();
            if (corner != corners.first()) {
                line.add(new Line.Point(corner, before));
            }
            if (corner == corners.first() || corner != corners.last() && after != before) {
                line.add(new Line.Point(corner, after));
            }
        }
        return line;
    }

    /** The level at a moment, seen from the side of what comes after or of what was before; they differ at a step. */
    private static double level(PlannedLoad load, double at, boolean after) {
        double level = 0;
        List<PlannedLoad.Point> points = load.points();
        for (int i = 0; i < points.size(); i++) {
            double from = seconds(points.get(i));
            if (from == at) {
                if (after) {
                    level = i == points.size() - 1 ? 0 : points.get(i).level();
                } else {
                    return i == 0 ? 0 : points.get(i).level();
                }
            } else if (i + 1 < points.size() && from < at && at < seconds(points.get(i + 1))) {
                double share = (at - from) / (seconds(points.get(i + 1)) - from);
                return points.get(i).level()
                        + share * (points.get(i + 1).level() - points.get(i).level());
            }
        }
        return level;
    }

    private static double seconds(PlannedLoad.Point point) {
        return point.at().toNanos() / 1e9;
    }
}
