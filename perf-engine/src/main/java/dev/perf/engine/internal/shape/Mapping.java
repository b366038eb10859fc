package dev.perf.engine.internal.shape;

import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.text.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A mapping of known keys. */
public final class Mapping<T> implements Shape<T> {

    private final String what;
    private final List<Key<?>> keys;
    private final Function<Fields, @Nullable T> to;

    private Mapping(String what, List<Key<?>> keys, Function<Fields, @Nullable T> to) {
        this.what = what;
        this.keys = keys;
        this.to = to;
    }

    /**
     * Returns the shape.
     *
     * @param what such as {@code a profile}
     * @param to makes something of what stands under the keys; null where that cannot be, with mistakes noted. It may throw
     *     IllegalArgumentException, whose message becomes a mistake. What it makes with Perf's API knows the line of the
     *     mapping
     */
    public static <T> Mapping<T> of(String what, List<Key<?>> keys, Function<Fields, @Nullable T> to) {
        return new Mapping<>(what, List.copyOf(keys), to);
    }

    /** Returns its keys. */
    public List<Key<?>> keys() {
        return keys;
    }

    @Override
    public @Nullable T read(Value value, Reading reading) {
        if (value instanceof Nothing nothing) {
            return read(new Entries(nothing.place(), List.of()), reading);
        }
        if (!(value instanceof Entries entries)) {
            reading.expected(expected(), value);
            return null;
        }
        Map<Key<?>, Object> read = new LinkedHashMap<>();
        Map<Key<?>, Entry> known = new LinkedHashMap<>();
        boolean hasUnknown = false;
        for (Entry entry : entries.entries()) {
            Key<?> key = key(entry.key().text());
            Reading below = reading.at(entry.key().text());
            if (key == null) {
                hasUnknown = true;
                below.mistake(entry.key().place(), unknown(entry.key().text()));
                continue;
            }
            Entry earlier = known.putIfAbsent(key, entry);
            if (earlier != null) {
                below.mistake(
                        entry.key().place(),
                        "the same as \"" + earlier.key().text() + "\", which is there already; keep one");
            } else if (!(entry.value() instanceof Nothing)) {
                Object result = key.shape().read(entry.value(), below);
                if (result != null) {
                    read.put(key, result);
                }
            }
        }
        var fields = new Fields(entries, read, known, hasUnknown, reading);
        keys.stream().filter(Key::isRequired).forEach(fields::needed);
        return Making.of(entries, reading, () -> to.apply(fields));
    }

    @Override
    public Value canonical(Value value) {
        if (!(value instanceof Entries entries)) {
            return value;
        }
        var canonical = new ArrayList<Entry>();
        for (Entry entry : entries.entries()) {
            Key<?> key = key(entry.key().text());
            if (key == null) {
                canonical.add(entry);
                continue;
            }
            // Where both names are there, they stay, and are refused when they are read.
            boolean isTwice = key.names().stream()
                            .filter(name -> entries.get(name) != null)
                            .count()
                    > 1;
            canonical.add(new Entry(
                    isTwice ? entry.key() : entry.key().renamed(key.name()),
                    key.shape().canonical(entry.value())));
        }
        return new Entries(entries.place(), List.copyOf(canonical));
    }

    private @Nullable Key<?> key(String name) {
        for (Key<?> key : keys) {
            if (key.names().contains(name)) {
                return key;
            }
        }
        return null;
    }

    /** Returns the keys that are of use. */
    private Stream<Key<?>> offered() {
        return keys.stream().filter(key -> !key.isRefused());
    }

    private String unknown(String name) {
        var names = new ArrayList<String>();
        offered().forEach(key -> names.addAll(key.names()));
        String nearest = Nearest.to(name, names);
        return "no key of " + what + "; "
                + (nearest != null
                        ? "did you mean \"" + nearest + "\"?"
                        : "known are "
                                + String.join(", ", offered().map(Key::name).toList()));
    }

    @Override
    public String expected() {
        return what + " (a mapping)";
    }

    @Override
    public boolean fits(Value value) {
        return value instanceof Entries || value instanceof Nothing;
    }

    /** A key that may be left out may be there with nothing behind it, too. */
    private static Map<String, Object> orNothing(Map<String, Object> schema) {
        Map<String, Object> nothing = Map.of("type", "null");
        if (schema.containsKey("$ref")) {
            return Map.of("anyOf", List.of(schema, nothing));
        } else if (schema.get("anyOf") instanceof List<?> shapes) {
            var more = new ArrayList<Object>(shapes);
            more.add(nothing);
            return with(schema, "anyOf", more);
        } else if (schema.get("type") instanceof String type) {
            return with(schema, "type", List.of(type, "null"));
        } else if (schema.get("type") instanceof List<?> types && !types.contains("null")) {
            var more = new ArrayList<Object>(types);
            more.add("null");
            return with(schema, "type", more);
        }
        return schema;
    }

    private static Map<String, Object> with(Map<String, Object> schema, String word, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(schema);
        changed.put(word, value);
        return changed;
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        Map<String, Object> properties = new LinkedHashMap<>();
        for (Key<?> key : offered().toList()) {
            for (String name : key.names()) {
                Map<String, Object> property = new LinkedHashMap<>();
                property.put(
                        "description",
                        name.equals(key.name())
                                ? key.description()
                                : "The same as " + key.name() + ". " + key.description());
                Map<String, Object> schema = key.shape().schema(definitions);
                if (!key.isRequired()) {
                    schema = orNothing(schema);
                }
                if (schema.containsKey("$ref")) {
                    // Beside a reference draft-07 reads nothing.
                    property.put("allOf", List.of(schema));
                } else {
                    property.putAll(schema);
                }
                if (!key.examples().isEmpty()) {
                    property.put("examples", key.examples());
                }
                properties.put(name, property);
            }
        }
        Map<String, Object> schema = new LinkedHashMap<>();
        schema.put("title", what.replaceFirst("^an? ", ""));
        schema.put("type", keys.stream().anyMatch(Key::isRequired) ? "object" : List.of("object", "null"));
        schema.put("additionalProperties", false);
        schema.put("properties", properties);
        List<String> required = new ArrayList<>();
        List<Object> requiredByAName = new ArrayList<>();
        for (Key<?> key : keys) {
            if (key.isRequired() && key.others().isEmpty()) {
                required.add(key.name());
            } else if (key.isRequired()) {
                requiredByAName.add(Map.of(
                        "anyOf",
                        key.names().stream()
                                .map(name -> Map.of("required", List.of(name)))
                                .toList()));
            }
        }
        if (!required.isEmpty()) {
            schema.put("required", required);
        }
        if (!requiredByAName.isEmpty()) {
            schema.put("allOf", requiredByAName);
        }
        return schema;
    }
}
