package dev.perf.report.internal.json;

import dev.perf.report.internal.Decimals;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Numbers with at most six decimals and no exponent; what is missing, not a number or infinite is null. */
final class Numbers {

    private Numbers() {}

    static void put(ObjectNode node, String field, @Nullable Double value) {
        node.put(field, value == null ? null : Decimals.decimal(value));
    }

    static void add(ArrayNode node, double value) {
        node.add(Decimals.decimal(value));
    }

    static void putMillis(ObjectNode node, String field, @Nullable Duration value) {
        node.put(field, millis(value));
    }

    static void addMillis(ArrayNode node, @Nullable Duration value) {
        node.add(millis(value));
    }

    private static @Nullable BigDecimal millis(@Nullable Duration value) {
        return value == null ? null : Decimals.millis(value);
    }
}
