package dev.perf.samples.shop;

import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The members of a JSON object that came with a request; a missing or mistyped member is the client's mistake. */
record JsonObject(Map<String, @Nullable Object> members) {

    String text(String name) {
        if (members.get(name) instanceof String text) {
            return text;
        }
        throw Refusal.badRequest("\"" + name + "\" must be a string");
    }

    /** Also takes a string of digits, which is what a template such as <code>"#{id}"</code> makes of a number. */
    int integer(String name) {
        try {
            return switch (members.get(name)) {
                case BigDecimal number -> number.intValueExact();
                case String digits -> Integer.parseInt(digits);
                case null, default -> throw new NumberFormatException();
            };
        } catch (ArithmeticException | NumberFormatException e) {
            throw Refusal.badRequest("\"" + name + "\" must be a whole number");
        }
    }

    int integer(String name, int fallback) {
        return members.containsKey(name) ? integer(name) : fallback;
    }
}
