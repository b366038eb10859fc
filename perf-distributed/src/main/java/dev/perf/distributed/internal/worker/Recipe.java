package dev.perf.distributed.internal.worker;

import dev.perf.plan.TestOrigin;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How to make a plan again: which method to call with what, and what was changed on top.
 *
 * @param origin the method
 * @param flags flags of a test's command line that change the plan, such as {@code --users 200}
 * @param seed what random choices follow from
 * @param properties system properties that the user has set, by name
 * @param outline what the plan must look like in the end, as {@link dev.perf.engine.fleet.Fleets#outline} says
 */
public record Recipe(TestOrigin origin, List<String> flags, long seed, Map<String, String> properties, String outline) {

    /** Copies the collections. */
    public Recipe {
        flags = List.copyOf(flags);
        properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    }

    /** Shows no value of a property or argument, which may be secret. */
    @Override
    public String toString() {
        return "Recipe[" + origin + ", " + flags + "]";
    }
}
