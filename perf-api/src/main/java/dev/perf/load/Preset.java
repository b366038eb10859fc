package dev.perf.load;

import static dev.perf.source.Given.given;

import java.time.Duration;
import java.util.List;

/**
 * A well-known shape of load test, scaled by one number: the peak of the profile it is put on.
 *
 * <p>A preset keeps the model of the profile (open or closed), its peak and its length, and replaces its shape. Times
 * are shares of the length, levels shares of the peak.
 */
public enum Preset {
    /** One user, or one arrival a second, for 5 % of the time: does the test work at all? */
    SMOKE(List.of(new Point(0.05, 1))) {
        @Override
        double levelUnit(double peak) {
            return Math.min(1, peak);
        }
    },
    /** Up to the peak in 20 % of the time, hold for 60 %, down in 20 %: does the system carry what it is meant to? */
    LOAD(0, List.of(new Point(0.2, 1), new Point(0.6, 1), new Point(0.2, 0))),
    /** Four steps up to twice the peak: what happens beyond what the system is meant to carry? */
    STRESS(
            0,
            List.of(
                    new Point(0.1, 0.5),
                    new Point(0.15, 0.5),
                    new Point(0.1, 1),
                    new Point(0.15, 1),
                    new Point(0.1, 1.5),
                    new Point(0.15, 1.5),
                    new Point(0.1, 2),
                    new Point(0.15, 2))),
    /** A tenth of the peak, a sudden jump to the peak for 20 % of the time, and back: does the system recover? */
    SPIKE(
            0.1,
            List.of(new Point(0.4, 0.1), new Point(0, 1), new Point(0.2, 1), new Point(0, 0.1), new Point(0.4, 0.1))),
    /** Half the peak for ten times as long: does anything leak or decay? */
    SOAK(0.5, List.of(new Point(10, 0.5))),
    /** A straight line to ten times the peak, to be stopped by a threshold that aborts: where does it break? */
    BREAKPOINT(0, List.of(new Point(1, 10)));

    /** A level to reach after a time, both relative. */
    private record Point(double time, double level) {}

    private final double start;
    private final List<Point> points;

    Preset(List<Point> points) {
        this(points.getFirst().level(), points);
    }

    Preset(double start, List<Point> points) {
        this.start = start;
        this.points = points;
    }

    /** The level that a share of 1 stands for. */
    double levelUnit(double peak) {
        return peak;
    }

    /**
     * Returns this shape with the model, peak and length of {@code profile}.
     *
     * @throws IllegalArgumentException if the profile is a number of iterations, which has no length, or has no rate
     */
    public LoadProfile shape(LoadProfile profile) {
        double unit = levelUnit(given(profile, "profile").peak());
        return switch (profile) {
            case ClosedLoad closed -> shapeClosed(closed, unit);
            case OpenLoad open -> {
                if (unit <= 0) {
                    throw new IllegalArgumentException(
                            "\"" + profile + "\" has no rate for the shape to reach; give it a stage with a rate");
                }
                yield shapeOpen(open, unit);
            }
            case IterationLoad ignored ->
                throw new IllegalArgumentException("\"" + profile
                        + "\" is a number of iterations, which has no length to shape; give the scenario a load with"
                        + " stages");
        };
    }

    private LoadProfile shapeClosed(ClosedLoad profile, double unit) {
        return profile.reshaped(
                users(start * unit),
                points.stream()
                        .map(point -> new ClosedLoad.Stage(users(point.level() * unit), time(point, profile)))
                        .toList(),
                1);
    }

    private LoadProfile shapeOpen(OpenLoad profile, double unit) {
        return profile.reshaped(
                new Rate(start * unit),
                points.stream()
                        .map(point -> new OpenLoad.Line(new Rate(point.level() * unit), time(point, profile)))
                        .toList(),
                1);
    }

    private static int users(double level) {
        return level <= 0 ? 0 : Math.max(1, (int) Math.round(level));
    }

    private static Duration time(Point point, LoadProfile profile) {
        return Durations.times(profile.duration(), point.time());
    }
}
