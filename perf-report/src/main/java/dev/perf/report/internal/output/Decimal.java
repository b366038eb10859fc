package dev.perf.report.internal.output;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Numbers as every format takes them: at most six decimals, which are nanoseconds of a millisecond, and no exponent. */
public final class Decimal {

    private static final int DECIMALS = 6;
    private static final long SCALE = 1_000_000;
    private static final double MOST_EXACT = 1e12;

    private Decimal() {}

    /**
     * Appends a number.
     *
     * @param value a finite one
     */
    public static void append(StringBuilder text, double value) {
        if (Math.abs(value) > MOST_EXACT) {
            text.append(
                    new BigDecimal(value).setScale(0, RoundingMode.HALF_EVEN).toPlainString());
            return;
        }
        long scaled = Math.round(value * SCALE);
        if (scaled < 0) {
            text.append('-');
            scaled = -scaled;
        }
        text.append(scaled / SCALE);
        long fraction = scaled % SCALE;
        if (fraction > 0) {
            text.append('.');
            int end = text.length() + DECIMALS;
            String digits = Long.toString(fraction);
            text.repeat('0', DECIMALS - digits.length()).append(digits);
            while (text.charAt(end - 1) == '0') {
                end--;
            }
            text.setLength(end);
        }
    }

    /** Returns a number as text. */
    public static String of(double value) {
        var text = new StringBuilder();
        append(text, value);
        return text.toString();
    }
}
