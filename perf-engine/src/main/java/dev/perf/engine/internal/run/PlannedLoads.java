package dev.perf.engine.internal.run;

import dev.perf.load.ClosedLoad;
import dev.perf.load.IterationLoad;
import dev.perf.load.LoadProfile;
import dev.perf.load.OpenLoad;
import dev.perf.load.Rate;
import dev.perf.result.PlannedLoad;
import dev.perf.result.PlannedLoad.Burst;
import dev.perf.result.PlannedLoad.Model;
import dev.perf.result.PlannedLoad.Point;
import dev.perf.result.PlannedLoad.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

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
                        .toList(),
                planned.bursts().stream()
                        .map(burst -> new Burst(burst.at().plus(start), burst.iterations()))
                        .toList(),
                planned.stages().stream()
                        .map(stage -> new Stage(
                                stage.name(),
                                stage.from().plus(start),
                                stage.to().plus(start)))
                        .toList());
    }

    /** Returns the line of {@code load}, which begins at zero. */
    public static PlannedLoad of(String scenario, LoadProfile load) {
        return switch (load) {
            case ClosedLoad closed ->
                new PlannedLoad(scenario, Model.CLOSED, load.toString(), corners(closed), List.of(), stages(closed));
            case IterationLoad iterations ->
                new PlannedLoad(
                        scenario,
                        Model.CLOSED,
                        load.toString(),
                        List.of(new Point(Duration.ZERO, iterations.users())),
                        List.of(),
                        List.of());
            case OpenLoad open ->
                new PlannedLoad(scenario, Model.OPEN, load.toString(), corners(open), bursts(open), stages(open));
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

    private static List<Burst> bursts(OpenLoad load) {
        var bursts = new ArrayList<Burst>();
        Duration at = Duration.ZERO;
        for (OpenLoad.Piece piece : load.pieces()) {
            if (piece.atOnce() > 0) {
                bursts.add(new Burst(at, piece.atOnce()));
            }
            at = at.plus(piece.duration());
        }
        return bursts;
    }

    /** Returns the stages of {@code load} that have names; it begins at zero. */
    static List<Stage> stages(LoadProfile load) {
        return switch (load) {
            case ClosedLoad closed -> stages(closed);
            case IterationLoad ignored -> List.of();
            case OpenLoad open -> stages(open);
        };
    }

    private static List<Stage> stages(ClosedLoad load) {
        var named = new NamedStages();
        load.stages().forEach(stage -> named.add(stage.name(), stage.duration()));
        return named.stages;
    }

    private static List<Stage> stages(OpenLoad load) {
        var named = new NamedStages();
        load.stages().forEach(stage -> named.add(stage.name(), stage.duration()));
        return named.stages;
    }

    /** Stages one after the other, of which those with a name are kept. */
    private static final class NamedStages {
        private final List<Stage> stages = new ArrayList<>();
        private Duration at = Duration.ZERO;

        void add(@Nullable String name, Duration length) {
            Duration from = at;
            at = at.plus(length);
            Stage before = stages.isEmpty() ? null : stages.getLast();
            if (name == null) {
                return;
            }
            if (before != null && before.name().equals(name) && before.to().equals(from)) {
                stages.set(stages.size() - 1, new Stage(name, before.from(), at));
            } else {
                stages.add(new Stage(name, from, at));
            }
        }
    }
}
