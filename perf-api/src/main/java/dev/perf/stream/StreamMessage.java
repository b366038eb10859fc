package dev.perf.stream;

import dev.perf.check.Extractor;
import org.jspecify.annotations.Nullable;

/** What was awaited, as a lambda step sees it; where nothing came, it is empty and says why. Immutable. */
public interface StreamMessage extends StreamResult {

    /** Returns it as text, decoded as UTF-8. */
    String text();

    /** Returns a copy of its bytes; of a text, those of UTF-8. */
    byte[] bytes();

    /**
     * Returns what a JSONPath expression finds in it, the first value where it finds several, or null.
     *
     * @param expression a JSONPath; kept as a constant, it is compiled once
     * @throws IllegalArgumentException if the expression is malformed
     */
    @Nullable
    Object jsonPath(String expression);

    /**
     * Returns what {@code extractor} takes from it, its default where it finds nothing, or null.
     *
     * @param extractor what to take; kept as a constant, it is compiled once
     * @throws IllegalArgumentException if it is malformed, or asks for what a message has not
     */
    @Nullable
    Object extract(Extractor extractor);
}
