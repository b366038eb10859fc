package dev.perf.samples.shop;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The parameters behind the question mark; of those with the same name the first one counts. */
record Query(Map<String, String> parameters) {

    private static final Query NONE = new Query(Map.of());

    static Query parse(@Nullable String raw) {
        if (raw == null || raw.isEmpty()) {
            return NONE;
        }
        Map<String, String> parameters = new HashMap<>();
        for (String pair : raw.split("&")) {
            int equals = pair.indexOf('=');
            String name = equals < 0 ? pair : pair.substring(0, equals);
            parameters.putIfAbsent(decode(name), equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
        return new Query(parameters);
    }

    private static String decode(String encoded) {
        return URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    Optional<String> text(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    OptionalInt integer(String name, int min, int max) {
        String given = parameters.get(name);
        if (given == null) {
            return OptionalInt.empty();
        }
        try {
            int value = Integer.parseInt(given);
            if (value >= min && value <= max) {
                return OptionalInt.of(value);
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number out of range.
        }
        throw outOfRange(name, given, "a whole number in [" + min + ", " + max + "]");
    }

    OptionalDouble decimal(String name, double min, double max) {
        String given = parameters.get(name);
        if (given == null) {
            return OptionalDouble.empty();
        }
        try {
            double value = Double.parseDouble(given);
            if (value >= min && value <= max) {
                return OptionalDouble.of(value);
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number out of range.
        }
        throw outOfRange(name, given, "a number in [" + min + ", " + max + "]");
    }

    private static Refusal outOfRange(String name, String given, String allowed) {
        return Refusal.badRequest("parameter " + name + "=" + given + " must be " + allowed);
    }
}
