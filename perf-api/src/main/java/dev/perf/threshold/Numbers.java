package dev.perf.threshold;

import java.math.BigDecimal;

/** Numbers as expressions spell them: the shortest text that reads back as the same {@code double}. */
final class Numbers {

    private static final int LONGEST_PLAIN_EXPONENT = 15;

    private Numbers() {}

    static String text(double number) {
        if (!Double.isFinite(number)) {
            return Double.toString(number);
        }
        BigDecimal decimal = BigDecimal.valueOf(number).stripTrailingZeros();
        int exponent = decimal.precision() - decimal.scale();
        return Math.abs(exponent) <= LONGEST_PLAIN_EXPONENT ? decimal.toPlainString() : decimal.toString();
    }
}
