package dev.perf.engine;

import dev.perf.scenario.MissingValueException;
import dev.perf.scenario.Session;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A session without a user. */
public class MapSession implements Session {

    private final Map<String, Object> values = new TreeMap<>();

    /** Creates an empty session. */
    public MapSession() {}

    @Override
    public Object get(String key) {
        Object value = values.get(key);
        if (value == null) {
            throw new MissingValueException(key, values.keySet());
        }
        return value;
    }

    @Override
    public @Nullable Object find(String key) {
        return values.get(key);
    }

    @Override
    public void set(String key, Object value) {
        values.put(key, value);
    }

    @Override
    public void remove(String key) {
        values.remove(key);
    }

    @Override
    public Map<String, Object> values() {
        return Map.copyOf(values);
    }
}
