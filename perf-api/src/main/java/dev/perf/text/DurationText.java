package dev.perf.text;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 10s}, {@code 1m30s}, {@code 1.5s}, {@code 250ms}, {@code 2h}. */
public final class DurationText {

    private static final int NANO_DIGITS = 9;
    private static final BigDecimal SIXTY = BigDecimal.valueOf(60);
    private static final Pattern PART = Pattern.compile("(\\d+(?:\\.\\d+)?)(ms|us|µs|ns|h|min|m|s|d)");

    private DurationText() {}

    /**
     * Reads a duration: numbers with units {@code d}, {@code h}, {@code m} or {@code min}, {@code s}, {@code ms},
     * {@code us} and {@code ns}, one after the other.
     *
     * @throws IllegalArgumentException if the text is anything else
     */
    public static Duration parse(String text) {
        Matcher matcher = PART.matcher(text.strip());
        Duration sum = Duration.ZERO;
        int end = 0;
        try {
            while (matcher.find() && matcher.start() == end) {
                BigDecimal nanos =
                        new BigDecimal(matcher.group(1)).multiply(BigDecimal.valueOf(nanos(matcher.group(2))));
                sum = sum.plusNanos(nanos.longValueExact());
                end = matcher.end();
            }
        } catch (ArithmeticException tooFine) {
            end = 0;
        }
        if (end == 0 || end < text.strip().length()) {
            throw new IllegalArgumentException(
                    "duration \"" + text + "\" must be a number with a unit, such as 500ms, 30s, 1m30s or 2h");
        }
        return sum;
    }

    private static long nanos(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs" -> 1_000;
            case "ms" -> 1_000_000;
            case "s" -> 1_000_000_000;
            case "h" -> 3_600_000_000_000L;
            case "d" -> 86_400_000_000_000L;
            default -> 60_000_000_000L;
        };
    }

    /** Returns the shortest text that reads back as {@code duration}. */
    public static String of(Duration duration) {
        BigDecimal seconds = seconds(duration);
        if (seconds.signum() < 0) {
            return "-" + positive(seconds.negate());
        }
        return seconds.signum() == 0 ? "0s" : positive(seconds);
    }

    /**
     * Returns a time that was measured, as {@link #of} does, without more digits than anybody wants to read: whole
     * milliseconds below a second, tenths of a second below a minute, whole seconds beyond.
     */
    public static String measured(Duration time) {
        long unit = time.toSeconds() == 0 ? 1_000_000L : time.toMinutes() == 0 ? 100_000_000L : 1_000_000_000L;
        return of(Duration.ofNanos(Math.round((double) time.toNanos() / unit) * unit));
    }

    private static BigDecimal seconds(Duration duration) {
        return BigDecimal.valueOf(duration.getSeconds()).add(BigDecimal.valueOf(duration.getNano(), NANO_DIGITS));
    }

    private static String positive(BigDecimal seconds) {
        if (seconds.compareTo(BigDecimal.ONE) < 0) {
            return plain(seconds.movePointRight(3)) + "ms";
        }
        BigDecimal[] minutes = seconds.divideAndRemainder(SIXTY);
        BigDecimal[] hours = minutes[0].divideAndRemainder(SIXTY);
        return part(hours[0], "h") + part(hours[1], "m") + part(minutes[1], "s");
    }

    private static String part(BigDecimal number, String unit) {
        return number.signum() == 0 ? "" : plain(number) + unit;
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
