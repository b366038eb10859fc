package dev.perf.engine.internal.extract;

import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes maps and lists of texts, numbers and booleans as JSON without Jackson's object mapper, whose seven hundred
 * classes take longer to load than a plan of a thousand steps to compile.
 */
final class PlainJson {

    private static final JsonFactory FACTORY = new JsonFactory();

    /** Deeper, and what contains itself, is left to the mapper and its message. */
    private static final int MOST_DEPTH = 100;

    private PlainJson() {}

    /** Returns {@code value} as JSON, just as the mapper writes it; null where only that can tell how it is written. */
    static @Nullable String write(Object value) {
        if (!isPlain(value, 0)) {
            return null;
        }
        var text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
            write(value, json);
        }
        return text.toString();
    }

    private static boolean isPlain(@Nullable Object value, int depth) {
        return switch (value) {
            case null -> true;
            case String ignored -> true;
            case Boolean ignored -> true;
            case Number number -> isPlain(number);
            case Map<?, ?> members -> depth < MOST_DEPTH && isOfJava(members) && arePlain(members, depth);
            case Collection<?> elements -> depth < MOST_DEPTH && isOfJava(elements) && arePlain(elements, depth);
            default -> false;
        };
    }

    private static boolean isPlain(Number number) {
        return number instanceof Integer
                || number instanceof Long
                || number instanceof Double
                || number instanceof BigDecimal
                || number instanceof BigInteger;
    }

    /** Other maps and lists may say by annotations how they are written. */
    private static boolean isOfJava(Object value) {
        return value.getClass().getModule() == Object.class.getModule();
    }

    private static boolean arePlain(Map<?, ?> members, int depth) {
        for (Map.Entry<?, ?> member : members.entrySet()) {
            if (!(member.getKey() instanceof String) || !isPlain(member.getValue(), depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private static boolean arePlain(Collection<?> elements, int depth) {
        for (Object element : elements) {
            if (!isPlain(element, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private static void write(@Nullable Object value, JsonGenerator json) {
        switch (value) {
            case String text -> json.writeString(text);
            case Boolean truth -> json.writeBoolean(truth);
            case Integer number -> json.writeNumber(number);
            case Long number -> json.writeNumber(number);
            case Double number -> json.writeNumber(number);
            case BigDecimal number -> json.writeNumber(number);
            case BigInteger number -> json.writeNumber(number);
            case Map<?, ?> members -> {
                json.writeStartObject();
                members.forEach((name, member) -> {
                    json.writeName(String.valueOf(name));
                    write(member, json);
                });
                json.writeEndObject();
            }
            case Collection<?> elements -> {
                json.writeStartArray();
                elements.forEach(element -> write(element, json));
                json.writeEndArray();
            }
            case null, default -> json.writeNull();
        }
    }
}
