package dev.perf.engine.internal.shape;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The parts of a schema that have names, each described once however often it is met, in itself too. */
public final class Definitions {

    private final Map<String, Object> named = new LinkedHashMap<>();

    /** Returns a reference to a part, which is described the first time. */
    Map<String, Object> reference(String name, Supplier<Map<String, Object>> description) {
        if (!named.containsKey(name)) {
            named.put(name, Map.of());
            named.put(name, description.get());
        }
        return Map.of("$ref", "#/definitions/" + name);
    }

    /** Returns the parts so far. */
    public Map<String, Object> all() {
        return Collections.unmodifiableMap(named);
    }
}
