package dev.perf.report.internal.json;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Numbers with at most six decimals and no exponent; what is missing, not a number or infinite is null. */
final class Numbers {

    private static final int DECIMALS = 6;

    private Numbers() {}

    static void put(ObjectNode node, String field, @Nullable Double value) {
        node.put(field, value == null ? null : decimal(value));
    }

    static void add(ArrayNode node, double value) {
        node.add(decimal(value));
    }

    static void putMillis(ObjectNode node, String field, @Nullable Duration value) {
        node.put(field, millis(value));
    }

    static void addMillis(ArrayNode node, @Nullable Duration value) {
        node.add(millis(value));
    }

    /** Six decimals of a millisecond are nanoseconds, so times are exact. */
    static @Nullable BigDecimal millis(@Nullable Duration value) {
        return value == null ? null : plain(BigDecimal.valueOf(value.toNanos(), DECIMALS));
    }

    static @Nullable BigDecimal decimal(double value) {
        return Double.isFinite(value)
                ? plain(BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN))
                : null;
    }

    private static BigDecimal plain(BigDecimal value) {
        BigDecimal stripped = value.stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }
}
