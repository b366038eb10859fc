package dev.perf.benchmark;

/**
 * A value, and the range in which it lies with a given confidence.
 *
 * @param estimate the value
 * @param low lower end of the range
 * @param high upper end
 * @param level confidence, between 0 and 1: 0.95 for 95 %
 */
public record ConfidenceInterval(double estimate, double low, double high, double level) {

    /** Returns half of the width of the range, as a share of the value: 0.02 for a value that is known to ± 2 %. */
    public double relativeMargin() {
        return (high - low) / 2 / estimate;
    }

    /** Tells whether {@code value} is in the range, its ends included. */
    public boolean contains(double value) {
        return low <= value && value <= high;
    }

    /** Returns the interval of {@code 1 / value}; all values must be positive. */
    public ConfidenceInterval inverse() {
        return new ConfidenceInterval(1 / estimate, 1 / high, 1 / low, level);
    }
}
