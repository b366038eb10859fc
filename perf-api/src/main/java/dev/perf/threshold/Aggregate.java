package dev.perf.threshold;

/**
 * How the samples of a metric become the one number that a threshold judges.
 *
 * <p>A closed family: switch over it without {@code default}.
 */
public sealed interface Aggregate {

    /**
     * Returns the aggregate as an expression spells it.
     *
     * @return for example {@code avg} or {@code p(99.9)}
     */
    String text();

    /**
     * The value that a given percentage of the samples does not exceed, {@code p(95)}.
     *
     * @param percent share of the samples in percent, more than 0 and at most 100; 100 is the maximum
     */
    record Percentile(double percent) implements Aggregate {

        /**
         * Creates a percentile.
         *
         * @throws IllegalArgumentException if {@code percent} is not in (0, 100]
         */
        public Percentile {
            if (!(percent > 0 && percent <= 100)) {
                throw new IllegalArgumentException("percentile must be in (0, 100], got " + Numbers.text(percent));
            }
        }

        @Override
        public String text() {
            return "p(" + Numbers.text(percent) + ")";
        }
    }

    /** An aggregate without parameter. */
    enum Statistic implements Aggregate {
        /** Arithmetic mean of a Trend, or of the values that a Gauge was set to, {@code avg}. */
        MEAN("avg"),
        /** Median of a Trend, {@code med}; the same number as {@code p(50)}. */
        MEDIAN("med"),
        /** Smallest sample of a Trend or smallest value of a Gauge, {@code min}. */
        MIN("min"),
        /** Greatest sample of a Trend or greatest value of a Gauge, {@code max}. */
        MAX("max"),
        /** Standard deviation of a Trend, {@code stddev}. */
        STANDARD_DEVIATION("stddev"),
        /** Sum of a Counter, number of samples of a Trend, or of samples of a Rate that are true, {@code count}. */
        COUNT("count"),
        /** Sum of a Counter per second, or share of a Rate's samples that are true, {@code rate}. */
        RATE("rate"),
        /** Latest value of a Gauge, {@code value}. */
        VALUE("value");

        private final String text;

        Statistic(String text) {
            this.text = text;
        }

        @Override
        public String text() {
            return text;
        }
    }
}
