package dev.perf.engine.internal.benchmark;

/**
 * Student's t distribution with a whole number of degrees of freedom.
 *
 * <p>The distribution function is the finite sum of Abramowitz and Stegun, Handbook of Mathematical Functions (1964),
 * 26.7.3 and 26.7.4; its inverse is found by bisection.
 */
final class StudentT {

    private static final int HALVINGS = 200;
    private static final double BEYOND = 1e9;

    private StudentT() {}

    /**
     * Returns the probability that |T| is below {@code t}.
     *
     * @param t not negative
     * @param freedom degrees of freedom, at least 1
     */
    static double within(double t, int freedom) {
        double theta = Math.atan(t / Math.sqrt(freedom));
        double sine = Math.sin(theta);
        double squaredCosine = Math.cos(theta) * Math.cos(theta);
        boolean odd = freedom % 2 == 1;
        double term = odd ? Math.cos(theta) : 1;
        double sum = 0;
        for (int i = odd ? 3 : 2; i <= freedom; i += 2) {
            sum += term;
            term *= squaredCosine * (i - 1) / i;
        }
        return odd ? 2 / Math.PI * (theta + sine * sum) : sine * sum;
    }

    /**
     * Returns the t below which |T| is with a probability: 2.262 for 0.95 and 9 degrees of freedom.
     *
     * @param level in (0, 1)
     * @param freedom degrees of freedom, at least 1
     */
    static double quantile(double level, int freedom) {
        double low = 0;
        double high = BEYOND;
        for (int i = 0; i < HALVINGS && low < high; i++) {
            double middle = (low + high) / 2;
            if (within(middle, freedom) < level) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
