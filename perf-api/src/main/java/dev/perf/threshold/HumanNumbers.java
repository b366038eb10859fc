package dev.perf.threshold;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/** Values as reports show them, which is shorter than exact and never misleading about the verdict. */
final class HumanNumbers {

    private static final int DIGITS = 3;
    private static final int MOST_DIGITS = 17;

    /** Not minutes and hours, so that values of one report are compared at a glance. */
    private static final List<Limit.Unit> TIMES =
            List.of(Limit.Unit.NANOSECONDS, Limit.Unit.MICROSECONDS, Limit.Unit.MILLISECONDS, Limit.Unit.SECONDS);

    private HumanNumbers() {}

    static String format(double value, Quantity quantity, Limit limit) {
        if (Double.isNaN(value)) {
            return "no samples";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "∞" : "-∞";
        }
        Limit.Unit unit = unitFor(BigDecimal.valueOf(value), quantity, limit);
        double whole = quantity == Quantity.RATIO ? 1 : limit.inBaseUnit(); // 99.98 % is never shown as 100 %
        BigDecimal rounded = rounded(value + 0.0, unit, limit.inBaseUnit(), whole);
        return rounded.stripTrailingZeros().toPlainString() + suffix(unit);
    }

    private static Limit.Unit unitFor(BigDecimal value, Quantity quantity, Limit limit) {
        return switch (quantity) {
            case NUMBER -> Limit.Unit.NONE;
            case RATIO -> Limit.Unit.PERCENT;
            case FREQUENCY -> limit.unit().quantity() == Quantity.FREQUENCY ? limit.unit() : Limit.Unit.PER_SECOND;
            case TIME -> value.signum() == 0 ? Limit.Unit.MILLISECONDS : largest(value, TIMES);
            case SIZE, DATA_RATE -> largest(value, quantity.units());
        };
    }

    /** The largest unit of which there is at least one, else the smallest. */
    private static Limit.Unit largest(BigDecimal value, List<Limit.Unit> ascending) {
        Limit.Unit result = ascending.getFirst();
        for (Limit.Unit unit : ascending) {
            if (unit.fromBase(value.abs()).compareTo(BigDecimal.ONE) >= 0) {
                result = unit;
            }
        }
        return result;
    }

    private static BigDecimal rounded(double value, Limit.Unit unit, double... marks) {
        BigDecimal exact = unit.fromBase(BigDecimal.valueOf(value));
        for (int digits = DIGITS; digits < MOST_DIGITS; digits++) {
            int decimals = Math.max(0, digits - (exact.precision() - exact.scale()));
            BigDecimal rounded = exact.setScale(decimals, RoundingMode.HALF_UP);
            double shown = unit.toBase(rounded).doubleValue();
            if (Arrays.stream(marks).allMatch(mark -> Double.compare(shown, mark) == Double.compare(value, mark))) {
                return rounded;
            }
        }
        return exact;
    }

    private static String suffix(Limit.Unit unit) {
        if (unit == Limit.Unit.MICROSECONDS) {
            return " µs";
        }
        boolean attached = unit.symbol().isEmpty() || unit.symbol().startsWith("/");
        return attached ? unit.symbol() : " " + unit.symbol();
    }
}
