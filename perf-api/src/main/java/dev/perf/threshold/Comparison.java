package dev.perf.threshold;

/** How an actual value must compare with the limit. */
public enum Comparison {
    /** Less than the limit, {@code <}. */
    BELOW("<"),
    /** Less than the limit or equal to it, {@code <=}. */
    AT_MOST("<="),
    /** Greater than the limit, {@code >}. */
    ABOVE(">"),
    /** Greater than the limit or equal to it, {@code >=}. */
    AT_LEAST(">="),
    /** Equal to the limit, {@code ==}; k6's {@code ===} means the same. */
    EQUAL("=="),
    /** Other than the limit, {@code !=}. */
    NOT_EQUAL("!=");

    private final String symbol;

    Comparison(String symbol) {
        this.symbol = symbol;
    }

    /**
     * Returns the operator that stands for this comparison in an expression.
     *
     * @return one of {@code < <= > >= == !=}
     */
    public String symbol() {
        return symbol;
    }

    /** Tells whether more is worse. */
    boolean isUpper() {
        return this == BELOW || this == AT_MOST;
    }

    boolean holds(double actual, double limit) {
        return switch (this) {
            case BELOW -> actual < limit;
            case AT_MOST -> actual <= limit;
            case ABOVE -> actual > limit;
            case AT_LEAST -> actual >= limit;
            case EQUAL -> actual == limit;
            case NOT_EQUAL -> actual < limit || actual > limit; // false for NaN, as everywhere above
        };
    }

    double margin(double actual, double limit) {
        return switch (this) {
            case BELOW, AT_MOST -> limit - actual;
            case ABOVE, AT_LEAST -> actual - limit;
            case EQUAL -> 0.0 - Math.abs(actual - limit); // a plain minus would turn 0 into -0
            case NOT_EQUAL -> Math.abs(actual - limit);
        };
    }
}
