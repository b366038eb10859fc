package dev.perf.engine.internal.stream;

import dev.perf.stream.StreamResult;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What became of a step. */
public record StepResult(@Nullable String failure, Duration duration) implements StreamResult {

    /** What became of a step that took {@code nanos}. */
    public static StepResult of(@Nullable String failure, long nanos) {
        return new StepResult(failure, Duration.ofNanos(nanos));
    }

    @Override
    public boolean ok() {
        return failure == null;
    }
}
