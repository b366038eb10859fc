package dev.perf.threshold;

import java.math.BigDecimal;
import java.time.Duration;

/** Durations as expressions spell them: {@code 10s}, {@code 1m30s}, {@code 1.5s}, {@code 250ms}. */
final class DurationText {

    private static final int NANO_DIGITS = 9;
    private static final BigDecimal SIXTY = BigDecimal.valueOf(60);

    private DurationText() {}

    static String of(Duration duration) {
        BigDecimal seconds = seconds(duration);
        if (seconds.signum() < 0) {
            return "-" + positive(seconds.negate());
        }
        return seconds.signum() == 0 ? "0s" : positive(seconds);
    }

    static BigDecimal seconds(Duration duration) {
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
