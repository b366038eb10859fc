package dev.perf.scenario;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The data of one virtual user: values by name, filled by feeders, by {@code save} and by lambda steps.
 *
 * <p>Belongs to its user's thread; not to be shared. A closed user keeps its session across iterations.
 */
public interface Session {

    /**
     * Returns the value of {@code key}.
     *
     * @throws MissingValueException if the session has none; the message lists the keys that are there
     */
    Object get(String key);

    /** Returns the value of {@code key}, or null where there is none. */
    @Nullable
    Object find(String key);

    /**
     * Returns the value of {@code key} as text.
     *
     * @throws MissingValueException if the session has none
     */
    default String text(String key) {
        return String.valueOf(get(key));
    }

    /** Sets the value of {@code key}. */
    void set(String key, Object value);

    /** Removes the value of {@code key}, if there is one. */
    void remove(String key);

    /** Tells whether there is a value of {@code key}. */
    default boolean has(String key) {
        return find(key) != null;
    }

    /** Returns a copy of all values. */
    Map<String, Object> values();
}
