package dev.perf.engine.internal.dialect;

import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.text.Nearest;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The keys of a mapping of another system, and what becomes of each. */
final class Table {

    /** A line of it: some keys, all treated alike. */
    record Line(List<String> keys, Action action) {}

    private final String what;
    private final Map<String, Action> actions;
    /** What becomes of keys that are not in it; null where they are mistakes. */
    private final @Nullable Action others;

    private Table(String what, Map<String, Action> actions, @Nullable Action others) {
        this.what = what;
        this.actions = Collections.unmodifiableMap(actions);
        this.others = others;
    }

    /**
     * Returns a table; keys that are not in it are mistakes.
     *
     * @param what such as {@code Artillery's config}
     */
    static Table of(String what, Line... lines) {
        return new Table(what, Map.of(), null).and(lines);
    }

    /** Returns a line for a key. */
    static Line on(String key, Action action) {
        return new Line(List.of(key), action);
    }

    /** Returns a line for several keys. */
    static Line on(List<String> keys, Action action) {
        return new Line(keys, action);
    }

    /** Returns the keys of a line. */
    static List<String> keys(String... keys) {
        return List.of(keys);
    }

    /** Returns it with more lines, which stand in place of those for the same keys. */
    Table and(Line... more) {
        Map<String, Action> all = new LinkedHashMap<>(actions);
        for (Line line : more) {
            line.keys().forEach(key -> all.put(key, line.action()));
        }
        return new Table(what, all, others);
    }

    /** Returns it with the lines of another. */
    Table and(Table other) {
        Map<String, Action> all = new LinkedHashMap<>(actions);
        all.putAll(other.actions);
        return new Table(what, all, others);
    }

    /** Returns it with keys that are not in it left as they are, for Perf's own form to read or refuse. */
    Table keepingOthers() {
        return others(Actions.kept());
    }

    /** Returns it with something else done to keys that are not in it. */
    Table others(Action action) {
        return new Table(what, actions, action);
    }

    /** The keys that are in it. */
    Set<String> names() {
        return actions.keySet();
    }

    /** Puts all values of a mapping where they belong. */
    void rewrite(Entries from, Rewriting at) {
        for (Entry entry : from.entries()) {
            String key = entry.key().text();
            Action action = actions.getOrDefault(key, others == null ? this::refuse : others);
            action.apply(entry, at.at(key));
        }
    }

    private void refuse(Entry entry, Rewriting at) {
        String nearest = Nearest.to(entry.key().text(), names());
        at.mistake(
                entry.key().place(),
                "no key of " + what + "; "
                        + (nearest == null
                                ? "known are " + String.join(", ", names())
                                : "did you mean \"" + nearest + "\"?"));
    }

    /** Returns a mapping by itself as Perf has it; anything else as it is. */
    Value rewritten(Value from, Rewriting at) {
        if (!(from instanceof Entries entries)) {
            return from;
        }
        var draft = new Draft(entries.place());
        rewrite(entries, at.into(draft));
        return draft.finished();
    }
}
