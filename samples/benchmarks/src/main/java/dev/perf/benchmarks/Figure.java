package dev.perf.benchmarks;

/**
 * One row of the table.
 *
 * @param benchmark what was measured
 * @param client of which program
 * @param figure what, with its unit
 * @param value the median of the rounds that count
 * @param ratio the median of the ratios to {@code beside} in the same rounds; NaN where it stands alone
 * @param beside the program that the ratio is to; empty for none
 * @param goal in words; empty for none
 * @param met whether the goal is met; true where there is none
 */
record Figure(
        String benchmark,
        String client,
        String figure,
        double value,
        double ratio,
        String beside,
        String goal,
        boolean met) {

    static Figure alone(String benchmark, String client, String figure, double value) {
        return new Figure(benchmark, client, figure, value, Double.NaN, "", "", true);
    }

    /** The same with the goal that {@code value} be at most {@code limit}. */
    Figure atMost(double limit) {
        return withGoal("at most " + limit, value <= limit);
    }

    /** The same with the goal that the ratio be at most {@code limit}. */
    Figure ratioAtMost(double limit) {
        return withGoal("ratio at most " + limit, ratio <= limit);
    }

    /** The same with the goal that the ratio be at least {@code limit}. */
    Figure ratioAtLeast(double limit) {
        return withGoal("ratio at least " + limit, ratio >= limit);
    }

    private Figure withGoal(String text, boolean isMet) {
        return new Figure(benchmark, client, figure, value, ratio, beside, text, isMet);
    }
}
