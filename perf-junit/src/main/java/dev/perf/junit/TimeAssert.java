package dev.perf.junit;

import java.time.Duration;

/**
 * Assertions on a measured time. Each returns what the time belongs to, for the next assertion on that.
 *
 * @param <P> what the time belongs to
 */
public final class TimeAssert<P> {

    private final Measured<P> time;

    TimeAssert(Measured<P> time) {
        this.time = time;
    }

    /** Verifies that the time is below {@code limit}. */
    public P isLessThan(Duration limit) {
        return time.isLessThan(limit.toNanos());
    }

    /** Verifies that the time is at most {@code limit}. */
    public P isLessThanOrEqualTo(Duration limit) {
        return time.isLessThanOrEqualTo(limit.toNanos());
    }

    /** Verifies that the time is above {@code limit}. */
    public P isGreaterThan(Duration limit) {
        return time.isGreaterThan(limit.toNanos());
    }

    /** Verifies that the time is at least {@code limit}. */
    public P isGreaterThanOrEqualTo(Duration limit) {
        return time.isGreaterThanOrEqualTo(limit.toNanos());
    }

    /**
     * Verifies that the time is from {@code low} to {@code high}, both included.
     *
     * @throws IllegalArgumentException if {@code low} is above {@code high}
     */
    public P isBetween(Duration low, Duration high) {
        return time.isBetween(low.toNanos(), high.toNanos());
    }
}
