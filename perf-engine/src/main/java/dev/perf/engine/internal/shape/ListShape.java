package dev.perf.engine.internal.shape;

import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Items;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A list, or a single value in place of a list of one. Read as a whole: where an item cannot be, neither can the list. */
record ListShape<T>(Shape<T> item) implements Shape<List<T>> {

    @Override
    public @Nullable List<T> read(Value value, Reading reading) {
        if (!(value instanceof Items items)) {
            if (item.fits(value)) {
                T only = item.read(value, reading);
                return only == null ? null : List.of(only);
            }
            reading.expected(expected(), value);
            return null;
        }
        var read = new ArrayList<T>();
        for (int i = 0; i < items.items().size(); i++) {
            T one = item.read(items.items().get(i), reading.at(i));
            if (one != null) {
                read.add(one);
            }
        }
        return read.size() < items.items().size() ? null : List.copyOf(read);
    }

    @Override
    public Value canonical(Value value) {
        return value instanceof Items items
                ? new Items(
                        items.place(),
                        items.items().stream().map(item::canonical).toList())
                : item.canonical(value);
    }

    @Override
    public String expected() {
        return "a list of which each item is " + item.expected();
    }

    @Override
    public Map<String, Object> schema(Definitions definitions) {
        Map<String, Object> one = item.schema(definitions);
        var either = new ArrayList<Object>(List.of(Map.of("type", "array", "items", one)));
        either.addAll(Either.alternatives(one));
        return Map.of("anyOf", List.copyOf(either));
    }

    @Override
    public boolean fits(Value value) {
        return value instanceof Items || item.fits(value);
    }
}
