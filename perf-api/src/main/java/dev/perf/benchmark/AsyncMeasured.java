package dev.perf.benchmark;

import java.util.concurrent.CompletionStage;

/** Code that a benchmark measures until what it has begun is done. */
@FunctionalInterface
public interface AsyncMeasured {

    /**
     * Begins the operation.
     *
     * @return what is completed when the operation is done; exceptionally if it failed
     * @throws Exception if the operation failed to begin
     */
    CompletionStage<?> begin(Operation it) throws Exception;
}
