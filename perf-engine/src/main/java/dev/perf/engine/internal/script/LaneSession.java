package dev.perf.engine.internal.script;

import dev.perf.engine.internal.template.TemplateUser;
import dev.perf.engine.internal.template.UserBound;
import dev.perf.scenario.MissingValueException;
import dev.perf.scenario.Session;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The session of a user as one of several things done at the same time sees it: with its own changes, which are made
 * for the user later. Reads the user's own session, which must not change meanwhile.
 */
final class LaneSession implements UserBound {

    private static final Object REMOVED = new Object();

    private final UserBound session;
    private TemplateUser owner;
    private Map<String, Object> changes = new LinkedHashMap<>(4);

    /** Creates a view of {@code session} without changes. */
    LaneSession(UserBound session) {
        this.session = session;
        this.owner = session.owner();
    }

    /** Makes it that of the user who stands in for the other one. */
    void ownedBy(TemplateUser user) {
        owner = user;
    }

    @Override
    public TemplateUser owner() {
        return owner;
    }

    @Override
    public Object get(String key) {
        Object value = find(key);
        if (value == null) {
            throw new MissingValueException(key, values().keySet());
        }
        return value;
    }

    @Override
    public @Nullable Object find(String key) {
        Object changed = changes.get(key);
        return changed == null ? session.find(key) : changed == REMOVED ? null : changed;
    }

    @Override
    public void set(String key, Object value) {
        changes.put(
                key, Objects.requireNonNull(value, () -> "session value \"" + key + "\" must not be null; use remove"));
    }

    @Override
    public void remove(String key) {
        changes.put(key, REMOVED);
    }

    @Override
    public Map<String, Object> values() {
        var values = new HashMap<>(session.values());
        changes.forEach((key, value) -> {
            if (value == REMOVED) {
                values.remove(key);
            } else {
                values.put(key, value);
            }
        });
        return Map.copyOf(values);
    }

    /** Returns the changes, and forgets them. */
    Map<String, Object> takeChanges() {
        if (changes.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> taken = changes;
        changes = new LinkedHashMap<>(4);
        return taken;
    }

    /** Makes {@code changes} in {@code session}. */
    static void apply(Map<String, Object> changes, Session session) {
        changes.forEach((key, value) -> {
            if (value == REMOVED) {
                session.remove(key);
            } else {
                session.set(key, value);
            }
        });
    }
}
