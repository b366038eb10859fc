package dev.perf.threshold;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Objects;

/**
 * The number a threshold compares with, in the unit its author chose.
 *
 * <p>Limits are equal by meaning: {@code 2s} equals {@code 2000ms}, and {@code 99.9%} equals the fraction
 * {@code 0.999}. Conversion is decimal, so that they do not differ in the last bit either.
 *
 * @param number the number as written, finite
 * @param unit the unit as written
 */
public record Limit(double number, Unit unit) {

    /**
     * Creates a limit.
     *
     * @throws IllegalArgumentException if {@code number} is not finite, in its own unit or in the base unit
     */
    public Limit {
        Objects.requireNonNull(unit, "unit");
        if (!Double.isFinite(number) || !Double.isFinite(unit.toBase(number))) {
            throw new IllegalArgumentException(
                    "limit must be a finite number, got " + Numbers.text(number) + unit.symbol());
        }
        number += 0.0; // -0 and 0 are the same limit
    }

    static Limit of(Duration duration) {
        return duration.getNano() == 0
                ? new Limit(duration.getSeconds(), Unit.SECONDS)
                : new Limit(duration.toNanos() / 1e6, Unit.MILLISECONDS);
    }

    /**
     * Returns the limit in the base unit of its quantity: milliseconds for times, a ratio for {@code %}, events
     * or bytes per second for rates, bytes for sizes.
     *
     * @return the converted number, finite
     */
    public double inBaseUnit() {
        return unit.toBase(number);
    }

    /** Two limits are equal when they count the same thing and are the same number in its base unit. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Limit that
                && unit.quantity() == that.unit.quantity()
                && inBaseUnit() == that.inBaseUnit();
    }

    @Override
    public int hashCode() {
        return Objects.hash(unit.quantity(), inBaseUnit());
    }

    /** Returns the limit as an expression spells it, for example {@code 250ms} or {@code 0.99}. */
    @Override
    public String toString() {
        return Numbers.text(number) + unit.symbol();
    }

    /** A unit of a limit. Sizes are decimal: {@code 1kB} is 1000 bytes. */
    public enum Unit {
        /** A bare number, whose meaning the metric decides. */
        NONE("", Quantity.NUMBER, 1, 1),
        /** {@code ns}. */
        NANOSECONDS("ns", Quantity.TIME, 1, 1_000_000),
        /** {@code us}, or {@code µs}. */
        MICROSECONDS("us", Quantity.TIME, 1, 1_000),
        /** {@code ms}, the base unit of times. */
        MILLISECONDS("ms", Quantity.TIME, 1, 1),
        /** {@code s}. */
        SECONDS("s", Quantity.TIME, 1_000, 1),
        /** {@code m}, or {@code min}. */
        MINUTES("m", Quantity.TIME, 60_000, 1),
        /** {@code h}. */
        HOURS("h", Quantity.TIME, 3_600_000, 1),
        /** A bare number known to be a ratio, the base unit of ratios. */
        FRACTION("", Quantity.RATIO, 1, 1),
        /** {@code %}. */
        PERCENT("%", Quantity.RATIO, 1, 100),
        /** {@code /s}, the base unit of frequencies. */
        PER_SECOND("/s", Quantity.FREQUENCY, 1, 1),
        /** {@code /min}. */
        PER_MINUTE("/min", Quantity.FREQUENCY, 1, 60),
        /** {@code /h}. */
        PER_HOUR("/h", Quantity.FREQUENCY, 1, 3_600),
        /** {@code B}, the base unit of sizes. */
        BYTES("B", Quantity.SIZE, 1, 1),
        /** {@code kB}, 1000 bytes. */
        KILOBYTES("kB", Quantity.SIZE, 1_000, 1),
        /** {@code MB}, 1000 kB. */
        MEGABYTES("MB", Quantity.SIZE, 1_000_000, 1),
        /** {@code GB}, 1000 MB. */
        GIGABYTES("GB", Quantity.SIZE, 1_000_000_000, 1),
        /** {@code B/s}, the base unit of data rates. */
        BYTES_PER_SECOND("B/s", Quantity.DATA_RATE, 1, 1),
        /** {@code kB/s}. */
        KILOBYTES_PER_SECOND("kB/s", Quantity.DATA_RATE, 1_000, 1),
        /** {@code MB/s}. */
        MEGABYTES_PER_SECOND("MB/s", Quantity.DATA_RATE, 1_000_000, 1),
        /** {@code GB/s}. */
        GIGABYTES_PER_SECOND("GB/s", Quantity.DATA_RATE, 1_000_000_000, 1);

        private final String symbol;
        private final Quantity quantity;
        private final BigDecimal numerator;
        private final BigDecimal denominator;

        Unit(String symbol, Quantity quantity, long numerator, long denominator) {
            this.symbol = symbol;
            this.quantity = quantity;
            this.numerator = BigDecimal.valueOf(numerator);
            this.denominator = BigDecimal.valueOf(denominator);
        }

        /**
         * Returns the text that follows the number.
         *
         * @return the symbol, empty for a bare number
         */
        public String symbol() {
            return symbol;
        }

        Quantity quantity() {
            return quantity;
        }

        // In decimals: binary arithmetic makes 99.9 % into 0.9990000000000001, which is no longer 0.999.
        double toBase(double number) {
            return Double.isFinite(number) ? toBase(BigDecimal.valueOf(number)).doubleValue() : number;
        }

        BigDecimal toBase(BigDecimal number) {
            return number.multiply(numerator).divide(denominator, MathContext.DECIMAL128);
        }

        BigDecimal fromBase(BigDecimal number) {
            return number.multiply(denominator).divide(numerator, MathContext.DECIMAL128);
        }
    }
}
