package dev.perf.check;

import dev.perf.source.SourceLocation;

/**
 * A verdict on one response. A check that does not hold fails its request, and the iteration goes on.
 *
 * @param name the name under which it is counted
 * @param value the value judged
 * @param condition what must hold of it
 * @param location where it was written
 */
public record Check(String name, Extractor value, Condition condition, SourceLocation location) {

    /** Returns this check under another name. */
    public Check named(String other) {
        return new Check(other, value, condition, location);
    }

    /** Returns the part of the response that is judged. */
    public Source source() {
        return value.source();
    }
}
