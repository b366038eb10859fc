package dev.perf.engine.internal.run;

import dev.perf.load.ClosedLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.result.PlannedLoad;
import dev.perf.result.PlannedLoad.Model;
import dev.perf.result.PlannedLoad.Point;
import java.time.Duration;
import java.util.ArrayList;

/** Draws profiles as lines. */
public final class PlannedLoads {

    private PlannedLoads() {}

    /** Returns a line that begins {@code start} after the run. */
    static PlannedLoad shifted(PlannedLoad planned, Duration start, String when) {
        return new PlannedLoad(
                planned.scenario(),
                planned.model(),
                planned.description() + "; begins " + when,
                planned.points().stream()
                        .map(point -> new Point(point.at().plus(start), point.level()))
                        .toList());
    }

    /** Returns the line of {@code load}, which begins at zero. */
    public static PlannedLoad of(String scenario, LoadProfile load) {
        var points = new ArrayList<Point>();
        Duration at = Duration.ZERO;
        switch (load) {
            case ClosedLoad closed -> {
                points.add(new Point(at, closed.startUsers()));
                for (ClosedLoad.Stage stage : closed.stages()) {
                    at = at.plus(stage.duration());
                    points.add(new Point(at, stage.users()));
                }
                return new PlannedLoad(scenario, Model.CLOSED, load.toString(), points);
            }
            case OpenLoad open -> {
                points.add(new Point(at, open.startRate().perSecond()));
                for (OpenLoad.Stage stage : open.stages()) {
                    at = at.plus(stage.duration());
                    points.add(new Point(at, stage.rate().perSecond()));
                }
                return new PlannedLoad(scenario, Model.OPEN, load.toString(), points);
            }
        }
    }
}
