package dev.perf.report.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Numbers for machines: at most six decimals, no exponent, no locale. */
public final class Decimals {

    private static final int DECIMALS = 6;

    private Decimals() {}

    /** Returns a time in milliseconds. Six decimals of a millisecond are nanoseconds, so times are exact. */
    public static BigDecimal millis(Duration value) {
        return plain(BigDecimal.valueOf(value.toNanos(), DECIMALS));
    }

    /** Returns a number; null where it is not a number or infinite. */
    public static @Nullable BigDecimal decimal(double value) {
        return Double.isFinite(value)
                ? plain(BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN))
                : null;
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
