package dev.perf.report.internal.html;

import dev.perf.metric.Unit;
import dev.perf.report.internal.Moments;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Locale;

/**
 * Numbers as people read them: three significant digits, a unit that keeps them short, and never a rounding that turns
 * almost all into all or something into nothing. The same on every machine, whatever its locale.
 */
final class Format {

    /** Stands where there is no number. */
    static final String NONE = "–";

    /** Keeps number and unit on one line. */
    private static final String GAP = "\u00A0";

    private static final MathContext DIGITS = new MathContext(3, RoundingMode.HALF_UP);

    private Format() {}

    static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Says a number to three significant digits, or all digits before the point. */
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return NONE;
        }
        BigDecimal exact = BigDecimal.valueOf(value);
        if (exact.abs().compareTo(BigDecimal.valueOf(999.5)) >= 0) {
            return String.format(
                    Locale.ROOT, "%,d", exact.setScale(0, RoundingMode.HALF_UP).toBigInteger());
        }
        BigDecimal rounded = exact.round(DIGITS);
        if (rounded.signum() == 0) {
            return "0";
        }
        int magnitude = rounded.precision() - rounded.scale() - 1;
        int decimals = Math.max(0, 2 - Math.max(magnitude, 0));
        // Below 1, two decimals as well, unless nothing would be left.
        return rounded.abs().compareTo(new BigDecimal("0.01")) < 0
                ? exact.round(new MathContext(2, RoundingMode.HALF_UP)).toPlainString()
                : exact.setScale(decimals, RoundingMode.HALF_UP).toPlainString();
    }

    /** Says a number as {@link #number} does, without decimals if it has none. */
    static String level(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15 ? count((long) value) : number(value);
    }

    static String perSecond(double rate) {
        return Double.isFinite(rate) ? number(rate) + "/s" : NONE;
    }

    /** Says a share, given as 0 to 1, in percent. */
    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return NONE;
        }
        if (share == 0 || share == 1) {
            return (share == 0 ? "0" : "100") + GAP + "%";
        }
        double percent = share * 100;
        if (percent > 0 && percent < 0.01) {
            return "<" + GAP + "0.01" + GAP + "%";
        }
        if (percent > 99.99 && percent < 100) {
            return ">" + GAP + "99.99" + GAP + "%";
        }
        boolean edge = percent > 0 && percent < 0.95 || percent >= 99.95 && percent < 100;
        return decimals(percent, edge ? 2 : percent >= 100 ? 0 : 1) + GAP + "%";
    }

    static String time(Duration time) {
        return nanos(time.toNanos());
    }

    static String nanos(double nanos) {
        if (!Double.isFinite(nanos)) {
            return NONE;
        }
        double size = Math.abs(nanos);
        if (nanos == 0) {
            return "0" + GAP + "ms";
        }
        if (size < 999.5) {
            return decimals(nanos, 0) + GAP + "ns";
        }
        if (size < 999.5e3) {
            return number(nanos / 1e3) + GAP + "µs";
        }
        if (size < 999.5e6) {
            return number(nanos / 1e6) + GAP + "ms";
        }
        return number(nanos / 1e9) + GAP + "s";
    }

    static String bytes(double bytes) {
        if (!Double.isFinite(bytes)) {
            return NONE;
        }
        double size = Math.abs(bytes);
        if (size < 999.5) {
            return decimals(bytes, 0) + GAP + "B";
        }
        if (size < 999.5e3) {
            return number(bytes / 1e3) + GAP + "kB";
        }
        if (size < 999.5e6) {
            return number(bytes / 1e6) + GAP + "MB";
        }
        return number(bytes / 1e9) + GAP + "GB";
    }

    /** Says a value of a trend in the unit that it counts; trends of all units are kept as so many milliseconds. */
    static String value(Duration value, Unit unit) {
        double units = value.toNanos() / 1e6;
        return switch (unit) {
            case MILLISECONDS -> time(value);
            case BYTES -> bytes(units);
            case NONE -> level(units);
        };
    }

    /** Says a level or a sum in its unit. */
    static String value(double value, Unit unit) {
        return switch (unit) {
            case MILLISECONDS -> nanos(value * 1e6);
            case BYTES -> bytes(value);
            case NONE -> level(value);
        };
    }

    /** Says a length of time in at most two units: {@code 9 min 20 s}. */
    static String length(Duration length) {
        if (length.compareTo(Duration.ofSeconds(1)) < 0) {
            return time(length);
        }
        if (length.compareTo(Duration.ofMillis(59_950)) < 0) {
            return decimals(length.toMillis() / 1e3, 1).replaceFirst("\\.0$", "") + GAP + "s";
        }
        long seconds = Math.round(length.toMillis() / 1e3);
        if (seconds < 3600) {
            return twoUnits(seconds / 60, "min", seconds % 60, "s");
        }
        long minutes = Math.round(seconds / 60.0);
        return minutes < 1440
                ? twoUnits(minutes / 60, "h", minutes % 60, "min")
                : twoUnits(minutes / 1440, "d", Math.round(minutes % 1440 / 60.0), "h");
    }

    /** Says a moment of the run, as {@link Moments} does. */
    static String moment(double seconds) {
        return Moments.of(seconds);
    }

    static String moment(Duration at) {
        return Moments.of(at);
    }

    /** Returns {@code number} without zeros at the end of its decimals: for numbers that are round on purpose. */
    static String tidy(String number) {
        return number.replaceFirst("(\\.\\d*?)0+(?!\\d)", "$1").replaceFirst("\\.(?!\\d)", "");
    }

    /** Says how far something is off, with its sign, which {@code +} is too. */
    static String signed(double value, String unsigned) {
        return (value < 0 ? "−" : "+") + unsigned;
    }

    /** A number for a drawing: at most two decimals, no more characters than needed. */
    static String coordinate(double value) {
        long hundredths = Math.round(value * 100);
        return BigDecimal.valueOf(hundredths, 2).stripTrailingZeros().toPlainString();
    }

    /** As {@link #coordinate}, with up to four decimals. */
    static String coordinate4(double value) {
        return BigDecimal.valueOf(Math.round(value * 1e4), 4)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String twoUnits(long large, String largeUnit, long small, String smallUnit) {
        return large + GAP + largeUnit + (small == 0 ? "" : " " + small + GAP + smallUnit);
    }

    private static String decimals(double value, int decimals) {
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
