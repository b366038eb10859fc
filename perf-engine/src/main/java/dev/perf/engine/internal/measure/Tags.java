package dev.perf.engine.internal.measure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The tags of a series, in the order they were given; equal whatever the order. Immutable. */
public final class Tags {

    /** No tags. */
    public static final Tags NONE = new Tags(Map.of());

    private final Map<String, String> values;
    private final int hash; // tags are keys of maps, and compiling a plan looks each of them up many times

    /** Copies the map. */
    public Tags(Map<String, String> values) {
        this(new LinkedHashMap<>(values));
    }

    /** @param own the map, which nobody else has */
    private Tags(LinkedHashMap<String, String> own) {
        values = Collections.unmodifiableMap(own);
        hash = own.hashCode();
    }

    /** Returns a single tag. */
    public static Tags of(String key, String value) {
        return NONE.and(key, value);
    }

    /** Returns each tag's value by its name. */
    public Map<String, String> values() {
        return values;
    }

    /** Returns these tags and one more, which replaces one of the same key. */
    public Tags and(String key, String value) {
        var more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new Tags(more);
    }

    /** Returns these tags and all of {@code others}. */
    public Tags and(Map<String, String> others) {
        if (others.isEmpty()) {
            return this;
        }
        var more = new LinkedHashMap<>(values);
        more.putAll(others);
        return new Tags(more);
    }

    /** Returns these tags but those with one of {@code keys}. */
    public Tags without(Set<String> keys) {
        if (Collections.disjoint(values.keySet(), keys)) {
            return this;
        }
        var fewer = new LinkedHashMap<>(values);
        fewer.keySet().removeAll(keys);
        return new Tags(fewer);
    }

    /** Tells whether each tag of {@code filter} is among these. */
    public boolean match(Map<String, String> filter) {
        for (var wanted : filter.entrySet()) {
            if (!wanted.getValue().equals(values.get(wanted.getKey()))) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return this == other || other instanceof Tags that && hash == that.hash && values.equals(that.values);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
