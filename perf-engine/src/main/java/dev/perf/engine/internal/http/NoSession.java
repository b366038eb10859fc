package dev.perf.engine.internal.http;

import dev.perf.scenario.MissingValueException;
import dev.perf.scenario.Session;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session without values, to fill templates without places. */
final class NoSession implements Session {

    static final NoSession INSTANCE = new NoSession();

    private NoSession() {}

    @Override
    public Object get(String key) {
        throw new MissingValueException(key, List.of());
    }

    @Override
    public @Nullable Object find(String key) {
        return null;
    }

    @Override
    public void set(String key, Object value) {
        throw new IllegalStateException("nothing can be put into the session here");
    }

    @Override
    public void remove(String key) {}

    @Override
    public Map<String, Object> values() {
        return Map.of();
    }
}
