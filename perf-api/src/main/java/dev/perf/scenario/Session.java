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

    /**
     * Returns the value of {@code key}, as its type.
     *
     * @throws MissingValueException if the session has none, or one that {@link Key#convert} cannot turn into the type
     */
    default <T> T get(Key<T> key) {
        return converted(key, get(key.name()));
    }

    /**
     * Returns the value of {@code key}, as its type, or null where there is none.
     *
     * @throws MissingValueException if it is one that {@link Key#convert} cannot turn into the type
     */
    default <T> @Nullable T find(Key<T> key) {
        Object value = find(key.name());
        return value == null ? null : converted(key, value);
    }

    /** Sets the value of {@code key}. */
    default <T> void set(Key<T> key, T value) {
        set(key.name(), value);
    }

    /** Removes the value of {@code key}, if there is one. */
    default void remove(Key<?> key) {
        remove(key.name());
    }

    /** Tells whether there is a value of {@code key}, of whatever type. */
    default boolean has(Key<?> key) {
        return has(key.name());
    }

    private static <T> T converted(Key<T> key, Object value) {
        try {
            return key.convert(value);
        } catch (IllegalArgumentException unfit) {
            throw new MissingValueException(String.valueOf(unfit.getMessage()));
        }
    }

    /** Returns a copy of all values. */
    Map<String, Object> values();
}
