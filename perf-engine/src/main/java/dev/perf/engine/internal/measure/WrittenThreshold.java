package dev.perf.engine.internal.measure;

import dev.perf.threshold.Threshold;
import org.jspecify.annotations.Nullable;

/**
 * A threshold as it can be written down and read again.
 *
 * @param expression its text
 * @param baseline what the baseline came to that its limit follows from; null where there is none
 */
public record WrittenThreshold(String expression, @Nullable Double baseline) {

    /** Returns what a threshold is read from again. */
    public static WrittenThreshold of(Threshold threshold) {
        return new WrittenThreshold(threshold.expression(), threshold.baseline());
    }
}
