package dev.perf.engine.internal.soak;

import dev.perf.result.PlannedLoad;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The longest stretch of a run in which the planned load does not change: only there does a drift of the numbers say
 * something about the system.
 *
 * @param from its beginning, since the start of the load
 * @param to its end
 */
public record SteadyStretch(Duration from, Duration to) {

    /** Returns the longest stretch after {@code warmUp} in which no load changes; null where there is none. */
    public static @Nullable SteadyStretch of(List<PlannedLoad> loads, Duration warmUp) {
        var corners = new TreeSet<Duration>();
        corners.add(warmUp);
        for (PlannedLoad load : loads) {
            load.points().stream()
                    .map(PlannedLoad.Point::at)
                    .filter(at -> at.compareTo(warmUp) > 0)
                    .forEach(corners::add);
        }
        SteadyStretch longest = null;
        Duration begin = null;
        Duration before = null;
        for (Duration corner : corners) {
            if (before != null && isConstant(loads, before, corner)) {
                Duration from = begin == null ? before : begin;
                begin = from;
                if (longest == null || corner.minus(from).compareTo(longest.length()) > 0) {
                    longest = new SteadyStretch(from, corner);
                }
            } else {
                begin = null;
            }
            before = corner;
        }
        return longest;
    }

    private Duration length() {
        return to.minus(from);
    }

    private static boolean isConstant(List<PlannedLoad> loads, Duration from, Duration to) {
        return loads.stream().anyMatch(load -> isAbove(load, from, to))
                && loads.stream()
                        .allMatch(load -> level(load, from, true) == level(load, to, false)
                                && load.points().stream()
                                        .noneMatch(point -> point.at().compareTo(from) > 0
                                                && point.at().compareTo(to) < 0
                                                && point.level() != level(load, from, true)));
    }

    private static boolean isAbove(PlannedLoad load, Duration from, Duration to) {
        return level(load, from, true) > 0 && level(load, to, false) > 0;
    }

    /** At a jump there are two levels: the one after it begins a stretch, the one before it ends one. */
    private static double level(PlannedLoad load, Duration at, boolean after) {
        List<PlannedLoad.Point> points = load.points();
        double level = 0;
        for (int i = 0; i < points.size(); i++) {
            PlannedLoad.Point point = points.get(i);
            int order = point.at().compareTo(at);
            if (order < 0) {
                level = i + 1 < points.size() ? between(point, points.get(i + 1), at) : after ? 0 : point.level();
            } else if (order == 0) {
                if (!after) {
                    return point.level();
                }
                // Where the line ends, nothing comes after.
                level = i == points.size() - 1 ? 0 : point.level();
            }
        }
        return level;
    }

    private static double between(PlannedLoad.Point left, PlannedLoad.Point right, Duration at) {
        if (right.at().compareTo(at) < 0 || right.at().equals(left.at())) {
            return right.level();
        }
        double share = (double) at.minus(left.at()).toNanos()
                / right.at().minus(left.at()).toNanos();
        return left.level() + share * (right.level() - left.level());
    }
}
