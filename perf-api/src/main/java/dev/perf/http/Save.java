package dev.perf.http;

import dev.perf.check.Extractor;
import dev.perf.scenario.Key;
import org.jspecify.annotations.Nullable;

/**
 * A value to be taken from a response into the session.
 *
 * @param key name of the value in the session
 * @param typed what tells its type as well; null where it is saved as it was found
 * @param extractor what to take
 */
public record Save(String key, @Nullable Key<?> typed, Extractor extractor) {

    /** Creates a value to be saved as it is found. */
    public Save(String key, Extractor extractor) {
        this(key, null, extractor);
    }

    /** Creates a value to be saved as the type of {@code key}. */
    public Save(Key<?> key, Extractor extractor) {
        this(key.name(), key, extractor);
    }
}
