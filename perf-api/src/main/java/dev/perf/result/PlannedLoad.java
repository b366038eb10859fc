package dev.perf.result;

import java.time.Duration;
import java.util.List;

/**
 * The load that a profile asked for, as something to draw. Its times are those of the plan: pauses of the run come on top.
 *
 * @param scenario name of the scenario
 * @param model open or closed
 * @param description the profile in words
 * @param points corners of the line; the level is in users (closed) or arrivals per second (open). A single corner is the
 *     beginning of a load without a known end: a number of iterations, or starts at once and nothing else
 * @param bursts iterations that start at one moment, in order; none in the closed model
 * @param stages stages with names, in order; neighbours of one name are one
 */
public record PlannedLoad(
        String scenario, Model model, String description, List<Point> points, List<Burst> bursts, List<Stage> stages) {

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
     * @param at time since the start of the load, the warm-up included; the first corner of a load that begins later comes later
     * @param level users or arrivals per second
     */
    public record Point(Duration at, double level) {}

    /**
     * Iterations that start at one moment.
     *
     * @param at time since the start of the load, the warm-up included
     * @param iterations how many
     */
    public record Burst(Duration at, long iterations) {}

    /**
     * A stretch that has a name, with which samples are tagged ({@code response_time{stage:peak}}).
     *
     * @param name its name
     * @param from its beginning, since the start of the load, the warm-up included
     * @param to its end; its beginning, where its iterations start at one moment
     */
    public record Stage(String name, Duration from, Duration to) {}

    /** Copies the lists. */
    public PlannedLoad {
        points = List.copyOf(points);
        bursts = List.copyOf(bursts);
        stages = List.copyOf(stages);
    }
}
