package dev.perf.engine.internal.document;

import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.document.Value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts one document over another: mappings are united key by key, all else of the upper one stands in place of the lower. */
public final class Layers {

    private Layers() {}

    /** Returns what both come to; every value keeps the place it was read from. */
    public static Value over(Value lower, Value upper) {
        if (!(lower instanceof Entries below) || !(upper instanceof Entries above)) {
            return upper;
        }
        Map<String, Entry> united = new LinkedHashMap<>();
        below.entries().forEach(entry -> united.put(entry.key().text(), entry));
        for (Entry entry : above.entries()) {
            united.merge(
                    entry.key().text(),
                    entry,
                    (earlier, later) -> new Entry(later.key(), over(earlier.value(), later.value())));
        }
        return new Entries(below.place(), List.copyOf(united.values()));
    }

    /** Returns a document without some keys of its root. */
    public static Value without(Value whole, List<String> keys) {
        return whole instanceof Entries entries
                ? new Entries(
                        entries.place(),
                        entries.entries().stream()
                                .filter(entry -> !keys.contains(entry.key().text()))
                                .toList())
                : whole;
    }

    /**
     * Returns a document that has one value, under keys that lead to it.
     *
     * @param path keys with dots between them, such as {@code http.connectTimeout}
     */
    public static Value at(String path, Value value) {
        Place place = value.place();
        Value nested = value;
        List<String> keys = List.of(path.split("\\.", -1)).reversed();
        for (String key : keys) {
            nested = new Entries(place, List.of(new Entry(new Text(place, key, false, null), nested)));
        }
        return nested;
    }

    /** A value of a document that stands for itself, and the keys that lead to it. */
    public record Leaf(String path, Value value) {}

    /** Returns all single values, empty lists and empty mappings of a document, in its order. */
    public static List<Leaf> leaves(Value whole) {
        var leaves = new ArrayList<Leaf>();
        collect(whole, "", leaves);
        return leaves;
    }

    private static void collect(Value value, String path, List<Leaf> leaves) {
        switch (value) {
            case Entries entries
            when !entries.entries().isEmpty() ->
                entries.entries()
                        .forEach(entry -> collect(
                                entry.value(),
                                path.isEmpty()
                                        ? entry.key().text()
                                        : path + "." + entry.key().text(),
                                leaves));
            case Items items
            when !items.items().isEmpty() -> {
                for (int i = 0; i < items.items().size(); i++) {
                    collect(items.items().get(i), path + "[" + i + "]", leaves);
                }
            }
            case Entries empty -> leaves.add(new Leaf(path, empty));
            case Items empty -> leaves.add(new Leaf(path, empty));
            case Text text -> leaves.add(new Leaf(path, text));
            case Nothing nothing -> leaves.add(new Leaf(path, nothing));
        }
    }
}
