package dev.perf.plan;

/**
 * How a run goes, beside the load put on its scenarios.
 *
 * @param thinkTimeFactor what the lengths of pauses are multiplied by; 1 for pauses as they are written
 */
public record Course(double thinkTimeFactor) {

    /** A run with pauses as they are written. */
    public static final Course PLAIN = new Course(1);

    /** Returns this course with other pauses. */
    public Course withThinkTimeFactor(double other) {
        return new Course(other);
    }
}
