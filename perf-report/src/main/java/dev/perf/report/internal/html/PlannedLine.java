package dev.perf.report.internal.html;

import dev.perf.result.PlannedLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The planned load of all scenarios of one model together, as one line. A pause of the run interrupts the plan: an open load
 * offers nothing meanwhile, and a closed one keeps its users.
 */
final class PlannedLine {

    private PlannedLine() {}

    /**
     * Returns the corners of the sum until the end of the run, in seconds of the run; none if no scenario follows {@code model} along a line. A
     * number of iterations, and starts at once, have no line.
     */
    static List<Line.Point> sum(List<PlannedLoad> loads, PlannedLoad.Model model, RunTime time) {
        return until(RunTime.seconds(time.end()), paused(sum(loads, model), model, time.pauses()));
    }

    /** What a run that ended early did not come to is no part of its charts. */
    private static List<Line.Point> until(double end, List<Line.Point> plan) {
        var line = new ArrayList<Line.Point>();
        for (Line.Point corner : plan) {
            if (corner.x() > end) {
                if (!line.isEmpty() && line.getLast().x() < end) {
                    line.add(new Line.Point(end, between(line.getLast(), corner, end)));
                }
                return line;
            }
            line.add(corner);
        }
        return line;
    }

    private static List<Line.Point> paused(List<Line.Point> plan, PlannedLoad.Model model, List<RunTime.Pause> pauses) {
        var line = new ArrayList<Line.Point>();
        double shift = 0;
        int next = 0;
        for (Line.Point corner : plan) {
            while (next < pauses.size() && RunTime.seconds(pauses.get(next).from()) <= corner.x() + shift) {
                double from = RunTime.seconds(pauses.get(next).from());
                double to = RunTime.seconds(pauses.get(next).to());
                if (!line.isEmpty()) {
                    double level = between(line.getLast(), new Line.Point(corner.x() + shift, corner.y()), from);
                    line.add(new Line.Point(from, level));
                    if (model == PlannedLoad.Model.OPEN) {
                        line.add(new Line.Point(from, 0));
                        line.add(new Line.Point(to, 0));
                    }
                    line.add(new Line.Point(to, level));
                }
                shift += to - from;
                next++;
            }
            line.add(new Line.Point(corner.x() + shift, corner.y()));
        }
        return line;
    }

    private static double between(Line.Point left, Line.Point right, double x) {
        return right.x() == left.x()
                ? left.y()
                : left.y() + (x - left.x()) / (right.x() - left.x()) * (right.y() - left.y());
    }

    private static List<Line.Point> sum(List<PlannedLoad> loads, PlannedLoad.Model model) {
        List<PlannedLoad> summands = loads.stream()
                .filter(load -> load.model() == model && load.points().size() > 1)
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
