package dev.perf.report.compare;

import java.time.Duration;

/**
 * What counts as a change. Immutable; every method returns new rules.
 *
 * @param relativeLimit a change must be larger than this share of the baseline's value, in [0, 10]; 0.05 by default. What
 *     differs between two runs of one version, for the compiler, the garbage collector and the neighbours of a machine, is
 *     seen by no test within two runs: this limit keeps it out
 * @param absoluteLimit a change of a time must be larger than this too, not negative; 0.5 ms by default
 * @param errorRateLimit a change of the error rate must be larger than this too, in [0, 1]; 0.001 by default, a tenth of a
 *     percentage point
 * @param chance how likely it may be that a comparison of runs between which nothing differs finds any change, in (0, 0.5];
 *     0.05 by default
 * @param forced whether runs that differ in plan, load or machine are compared all the same, and the differences marked
 */
public record ComparisonRules(
        double relativeLimit, Duration absoluteLimit, double errorRateLimit, double chance, boolean forced) {

    /** The rules unless others are given. */
    public static final ComparisonRules DEFAULTS =
            new ComparisonRules(0.05, Duration.ofNanos(500_000), 0.001, 0.05, false);

    private static final double MOST_RELATIVE = 10;

    /**
     * Creates rules.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public ComparisonRules {
        require(relativeLimit >= 0 && relativeLimit <= MOST_RELATIVE, "relative limit", relativeLimit, "in [0, 10]");
        require(!absoluteLimit.isNegative(), "absolute limit", absoluteLimit, "at least 0");
        require(errorRateLimit >= 0 && errorRateLimit <= 1, "limit of the error rate", errorRateLimit, "in [0, 1]");
        require(chance > 0 && chance <= 0.5, "chance", chance, "in (0, 0.5]");
    }

    /** Returns rules with another {@link #relativeLimit()}, in [0, 10]. */
    public ComparisonRules relativeLimit(double limit) {
        return new ComparisonRules(limit, absoluteLimit, errorRateLimit, chance, forced);
    }

    /** Returns rules with another {@link #absoluteLimit()}, not negative. */
    public ComparisonRules absoluteLimit(Duration limit) {
        return new ComparisonRules(relativeLimit, limit, errorRateLimit, chance, forced);
    }

    /** Returns rules with another {@link #errorRateLimit()}, in [0, 1]. */
    public ComparisonRules errorRateLimit(double limit) {
        return new ComparisonRules(relativeLimit, absoluteLimit, limit, chance, forced);
    }

    /** Returns rules by which runs are compared even if they differ in plan, load or machine. */
    public ComparisonRules force() {
        return new ComparisonRules(relativeLimit, absoluteLimit, errorRateLimit, chance, true);
    }

    /** Returns the absolute limit in the unit of a metric. */
    double absoluteLimit(Metric metric) {
        return switch (metric) {
            case P50, P95, P99 -> absoluteLimit.toNanos() / 1e6;
            case ERROR_RATE -> errorRateLimit;
            case THROUGHPUT -> 0;
        };
    }

    private static void require(boolean allowed, String what, Object given, String range) {
        if (!allowed) {
            throw new IllegalArgumentException("comparison: " + what + " must be " + range + ", got " + given);
        }
    }
}
