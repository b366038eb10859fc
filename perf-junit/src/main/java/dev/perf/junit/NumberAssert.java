package dev.perf.junit;

/**
 * Assertions on a count, a share from 0 to 1, a rate per second or a level. Each returns what the number belongs to,
 * for the next assertion on that.
 *
 * @param <P> what the number belongs to
 */
public final class NumberAssert<P> {

    private final Measured<P> number;

    NumberAssert(Measured<P> number) {
        this.number = number;
    }

    /** Verifies that the number is below {@code limit}. */
    public P isLessThan(double limit) {
        return number.isLessThan(limit);
    }

    /** Verifies that the number is at most {@code limit}. */
    public P isLessThanOrEqualTo(double limit) {
        return number.isLessThanOrEqualTo(limit);
    }

    /** Verifies that the number is above {@code limit}. */
    public P isGreaterThan(double limit) {
        return number.isGreaterThan(limit);
    }

    /** Verifies that the number is at least {@code limit}. */
    public P isGreaterThanOrEqualTo(double limit) {
        return number.isGreaterThanOrEqualTo(limit);
    }

    /**
     * Verifies that the number is from {@code low} to {@code high}, both included.
     *
     * @throws IllegalArgumentException if {@code low} is above {@code high}
     */
    public P isBetween(double low, double high) {
        return number.isBetween(low, high);
    }

    /** Verifies that the number is exactly {@code expected}. */
    public P isEqualTo(double expected) {
        return number.isEqualTo(expected);
    }

    /** Verifies that the number is zero. */
    public P isZero() {
        return number.isEqualTo(0);
    }
}
