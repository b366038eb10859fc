package dev.perf.engine.internal.script;

import dev.perf.engine.internal.template.TemplateUser;
import dev.perf.engine.internal.template.UserBound;
import dev.perf.scenario.MissingValueException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A session in a map. */
final class UserSession implements UserBound {

    private final TemplateUser owner;
    private final Map<String, Object> values = new HashMap<>(8);

    UserSession(TemplateUser owner) {
        this.owner = owner;
    }

    @Override
    public TemplateUser owner() {
        return owner;
    }

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
        values.put(
                key, Objects.requireNonNull(value, () -> "session value \"" + key + "\" must not be null; use remove"));
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
