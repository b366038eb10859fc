package dev.perf.text;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.Locale;

/** Numbers as people read them: three significant digits, the unit that suits them, no locale. */
public final class Figures {

    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;
    private static final double SECOND = 1e9;
    private static final double MINUTE = 60 * SECOND;

    private Figures() {}

    /** Returns for example {@code 85 µs}, {@code 4.12 ms}, {@code 312 ms}, {@code 1.24 s} or {@code 2.5 min}. */
    public static String time(Duration duration) {
        double nanos = duration.toNanos();
        if (nanos == 0) {
            return "0 ms";
        }
        if (nanos < 0.9995 * MILLI) {
            return digits(nanos / MICRO) + " µs";
        }
        if (nanos < 999.5 * MILLI) {
            return digits(nanos / MILLI) + " ms";
        }
        return nanos < 10 * MINUTE ? digits(nanos / SECOND) + " s" : digits(nanos / MINUTE) + " min";
    }

    /** Returns for example {@code 3.2 ns} or {@code 85 ns}; from 1 µs on what {@link #time} does. */
    public static String nanos(double nanos) {
        return nanos < 999.5 ? digits(nanos) + " ns" : time(Duration.ofNanos(Math.round(nanos)));
    }

    /** Returns for example {@code 12,345}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Returns for example {@code 1 user} or {@code 12,345 users}. */
    public static String count(long count, String one) {
        return count(count) + " " + one + (count == 1 ? "" : "s");
    }

    /** Returns for example {@code 0.25/s}, {@code 39.8/s} or {@code 12,345/s}. */
    public static String rate(double perSecond) {
        return (perSecond >= 999.5 ? count(Math.round(perSecond)) : digits(perSecond)) + "/s";
    }

    /** Returns for example {@code 0 %}, {@code 0.25 %} or {@code 99.2 %}; only what is all of it is 100 %. */
    public static String share(double ratio) {
        double percent = ratio * 100;
        if (percent < 100 && percent >= 99.95) {
            return "> 99.9 %";
        }
        return (percent > 0 && percent < 0.005 ? "< 0.01" : digits(percent)) + " %";
    }

    /** Returns for example {@code 3}, {@code 0.25} or {@code 101.5}, with ten digits at most. */
    public static String plain(double number) {
        return Double.isFinite(number)
                ? new BigDecimal(number, new MathContext(10))
                        .stripTrailingZeros()
                        .toPlainString()
                : String.valueOf(number);
    }

    /** Returns for example {@code 512 B}, {@code 1.3 MB}; 1 kB is 1000 B. */
    public static String bytes(double bytes) {
        if (bytes < 999.5) {
            return digits(bytes) + " B";
        }
        if (bytes < 999.5e3) {
            return digits(bytes / 1e3) + " kB";
        }
        return bytes < 999.5e6 ? digits(bytes / 1e6) + " MB" : digits(bytes / 1e9) + " GB";
    }

    /** Returns for example {@code 0.25}, {@code -7.5} or {@code 12,345}. */
    public static String number(double value) {
        return Math.abs(value) >= 999.5 ? String.format(Locale.ROOT, "%,.0f", value) : digits(value);
    }

    /** Three significant digits, without decimals from 100 on and without zeros at the end. */
    private static String digits(double value) {
        double size = Math.abs(value);
        int decimals = size >= 99.95 || size == 0 ? 0 : size >= 9.995 ? 1 : 2;
        String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
        return decimals == 0 ? text : text.replaceAll("\\.?0+$", "");
    }
}
