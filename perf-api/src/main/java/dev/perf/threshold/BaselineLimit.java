package dev.perf.threshold;

import static dev.perf.source.Given.given;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Objects;

/**
 * A limit that follows from what an earlier run came to: {@code baseline + 10%}, {@code baseline - 20ms},
 * {@code baseline * 1.1}.
 *
 * <p>A percentage is always of the baseline: {@code baseline + 10%} of an error rate of 2 % is 2.2 %. Percentage points
 * are written as a share, {@code baseline + 0.01}. Immutable.
 *
 * @param change what is done to the baseline
 * @param number by how much, not negative
 * @param unit its unit; a bare number is in the base unit of the metric
 */
public record BaselineLimit(Change change, double number, Limit.Unit unit) {

    /** What may be done to a baseline. */
    public enum Change {
        /** Something is added, {@code +}. */
        PLUS("+"),
        /** Something is taken away, {@code -}. */
        MINUS("-"),
        /** It is multiplied, {@code *}. */
        TIMES("*");

        private final String symbol;

        Change(String symbol) {
            this.symbol = symbol;
        }

        /** Returns what an expression spells it with. */
        String symbol() {
            return symbol;
        }
    }

    /** The baseline itself. */
    static final BaselineLimit UNCHANGED = new BaselineLimit(Change.PLUS, 0, Limit.Unit.NONE);

    /**
     * Creates a limit.
     *
     * @throws IllegalArgumentException if {@code number} is not finite, or a factor has a unit
     */
    public BaselineLimit {
        Objects.requireNonNull(change, "change");
        Objects.requireNonNull(unit, "unit");
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("limit must be a finite number, got baseline " + change.symbol() + " "
                    + Numbers.text(number) + unit.symbol());
        }
        if (change == Change.TIMES && unit != Limit.Unit.NONE) {
            throw new IllegalArgumentException("a factor has no unit, got baseline * " + Numbers.text(number)
                    + unit.symbol() + "; write baseline + " + Numbers.text(number) + unit.symbol() + ", for example");
        }
        number += 0.0; // -0 and 0 are the same
    }

    /** Returns the baseline and so many percent of it, in place of any change before. */
    public BaselineLimit plusPercent(double percent) {
        return new BaselineLimit(Change.PLUS, percent, Limit.Unit.PERCENT);
    }

    /** Returns the baseline less so many percent of it, in place of any change before. */
    public BaselineLimit minusPercent(double percent) {
        return new BaselineLimit(Change.MINUS, percent, Limit.Unit.PERCENT);
    }

    /** Returns a time more than the baseline, in place of any change before. */
    public BaselineLimit plus(Duration time) {
        return of(Change.PLUS, Limit.of(given(time, "time")));
    }

    /** Returns a time less than the baseline, in place of any change before. */
    public BaselineLimit minus(Duration time) {
        return of(Change.MINUS, Limit.of(given(time, "time")));
    }

    /** Returns more than the baseline by a number in the metric's base unit, in place of any change before. */
    public BaselineLimit plus(double number) {
        return new BaselineLimit(Change.PLUS, number, Limit.Unit.NONE);
    }

    /** Returns less than the baseline by a number in the metric's base unit, in place of any change before. */
    public BaselineLimit minus(double number) {
        return new BaselineLimit(Change.MINUS, number, Limit.Unit.NONE);
    }

    /** Returns a multiple of the baseline, in place of any change before. */
    public BaselineLimit times(double factor) {
        return new BaselineLimit(Change.TIMES, factor, Limit.Unit.NONE);
    }

    static BaselineLimit of(Change change, Limit by) {
        return new BaselineLimit(change, by.number(), by.unit());
    }

    /** Returns the limit, in the base unit in which the baseline is. */
    double of(double baseline) {
        BigDecimal base = BigDecimal.valueOf(baseline);
        BigDecimal by = BigDecimal.valueOf(number);
        // In decimals, so that 10 % more than 200 ms are 220 ms.
        return switch (change) {
            case TIMES -> base.multiply(by, MathContext.DECIMAL64).doubleValue();
            case PLUS -> base.add(amount(base, by)).doubleValue();
            case MINUS -> base.subtract(amount(base, by)).doubleValue();
        };
    }

    private BigDecimal amount(BigDecimal base, BigDecimal by) {
        BigDecimal inBase = unit.toBase(by);
        return unit == Limit.Unit.PERCENT ? base.multiply(inBase, MathContext.DECIMAL64) : inBase;
    }

    /** Returns the limit as an expression spells it, for example {@code baseline + 10%}. */
    @Override
    public String toString() {
        return equals(UNCHANGED)
                ? "baseline"
                : "baseline " + change.symbol() + " " + Numbers.text(number) + unit.symbol();
    }
}
