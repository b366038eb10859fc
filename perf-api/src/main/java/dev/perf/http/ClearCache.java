package dev.perf.http;

import dev.perf.scenario.Request;
import dev.perf.source.SourceLocation;

/**
 * A step that empties the user's cache. Sends nothing and is not measured. A lambda step that sends it gets the number
 * of responses that were in the cache.
 *
 * @param location where it was written
 */
public record ClearCache(SourceLocation location) implements Request<Integer> {
    @Override
    public String name() {
        return "clear cache";
    }
}
