package dev.perf.engine.internal.http;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Values as numbers. */
final class Numbers {

    /** Longer texts are no numbers that anybody compares, and would take long to read. */
    private static final int MOST_DIGITS = 100;

    private Numbers() {}

    /** Returns a number, a text that is one, or a duration in milliseconds; null for anything else. */
    static @Nullable BigDecimal of(@Nullable Object value) {
        return switch (value) {
            case null -> null;
            case BigDecimal decimal -> decimal;
            case Integer whole -> BigDecimal.valueOf(whole);
            case Long whole -> BigDecimal.valueOf(whole);
            case BigInteger whole -> new BigDecimal(whole);
            case Duration duration -> BigDecimal.valueOf(duration.toNanos(), 6);
            default -> parsed(value.toString());
        };
    }

    private static @Nullable BigDecimal parsed(String text) {
        if (text.length() > MOST_DIGITS) {
            return null;
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException noNumber) {
            return null;
        }
    }
}
