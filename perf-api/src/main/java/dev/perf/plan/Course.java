package dev.perf.plan;

import dev.perf.scenario.Step;
import java.util.List;

/**
 * How a run goes, beside the load put on its scenarios.
 *
 * @param setup what one user does before the load
 * @param teardown what that user does after it
 * @param thinkTimeFactor what the lengths of pauses are multiplied by; 1 for pauses as they are written
 */
public record Course(List<Step> setup, List<Step> teardown, double thinkTimeFactor) {

    /** A run that begins and ends with its load, with pauses as they are written. */
    public static final Course PLAIN = new Course(List.of(), List.of(), 1);

    /** Copies the lists, so that the course never changes. */
    public Course {
        setup = List.copyOf(setup);
        teardown = List.copyOf(teardown);
    }

    /** Tells whether there is anything to do before or after the load. */
    public boolean hasSteps() {
        return !setup.isEmpty() || !teardown.isEmpty();
    }

    /** Returns this course with other steps before the load. */
    public Course withSetup(List<Step> others) {
        return new Course(others, teardown, thinkTimeFactor);
    }

    /** Returns this course with other steps after the load. */
    public Course withTeardown(List<Step> others) {
        return new Course(setup, others, thinkTimeFactor);
    }

    /** Returns this course with other pauses. */
    public Course withThinkTimeFactor(double other) {
        return new Course(setup, teardown, other);
    }
}
