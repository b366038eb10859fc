package dev.perf.engine.internal.http;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.Jackson3JsonProvider;
import com.jayway.jsonpath.spi.mapper.Jackson3MappingProvider;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** JSON parsed once per response, and JSONPath expressions compiled once per plan. Thread-safe. */
final class JsonPaths {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    /** Explicit providers, for the library's defaults need jars that Perf does not bring. */
    private static final Configuration CONFIGURATION = Configuration.builder()
            .jsonProvider(new Jackson3JsonProvider(MAPPER))
            .mappingProvider(new Jackson3MappingProvider(MAPPER))
            .options(Option.SUPPRESS_EXCEPTIONS)
            .build();

    private static final Map<String, JsonPath> COMPILED = new ConcurrentHashMap<>();
    private static final int MAX_COMPILED = 1_000;

    private JsonPaths() {}

    /**
     * Compiles an expression.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    static JsonPath compile(String expression) {
        JsonPath known = COMPILED.get(expression);
        if (known != null) {
            return known;
        }
        try {
            JsonPath compiled = JsonPath.compile(expression);
            if (COMPILED.size() < MAX_COMPILED) {
                COMPILED.put(expression, compiled);
            }
            return compiled;
        } catch (InvalidPathException | IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "JSONPath \"" + expression + "\" is malformed: " + malformed.getMessage(), malformed);
        }
    }

    /**
     * Parses a document into maps, lists, texts, numbers and booleans.
     *
     * @throws JacksonException if it is no JSON
     */
    static @Nullable Object parse(byte[] json, int offset, int length) {
        return MAPPER.readValue(json, offset, length, Object.class);
    }

    /** Returns what {@code path} finds in a parsed document, the first of several values, or null. */
    static @Nullable Object find(JsonPath path, @Nullable Object document) {
        if (document == null) {
            return null;
        }
        try {
            Object found = path.read(document, CONFIGURATION);
            if (path.isDefinite() || !(found instanceof List<?> several)) {
                return found;
            }
            return several.isEmpty() ? null : several.getFirst();
        } catch (JsonPathException notThere) {
            return null;
        }
    }

    /** Writes a value as JSON. */
    static String write(Object value) {
        return MAPPER.writeValueAsString(value);
    }
}
