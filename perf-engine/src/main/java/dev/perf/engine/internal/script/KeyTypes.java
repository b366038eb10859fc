package dev.perf.engine.internal.script;

import dev.perf.scenario.Key;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The types of the keys of a plan, of which those with the same name must have the same one. */
final class KeyTypes {

    private final Map<String, Key<?>> known = new HashMap<>();
    private final Set<String> reported = new HashSet<>();

    /** Notes a key; returns a complaint where one of that name has another type, once for each name. */
    @Nullable
    String note(Key<?> key) {
        if (key.type() == Object.class) {
            return null; // was named by a text, and has no type
        }
        Key<?> other = known.putIfAbsent(key.name(), key);
        if (other == null || other.equals(key) || !reported.add(key.name())) {
            return null;
        }
        return "key \"" + key.name() + "\" (" + key.location() + ") is of " + key.type() + ", and at "
                + other.location() + " of " + other.type() + "; give both the same type, or one another name";
    }
}
