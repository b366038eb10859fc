package dev.perf.engine.internal.dialect;

import dev.perf.engine.internal.document.Place;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.document.Value.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mapping that is put together value by value. */
final class Draft {

    private final Place place;
    private final Map<String, Slot> slots = new LinkedHashMap<>();

    Draft(Place place) {
        this.place = place;
    }

    /**
     * Two values for one place.
     *
     * @param key of the later one
     * @param earlier the key of the one that is there
     */
    record Conflict(Text key, Text earlier) {}

    /** What stands under a key: a value, or, once more is put into a mapping, a draft of it. */
    private static final class Slot {

        private final Text key;
        private Value value;
        private @Nullable Draft draft;

        private Slot(Text key, Value value) {
            this.key = key;
            this.value = value;
        }

        private Draft opened(Entries entries) {
            if (draft == null) {
                draft = new Draft(entries.place());
                for (Entry entry : entries.entries()) {
                    draft.slots.put(entry.key().text(), new Slot(entry.key(), entry.value()));
                }
            }
            return draft;
        }

        private Entry finished() {
            return new Entry(key, draft == null ? value : draft.finished());
        }
    }

    /**
     * Puts a value where a path of keys leads; the mappings on the way are made where they are missing, and a mapping is united
     * with one that is there.
     *
     * @param key the key that the value stood under, whose place the keys of the path take
     * @return what could not be put, because something else stands there already; empty where all could
     */
    List<Conflict> put(List<String> path, Text key, Value value) {
        String name = path.getFirst();
        List<String> further = path.subList(1, path.size());
        Value here = further.isEmpty() ? value : new Entries(key.place(), List.of());
        Slot slot = slots.get(name);
        if (slot == null || slot.value instanceof Nothing) {
            slot = new Slot(named(key, name), here);
            slots.put(name, slot);
            return further.isEmpty() || !(here instanceof Entries made)
                    ? List.of()
                    : slot.opened(made).put(further, key, value);
        }
        if (here instanceof Nothing) {
            return List.of();
        }
        if (!(slot.value instanceof Entries there) || !(here instanceof Entries more)) {
            return List.of(new Conflict(key, slot.key));
        }
        Draft opened = slot.opened(there);
        if (!further.isEmpty()) {
            return opened.put(further, key, value);
        }
        var conflicts = new ArrayList<Conflict>();
        for (Entry entry : more.entries()) {
            conflicts.addAll(opened.put(List.of(entry.key().text()), entry.key(), entry.value()));
        }
        return conflicts;
    }

    private static Text named(Text key, String name) {
        return key.text().equals(name) ? key : new Text(key.place(), name, key.isQuoted(), key.origin());
    }

    /** Returns the mapping. */
    Entries finished() {
        return new Entries(place, slots.values().stream().map(Slot::finished).toList());
    }
}
