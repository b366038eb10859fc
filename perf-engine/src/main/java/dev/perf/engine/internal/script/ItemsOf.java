package dev.perf.engine.internal.script;

import dev.perf.scenario.Loop;
import dev.perf.scenario.Session;
import java.lang.reflect.Array;
import java.util.Arrays;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Finds the items that a loop goes over. */
@FunctionalInterface
interface ItemsOf {

    /**
     * Returns the items, as they are now where they are a collection: the loop may change it.
     *
     * @throws IllegalArgumentException if there is something else than items
     */
    Iterator<?> of(Session session);

    static ItemsOf compile(Loop.Items items) {
        return switch (items) {
            case Loop.Items.Given given -> {
                List<?> values = given.values();
                yield session -> values.iterator();
            }
            case Loop.Items.InSession in -> session -> iterator(in.key(), session.get(in.key()));
        };
    }

    private static Iterator<?> iterator(String key, Object value) {
        if (value instanceof Map<?, ?> map) {
            return copy(map.values());
        }
        if (value instanceof Collection<?> collection) {
            return copy(collection);
        }
        if (value instanceof Iterable<?> iterable) {
            return iterable.iterator();
        }
        if (value.getClass().isArray()) {
            return IntStream.range(0, Array.getLength(value))
                    .mapToObj(i -> Array.get(value, i))
                    .iterator();
        }
        throw new IllegalArgumentException("\"" + key + "\" is a "
                + value.getClass().getSimpleName()
                + ", which has no items; it must be a List or another Iterable, an array, or a Map");
    }

    private static Iterator<?> copy(Collection<?> collection) {
        return Arrays.asList(collection.toArray()).iterator();
    }
}
