package dev.perf.result;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tags in the order they were given. Immutable, so that the metrics of a series, which outputs are told of in each interval,
 * share them; and equal at a glance where they do.
 */
final class OrderedTags extends AbstractMap<String, String> {

    private final Map<String, String> tags;
    private final int hash;

    private OrderedTags(Map<String, String> tags) {
        this.tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
        this.hash = this.tags.hashCode();
    }

    /** Returns {@code tags} as they are now. */
    static Map<String, String> copy(Map<String, String> tags) {
        return tags instanceof OrderedTags ? tags : new OrderedTags(tags);
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return tags.entrySet();
    }

    @Override
    public @Nullable String get(@Nullable Object key) {
        return tags.get(key);
    }

    @Override
    public boolean containsKey(@Nullable Object key) {
        return tags.containsKey(key);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return (!(other instanceof OrderedTags that) || hash == that.hash) && super.equals(other);
    }

    @Override
    public int hashCode() {
        return hash;
    }
}
