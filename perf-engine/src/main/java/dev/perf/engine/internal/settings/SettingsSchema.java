package dev.perf.engine.internal.settings;

import dev.perf.engine.internal.shape.Definitions;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The JSON Schema of the files that are tests, made of what reads them. */
public final class SettingsSchema {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /** What people read first. */
    private static final List<String> FIRST = List.of("$schema", "title", "description", "type");

    private static final Comparator<Object> WORDS = Comparator.<Object>comparingInt(
                    word -> FIRST.contains(word) ? FIRST.indexOf(word) : FIRST.size())
            .thenComparing(String::valueOf);

    /** Words with names of keys below them. */
    private static final Set<String> NAMED = Set.of("properties", "patternProperties", "definitions");

    private SettingsSchema() {}

    /** Returns the schema, of draft-07, which editors know. */
    public static String text() {
        var definitions = new Definitions();
        Map<String, Object> root = TestSection.ROOT.schema(definitions);
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.put("title", "Load test of Perf");
        schema.put("description", "A load test, or settings of one that is written in Java.");
        schema.putAll(root);
        schema.put("definitions", definitions.all());
        return JSON.writeValueAsString(ordered(schema, false)) + "\n";
    }

    /**
     * Puts the words of schemas in one order, so that the text is the same each time. Names of keys keep theirs, which is that
     * of the documentation.
     */
    private static Object ordered(Object part, boolean areNames) {
        if (part instanceof List<?> list) {
            return list.stream().map(item -> ordered(item, false)).toList();
        }
        if (!(part instanceof Map<?, ?> map)) {
            return part;
        }
        Map<Object, Object> ordered = areNames ? new LinkedHashMap<>() : new TreeMap<>(WORDS);
        map.forEach((word, value) -> ordered.put(word, ordered(value, !areNames && NAMED.contains(word))));
        return ordered;
    }
}
