package dev.perf.engine.internal.dialect;

import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.Notes;
import dev.perf.engine.internal.document.Place;
import dev.perf.engine.internal.document.Value;
import dev.perf.engine.internal.document.Value.Text;
import java.util.List;

/**
 * Where in a file is being rewritten, and where its values go.
 *
 * @param path keys that lead there in the file, as messages say it; empty at the root
 * @param draft what values are put into
 */
record Rewriting(String path, Draft draft, Mistakes mistakes, Notes notes) {

    /** Returns the place beneath a key. */
    Rewriting at(String key) {
        return new Rewriting(path.isEmpty() ? key : path + "." + key, draft, mistakes, notes);
    }

    /** Returns the place of an item, from 0. */
    Rewriting at(int item) {
        return new Rewriting(path + "[" + item + "]", draft, mistakes, notes);
    }

    /** Returns the same place, with values going elsewhere. */
    Rewriting into(Draft other) {
        return new Rewriting(path, other, mistakes, notes);
    }

    /**
     * Puts a value of the file where it belongs in Perf's own form.
     *
     * @param key what it stood under
     * @param to keys that lead there
     */
    void put(Text key, List<String> to, Value value) {
        for (Draft.Conflict conflict : draft.put(to, key, value)) {
            mistake(
                    conflict.key().place(),
                    "line " + conflict.earlier().place().line() + " says it already, as \""
                            + conflict.earlier().text() + "\" of Perf's own form; keep one");
        }
    }

    /** Notes a mistake. */
    void mistake(Place place, String text) {
        mistakes.add(place, path, text);
    }

    /** Notes that something else is expected. */
    void expected(String expected, Value found) {
        mistake(found.place(), expected + " is expected here, got " + found.kind());
    }

    /** Notes that something is not used. */
    void note(Place place, String text) {
        notes.add(place, path, text);
    }
}
