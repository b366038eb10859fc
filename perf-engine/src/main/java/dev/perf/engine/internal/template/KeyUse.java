package dev.perf.engine.internal.template;

import java.util.ArrayList;
import java.util.List;

/**
 * A value of the session that a place of a template cannot do without.
 *
 * @param names the session keys any of which gives the value, the one that wins first: {@code user.id} is the value of
 *     the key {@code user.id} or else the {@code id} of the value of {@code user}
 */
public record KeyUse(List<String> names) {

    public KeyUse {
        names = List.copyOf(names);
    }

    /** Returns the use of a place that begins with {@code names}, joined with dots. */
    static KeyUse of(List<String> names) {
        var keys = new ArrayList<String>();
        for (int length = names.size(); length > 0; length--) {
            keys.add(String.join(".", names.subList(0, length)));
        }
        return new KeyUse(keys);
    }
}
