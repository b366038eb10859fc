package dev.perf.protocol;

import dev.perf.scenario.Request;
import org.jspecify.annotations.Nullable;

/** A way to send requests of a type of its own. One instance serves one run. Thread-safe. */
public interface Protocol extends AutoCloseable {

    /**
     * Compiles a request, once for each place in the plan where it is used. Mistakes go to {@code context}; what is
     * returned is then not used.
     *
     * @return what sends it, or null where the request is of another protocol
     * @param <R> what a step in plain Java gets back
     */
    <R> @Nullable Sender<R> compile(Request<R> request, Compilation context);

    /** Releases what all users share; called when they have ended. Does nothing unless overridden. */
    @Override
    default void close() {}
}
