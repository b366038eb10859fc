package dev.perf.engine.internal.shape;

import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Nothing;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mapping whose keys people choose. Read as a whole: where a value cannot be, neither can the mapping. */
record MapShape<T>(String what, Shape<T> each) implements Shape<Map<String, T>> {

    @Override
    public @Nullable Map<String, T> read(Value value, Reading reading) {
        if (value instanceof Nothing) {
            return Map.of();
        }
        if (!(value instanceof Entries entries)) {
            reading.expected(expected(), value);
            return null;
        }
        Map<String, T> read = new LinkedHashMap<>();
        for (Entry entry : entries.entries()) {
            T one = each.read(entry.value(), reading.at(entry.key().text()));
            if (one != null) {
                read.put(entry.key().text(), one);
            }
        }
        return read.size() < entries.entries().size() ? null : Collections.unmodifiableMap(read);
    }

    @Override
    public Value canonical(Value value) {
        return value instanceof Entries entries
                ? new Entries(
                        entries.place(),
                        entries.entries().stream()
                                .map(entry -> new Entry(entry.key(), each.canonical(entry.value())))
                                .toList())
                : value;
    }

    @Override
    public String expected() {
        return what + " (a mapping of names)";
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        return Map.of("type", List.of("object", "null"), "additionalProperties", each.schema(definitions));
    }

    @Override
    public boolean fits(Value value) {
        return value instanceof Entries || value instanceof Nothing;
    }
}
