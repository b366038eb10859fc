package dev.perf.junit;

/**
 * A number to be compared with limits.
 *
 * @param parent what the comparisons return
 * @param subject what was measured where
 * @param actual in the quantity's base unit; NaN without samples
 * @param samples how many samples the number rests on; negative for a number that rests on none
 */
record Measured<P>(Judge judge, P parent, String subject, Quantity quantity, double actual, long samples) {

    P isLessThan(double limit) {
        return compare(actual < limit, "less than", limit);
    }

    P isLessThanOrEqualTo(double limit) {
        return compare(actual <= limit, "less than or equal to", limit);
    }

    P isGreaterThan(double limit) {
        return compare(actual > limit, "greater than", limit);
    }

    P isGreaterThanOrEqualTo(double limit) {
        return compare(actual >= limit, "greater than or equal to", limit);
    }

    P isEqualTo(double limit) {
        return compare(actual == limit, "equal to", limit);
    }

    P isBetween(double low, double high) {
        if (low > high) {
            throw new IllegalArgumentException(
                    "the lower end comes first, got " + quantity.limit(low) + " and " + quantity.limit(high));
        }
        String expected = "between " + quantity.limit(low) + " and " + quantity.limit(high);
        return require(actual >= low && actual <= high, expected, actual < low ? low : high);
    }

    private P compare(boolean holds, String relation, double limit) {
        return require(holds, relation + " " + quantity.limit(limit), limit);
    }

    private P require(boolean holds, String expected, double nearest) {
        if (!holds) {
            judge.object(
                    Double.isNaN(actual)
                            ? Violation.missing(subject + " is not " + expected + ": no samples")
                            : missed(expected, nearest));
        }
        return parent;
    }

    private Violation missed(String expected, double nearest) {
        String shown = quantity.text(actual, nearest);
        String difference = Quantity.difference(actual, nearest);
        String line = subject + " " + shown + " is not " + expected
                + (difference.isEmpty() ? "" : " (" + difference + ")")
                + (samples < 0 ? "" : ", " + Quantity.NUMBER.text(samples) + (samples == 1 ? " sample" : " samples"));
        double severity = nearest == 0 ? Double.MAX_VALUE : Math.abs((actual - nearest) / nearest);
        return Violation.of(line, severity, shown, expected);
    }
}
