package dev.perf.engine.internal.shape;

import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.Place;
import dev.perf.engine.internal.document.Value;

/**
 * Where in a document is being read, and where mistakes go.
 *
 * @param path keys that lead there; empty at the root
 */
public record Reading(String path, Mistakes mistakes) {

    /** Returns the place beneath a key. */
    public Reading at(String key) {
        return new Reading(path.isEmpty() ? key : path + "." + key, mistakes);
    }

    /** Returns the place of an item, from 0. */
    public Reading at(int item) {
        return new Reading(path + "[" + item + "]", mistakes);
    }

    /** Notes a mistake. */
    public void mistake(Place place, String text) {
        mistakes.add(place, path, text);
    }

    /** Notes that something else is expected. */
    public void expected(String expected, Value found) {
        refused(found, expected + " is expected here, got " + found.kind());
    }

    /**
     * Notes why a value cannot be. A single value that had a mistake before, such as a variable of the environment that is
     * not set, is left at that: what became of it is not what its author wrote.
     */
    void refused(Value value, String why) {
        if (!(value instanceof Value.Text) || !mistakes.areAt(value.place())) {
            mistake(value.place(), why);
        }
    }
}
