package dev.perf.engine.internal.shape;

import java.util.ArrayList;
import java.util.List;

/**
 * A key of a mapping.
 *
 * @param name as documentation has it
 * @param shape of what stands under it
 * @param description what it means, for editors: one sentence or two
 * @param others names that are understood as well
 * @param isRequired whether it must be there
 * @param examples values that editors offer
 */
public record Key<T>(
        String name,
        Shape<T> shape,
        String description,
        List<String> others,
        boolean isRequired,
        List<Object> examples) {

    /** Returns a key that may be left out. */
    public static <T> Key<T> key(String name, Shape<T> shape, String description) {
        return new Key<>(name, shape, description, List.of(), false, List.of());
    }

    /**
     * Returns a key that other tools know and Perf does not: it is a mistake, and in no schema.
     *
     * @param reason why, and what to do instead, as a sentence without a full stop
     */
    public static Key<Object> refused(String name, String reason) {
        return key(name, new Refused(reason), reason);
    }

    /** Whether it is known to be a mistake. */
    public boolean isRefused() {
        return shape instanceof Refused;
    }

    /** Returns it with other names that are understood as well. */
    public Key<T> also(String... names) {
        return new Key<>(name, shape, description, List.of(names), isRequired, examples);
    }

    /** Returns it as one that must be there. */
    public Key<T> required() {
        return new Key<>(name, shape, description, others, true, examples);
    }

    /** Returns it with examples. */
    public Key<T> like(Object... values) {
        return new Key<>(name, shape, description, others, isRequired, List.of(values));
    }

    /** Returns all its names. */
    public List<String> names() {
        var names = new ArrayList<String>();
        names.add(name);
        names.addAll(others);
        return names;
    }
}
