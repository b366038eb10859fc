package dev.perf.search;

import java.math.BigDecimal;
import java.math.MathContext;

/** How a search goes from a level that held to the next higher one. Levels are arrivals per second, or users. */
public sealed interface Raise {

    /** Returns the level to try after {@code level} held. */
    double next(double level);

    private static String number(double value) {
        return Double.isFinite(value)
                ? new BigDecimal(value, new MathContext(4)).stripTrailingZeros().toPlainString()
                : String.valueOf(value);
    }

    /**
     * Each level is a multiple of the one before.
     *
     * @param factor above 1
     */
    record Times(double factor) implements Raise {
        @Override
        public double next(double level) {
            return level * factor;
        }

        @Override
        public String toString() {
            return "times " + number(factor);
        }
    }

    /**
     * Each level is higher than the one before by the same amount.
     *
     * @param amount above 0
     */
    record By(double amount) implements Raise {
        @Override
        public double next(double level) {
            return level + amount;
        }

        @Override
        public String toString() {
            return "by " + number(amount);
        }
    }
}
