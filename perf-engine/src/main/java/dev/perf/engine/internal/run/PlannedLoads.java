package dev.perf.engine.internal.run;

import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.result.PlannedLoad;
import dev.perf.result.PlannedLoad.Model;
import dev.perf.result.PlannedLoad.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Draws profiles as lines. Nobody knows the end of a number of iterations, so it is a single point. */
public final class PlannedLoads {

    /** More corners than that cannot be told apart in a report. */
    private static final int MOST_CORNERS = 1_000;

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
        return switch (load) {
            case ClosedLoad closed -> new PlannedLoad(scenario, Model.CLOSED, load.toString(), corners(closed));
            case IterationLoad iterations ->
                new PlannedLoad(
                        scenario, Model.CLOSED, load.toString(), List.of(new Point(Duration.ZERO, iterations.users())));
            case OpenLoad open -> new PlannedLoad(scenario, Model.OPEN, load.toString(), corners(open));
        };
    }

    private static List<Point> corners(ClosedLoad load) {
        var points = new ArrayList<Point>();
        Duration at = Duration.ZERO;
        points.add(new Point(at, load.startUsers()));
        for (ClosedLoad.Stage stage : load.stages()) {
            at = at.plus(stage.duration());
            points.add(new Point(at, stage.users()));
        }
        return points;
    }

    /** Corners that a curve has too many of are left out; those that a level begins or ends with are kept. */
    private static List<Point> corners(OpenLoad load) {
        var points = new ArrayList<Point>();
        Duration at = Duration.ZERO;
        Rate before = load.startRate();
        points.add(new Point(at, before.perSecond()));
        List<OpenLoad.Piece> pieces = load.pieces();
        int nth = 1 + pieces.size() / MOST_CORNERS;
        for (int i = 0; i < pieces.size(); i++) {
            OpenLoad.Piece piece = pieces.get(i);
            boolean jumps = !piece.from().equals(before);
            if (jumps) {
                points.add(new Point(at, piece.from().perSecond()));
            }
            at = at.plus(piece.duration());
            before = piece.to();
            boolean ends = i + 1 == pieces.size() || !pieces.get(i + 1).from().equals(before);
            if (!piece.duration().isZero() && (ends || i % nth == 0)) {
                points.add(new Point(at, before.perSecond()));
            }
        }
        return points;
    }
}
