package dev.perf.result;

import java.time.Duration;
import java.util.List;

/**
 * The load that a profile asked for, as a line to draw.
 *
 * @param scenario name of the scenario
 * @param model open or closed
 * @param description the profile in words
 * @param points corners of the line; the level is in users (closed) or arrivals per second (open)
 */
public record PlannedLoad(String scenario, Model model, String description, List<Point> points) {

    /** Which of the two models a profile follows. */
    public enum Model {
        /** A set number of users loops. */
        CLOSED,
        /** Iterations arrive at a rate. */
        OPEN
    }

    /**
     * A corner of the line.
     *
     * @param at time since the start of the run; the first corner of a load that begins later comes later
     * @param level users or arrivals per second
     */
    public record Point(Duration at, double level) {}

    /** Copies the points. */
    public PlannedLoad {
        points = List.copyOf(points);
    }
}
