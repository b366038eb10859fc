package dev.perf.junit;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Kinds of numbers, as people read them beside a limit: like {@link dev.perf.text.Figures}, but exact enough to show on
 * which side of the limit they are. Base units: nanoseconds, shares of 1, things, things per second.
 */
enum Quantity {
    TIME,
    SHARE,
    NUMBER,
    RATE;

    private static final int DIGITS = 3;
    private static final int MOST_DIGITS = 17;

    /** What a number is shown in: ten to the power of {@code power} base units. */
    private record Unit(int power, String suffix) {}

    private static final List<Unit> TIMES =
            List.of(new Unit(9, " s"), new Unit(6, " ms"), new Unit(3, " µs"), new Unit(0, " ns"));

    /**
     * Writes a value with three significant digits, all digits before the point, and as many more as it takes to stay
     * on the proper side of {@code marks}: 300.04 ms is never shown as the limit of 300 ms that it missed.
     */
    String text(double value, double... marks) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        Unit unit = unit(value);
        BigDecimal number = exact.movePointLeft(unit.power);
        for (int digits = DIGITS; digits < MOST_DIGITS; digits++) {
            int decimals = Math.max(0, digits - (number.precision() - number.scale()));
            BigDecimal rounded = number.setScale(decimals, RoundingMode.HALF_UP);
            BigDecimal shown = rounded.movePointRight(unit.power);
            boolean faithful = Arrays.stream(marks)
                    .mapToObj(BigDecimal::valueOf)
                    .allMatch(mark -> shown.compareTo(mark) == exact.compareTo(mark));
            if (faithful) {
                return grouped(rounded) + unit.suffix;
            }
        }
        return grouped(number) + unit.suffix;
    }

    /** Writes a limit, with all its digits. */
    String limit(double value) {
        return text(value, value);
    }

    private Unit unit(double value) {
        return switch (this) {
            case TIME ->
                TIMES.stream()
                        .filter(unit -> Math.abs(value) >= Math.pow(10, unit.power))
                        .findFirst()
                        .orElse(TIMES.get(1));
            case SHARE -> new Unit(-2, " %");
            case NUMBER -> new Unit(0, "");
            case RATE -> new Unit(0, "/s");
        };
    }

    /** Writes how far a value is from a limit: {@code +4 %}; empty where there is none, or the limit is zero. */
    static String difference(double actual, double limit) {
        if (limit == 0 || actual == limit || !Double.isFinite(actual)) {
            return "";
        }
        double percent = (actual - limit) / Math.abs(limit) * 100;
        BigDecimal rounded = Math.abs(percent) < 10
                ? BigDecimal.valueOf(percent).round(new MathContext(2))
                : BigDecimal.valueOf(percent).setScale(0, RoundingMode.HALF_UP);
        return (percent > 0 ? "+" : "") + grouped(rounded) + " %";
    }

    private static String grouped(BigDecimal number) {
        return new DecimalFormat("#,##0.#################", DecimalFormatSymbols.getInstance(Locale.ROOT))
                .format(number);
    }
}
