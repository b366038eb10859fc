package dev.perf.engine.internal.shape;

import dev.perf.engine.internal.document.Place;
import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Entry;
import dev.perf.engine.internal.document.Value.Nothing;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a mapping has under its keys. A key with nothing behind it is as if it were not there. */
public final class Fields {

    private final Entries mapping;
    private final Map<Key<?>, Object> read;
    private final Map<Key<?>, Entry> entries;
    private final boolean hasUnknown;
    private final Reading reading;

    /** @param hasUnknown whether the mapping has keys that nobody knows */
    Fields(Entries mapping, Map<Key<?>, Object> read, Map<Key<?>, Entry> entries, boolean hasUnknown, Reading reading) {
        this.mapping = mapping;
        this.read = read;
        this.entries = entries;
        this.hasUnknown = hasUnknown;
        this.reading = reading;
    }

    /** Returns what was read under a key; null where it is not there, or cannot be read. */
    @SuppressWarnings("unchecked") // put there by the shape of that key
    public <T> @Nullable T get(Key<T> key) {
        return (T) read.get(key);
    }

    /** Returns what was read under a key, or something else where there is nothing. */
    public <T> T get(Key<T> key, T otherwise) {
        T found = get(key);
        return found == null ? otherwise : found;
    }

    /**
     * Returns what was read under a key that must be there, and notes it where it is not.
     *
     * @return null where it is not there, or cannot be read
     */
    public <T> @Nullable T needed(Key<T> key) {
        if (!has(key)) {
            mistake(missing(key));
        }
        return get(key);
    }

    /** As {@link #needed(Key)}, read in another shape, which takes less than that of the key. */
    public <T> @Nullable T needed(Key<?> key, Shape<T> shape) {
        Entry entry = entries.get(key);
        if (entry == null || entry.value() instanceof Nothing) {
            mistake(missing(key, shape));
            return null;
        }
        return shape.read(entry.value(), reading(key));
    }

    static String missing(Key<?> key) {
        return missing(key, key.shape());
    }

    private static String missing(Key<?> key, Shape<?> shape) {
        return "\"" + key.name() + "\" is missing: " + shape.expected();
    }

    /** Whether there is something under a key, readable or not. */
    public boolean has(Key<?> key) {
        Entry entry = entries.get(key);
        return entry != null && !(entry.value() instanceof Nothing);
    }

    /** Whether a key is there with nothing behind it. */
    public boolean isEmpty(Key<?> key) {
        return entries.containsKey(key) && !has(key);
    }

    /** Returns where the value of a key stands, or the mapping where it has none. */
    public Place place(Key<?> key) {
        Entry entry = entries.get(key);
        return entry == null ? mapping.place() : entry.value().place();
    }

    /** Returns where the mapping stands. */
    public Place place() {
        return mapping.place();
    }

    /** Whether no mistake has been noted so far, here or anywhere else. */
    public boolean isClean() {
        return reading.mistakes().areNone();
    }

    /** Notes a mistake at the value of a key. */
    public void mistake(Key<?> key, String text) {
        reading(key).mistake(place(key), text);
    }

    /**
     * Notes a mistake of the whole mapping, such as something that it lacks. Nothing is noted where it has a key that nobody
     * knows, for that may be what is missing, misspelt.
     */
    public void mistake(String text) {
        if (!hasUnknown) {
            reading.mistake(mapping.place(), text);
        }
    }

    /** Returns where the value of a key is being read, under the name that was written. */
    public Reading reading(Key<?> key) {
        Entry entry = entries.get(key);
        return reading.at(entry == null ? key.name() : entry.key().text());
    }

    /** Returns where it is being read. */
    public Reading reading() {
        return reading;
    }
}
