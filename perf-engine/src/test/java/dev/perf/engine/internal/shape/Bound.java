package dev.perf.engine.internal.shape;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.document.Document;
import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.YamlReader;
import dev.perf.engine.internal.extract.JsonSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a text in YAML comes to by a shape, and by the shape's schema. The two must agree: what is read validates.
 *
 * @param value what was read; null where it cannot be
 * @param message all mistakes; empty for none
 * @param faults what the schema finds
 */
public record Bound<T>(@Nullable T value, String message, List<String> faults) {

    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?");

    /** Reads a text named {@code test.yaml}. */
    public static <T> Bound<T> of(Shape<T> shape, String yaml) {
        var mistakes = new Mistakes();
        Value tree = YamlReader.read(new Document("test.yaml", yaml), mistakes);
        assertThat(mistakes.found()).as("mistakes of the YAML").isEmpty();
        Objects.requireNonNull(tree);
        T value = shape.read(tree, new Reading("", mistakes));
        if (value == null) {
            assertThat(mistakes.areNone()).as("nothing is read of\n" + yaml).isFalse();
        }
        return new Bound<>(value, mistakes.message(), faults(shape, tree));
    }

    /** Returns what a text comes to that must have no mistake, and must validate. */
    public static <T> T read(Shape<T> shape, String yaml) {
        Bound<T> bound = of(shape, yaml);
        assertThat(bound.message).isEmpty();
        assertThat(bound.faults).as("what the schema finds in\n" + yaml).isEmpty();
        return Objects.requireNonNull(bound.value);
    }

    /** Returns the mistakes of a text that the schema must refuse as well. */
    public static String refused(Shape<?> shape, String yaml) {
        Bound<?> bound = of(shape, yaml);
        assertThat(bound.message).as("mistakes").isNotEmpty();
        assertThat(bound.faults).as("what the schema finds in\n" + yaml).isNotEmpty();
        return bound.message;
    }

    /** Returns the mistakes of a text of which a schema cannot tell. */
    public static String refusedByReaderAlone(Shape<?> shape, String yaml) {
        Bound<?> bound = of(shape, yaml);
        assertThat(bound.message).as("mistakes").isNotEmpty();
        assertThat(bound.faults).as("what the schema finds in\n" + yaml).isEmpty();
        return bound.message;
    }

    /** Returns a whole schema in draft-07. */
    public static Map<String, Object> schema(Shape<?> shape) {
        var definitions = new Definitions();
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("allOf", List.of(shape.schema(definitions)));
        schema.put("definitions", definitions.all());
        return schema;
    }

    private static List<String> faults(Shape<?> shape, Value tree) {
        return JsonSchema.compile(JsonMapper.shared().writeValueAsString(schema(shape)))
                .faults(json(tree));
    }

    /** Returns a value as an editor sees it, by YAML 1.2. */
    public static @Nullable Object json(Value value) {
        return switch (value) {
            case Value.Nothing nothing -> null;
            case Value.Text text -> text.isQuoted() ? text.text() : plain(text.text());
            case Value.Items items -> {
                var list = new ArrayList<@Nullable Object>();
                items.items().forEach(item -> list.add(json(item)));
                yield list;
            }
            case Value.Entries entries -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                entries.entries().forEach(entry -> map.put(entry.key().text(), json(entry.value())));
                yield map;
            }
        };
    }

    private static Object plain(String text) {
        if (text.matches("true|True|TRUE|false|False|FALSE")) {
            return text.equalsIgnoreCase("true");
        }
        if (!NUMBER.matcher(text).matches() || text.length() > 18) {
            return text;
        }
        double number = Double.parseDouble(text);
        // Numbers that the validator cannot hold are left to readers.
        return !(Math.abs(number) < 1e18)
                ? text
                : number == Math.rint(number) ? (Object) (long) number : (Object) number;
    }
}
