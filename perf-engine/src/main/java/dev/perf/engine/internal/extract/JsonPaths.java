package dev.perf.engine.internal.extract;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.Option;
import com.jayway.jsonpath.spi.json.JsonProvider;
import com.jayway.jsonpath.spi.mapper.MappingProvider;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** JSON parsed once per response, and JSONPath expressions compiled once per plan. Thread-safe. */
public final class JsonPaths {

    private static final Map<String, JsonPath> COMPILED = new ConcurrentHashMap<>();
    private static final int MAX_COMPILED = 1_000;

    private static final Pattern SLICE =
            Pattern.compile("\\s*(?<from>-?\\d+)?\\s*:\\s*(?<to>-?\\d+)?\\s*(?<step>:\\s*(-?\\d+)?\\s*)?");

    static {
        // Filters ask the library for its defaults, whatever configuration they run in. Where these cannot be loaded,
        // nobody else in this JVM can be using them.
        if (!hasDefaults()) {
            Configuration.setDefaults(new JacksonDefaults());
        }
        JsonLibrary.loadSoon();
    }

    private JsonPaths() {}

    private static boolean hasDefaults() {
        try {
            Class.forName("net.minidev.json.JSONValue", false, JsonPaths.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException | LinkageError absent) {
            return false;
        }
    }

    private static final class JacksonDefaults implements Configuration.Defaults {
        @Override
        public JsonProvider jsonProvider() {
            return JsonLibrary.Loaded.CONFIGURATION.jsonProvider();
        }

        @Override
        public Set<Option> options() {
            return Set.of();
        }

        @Override
        public MappingProvider mappingProvider() {
            return JsonLibrary.Loaded.CONFIGURATION.mappingProvider();
        }
    }

    /**
     * Compiles an expression.
     *
     * @throws IllegalArgumentException if it is malformed
     */
    public static JsonPath compile(String expression) {
        JsonPath known = COMPILED.get(expression);
        if (known != null) {
            return known;
        }
        checkBrackets(expression);
        try {
            JsonPath compiled = JsonPath.compile(expression);
            if (COMPILED.size() < MAX_COMPILED) {
                COMPILED.put(expression, compiled);
            }
            return compiled;
        } catch (NoClassDefFoundError missing) {
            // The library reads lists and objects that stand in filters with another one, which Perf does not bring.
            throw new IllegalArgumentException(
                    "JSONPath \"" + expression + "\": lists and objects in filters need net.minidev:json-smart on the"
                            + " class path; add it, or write @.a == 1 || @.a == 2",
                    missing);
        } catch (InvalidPathException | IllegalArgumentException malformed) {
            throw new IllegalArgumentException(
                    "JSONPath \"" + expression + "\" is malformed: " + malformed.getMessage(), malformed);
        }
    }

    /** The library takes an expression that ends too early for a shorter one, which would find nothing for ever. */
    private static void checkBrackets(String expression) {
        if (!expression.startsWith("$")) {
            throw malformed(expression, 0, "it must begin with \"$\"");
        }
        var open = new ArrayDeque<Integer>();
        for (int i = 0; i < expression.length(); i++) {
            char c = expression.charAt(i);
            if (c == '\'' || c == '"') {
                int end = closingQuote(expression, i);
                if (end < 0) {
                    throw malformed(expression, i, "the quote is never closed");
                }
                i = end;
            } else if (c == '[' || c == '(') {
                open.push(i);
            } else if (c == ']' || c == ')') {
                int start = open.isEmpty() ? -1 : open.pop();
                if (start < 0 || expression.charAt(start) != (c == ']' ? '[' : '(')) {
                    throw malformed(expression, i, "\"" + c + "\" closes nothing");
                }
                checkSlice(expression, start + 1, i);
            }
        }
        if (!open.isEmpty()) {
            throw malformed(expression, open.peek(), "\"" + expression.charAt(open.peek()) + "\" is never closed");
        }
    }

    /** The library ignores steps, and mistakes ends that are counted from the other side. */
    private static void checkSlice(String expression, int start, int end) {
        Matcher slice = SLICE.matcher(expression).region(start, end);
        if (!slice.matches()) {
            return;
        }
        String from = slice.group("from");
        String to = slice.group("to");
        if (slice.group("step") != null) {
            throw malformed(expression, start, "slices have no steps here; take them without");
        }
        if (from != null && to != null && (from.startsWith("-") || to.startsWith("-"))) {
            throw malformed(expression, start, "a slice from one index to another counts both from the beginning here");
        }
    }

    private static int closingQuote(String expression, int start) {
        for (int i = start + 1; i < expression.length(); i++) {
            if (expression.charAt(i) == '\\') {
                i++;
            } else if (expression.charAt(i) == expression.charAt(start)) {
                return i;
            }
        }
        return -1;
    }

    private static IllegalArgumentException malformed(String expression, int position, String problem) {
        return new IllegalArgumentException("JSONPath \"" + expression + "\" at " + position + ": " + problem);
    }

    /**
     * Parses a document into maps, lists, texts, numbers and booleans.
     *
     * @throws JacksonException if it is no JSON
     */
    public static @Nullable Object parse(byte[] json, int offset, int length) {
        return JsonLibrary.Loaded.MAPPER.readValue(json, offset, length, Object.class);
    }

    /** Returns what {@code path} finds in a parsed document, the first of several values, or null. */
    public static @Nullable Object find(JsonPath path, @Nullable Object document) {
        if (document == null) {
            return null;
        }
        try {
            Object found = path.read(document, JsonLibrary.Loaded.CONFIGURATION);
            if (path.isDefinite() || !(found instanceof List<?> several)) {
                return found;
            }
            return several.isEmpty() ? null : several.getFirst();
        } catch (JsonPathException notThere) {
            return null;
        }
    }

    /** Returns all that {@code path} finds in a parsed document, nulls among it. */
    public static List<@Nullable Object> findAll(JsonPath path, @Nullable Object document) {
        if (document == null) {
            return List.of();
        }
        try {
            Object found = path.read(document, JsonLibrary.Loaded.LISTING);
            if (found instanceof List<?> several) {
                return Collections.unmodifiableList(new ArrayList<@Nullable Object>(several));
            }
        } catch (JsonPathException notThere) {
            return List.of();
        }
        Object computed = find(path, document); // the library does not list what its functions return
        return computed == null ? List.of() : List.of(computed);
    }

    /** Writes a value as JSON. */
    public static String write(Object value) {
        String plain = PlainJson.write(value);
        return plain == null ? JsonLibrary.Loaded.MAPPER.writeValueAsString(value) : plain;
    }
}
