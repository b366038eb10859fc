package dev.perf.engine.internal.http;

import dev.perf.check.Check;
import dev.perf.engine.internal.extract.JsonPaths;
import dev.perf.engine.internal.mask.Masks;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * How the values that a check judges are shown in messages: masked and cut.
 *
 * @param name what the values are known by; one that looks secret hides them
 */
record Shown(Masks masks, String name) {

    /** Values are hidden where what is taken looks secret, and where they are compared with what looks secret. */
    static Shown of(Check check, Masks masks) {
        String taken = check.value().toString();
        String condition = check.condition().toString();
        for (int open = condition.indexOf("#{"); open >= 0; open = condition.indexOf("#{", open + 2)) {
            int close = condition.indexOf('}', open);
            String key = condition.substring(open + 2, close < 0 ? condition.length() : close);
            if (masks.hides(key)) {
                return new Shown(masks, key);
            }
        }
        return new Shown(masks, taken);
    }

    String text(@Nullable Object value) {
        return switch (value) {
            case byte[] bytes -> bytes.length + " bytes";
            case Map<?, ?> members -> masks.shown(name, json(members));
            case List<?> elements -> masks.shown(name, json(elements));
            case null, default -> masks.shown(name, value);
        };
    }

    private static String json(Object value) {
        try {
            return JsonPaths.write(value);
        } catch (JacksonException noJson) {
            return String.valueOf(value);
        }
    }
}
