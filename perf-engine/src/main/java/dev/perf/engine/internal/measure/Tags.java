package dev.perf.engine.internal.measure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The tags of a series, in the order they were given; equal whatever the order. Immutable. */
public record Tags(Map<String, String> values) {

    /** No tags. */
    public static final Tags NONE = new Tags(Map.of());

    /** Copies the map. */
    public Tags {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    /** Returns a single tag. */
    public static Tags of(String key, String value) {
        return new Tags(Map.of(key, value));
    }

    /** Returns these tags and one more, which replaces one of the same key. */
    public Tags and(String key, String value) {
        var more = new LinkedHashMap<>(values);
        more.put(key, value);
        return new Tags(more);
    }

    /** Returns these tags and all of {@code others}. */
    public Tags and(Map<String, String> others) {
        var more = new LinkedHashMap<>(values);
        more.putAll(others);
        return new Tags(more);
    }

    /** Returns these tags but those with one of {@code keys}. */
    public Tags without(Set<String> keys) {
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
}
