package dev.perf.engine.internal.script;

import dev.perf.scenario.Request;
import dev.perf.scenario.Session;
import org.jspecify.annotations.Nullable;

/** A way to send requests. One instance serves one run. Thread-safe. */
public interface Protocol extends AutoCloseable {

    /** Compiles a request; returns null where it is of another protocol. Mistakes go to the context. */
    @Nullable
    CompiledRequest<?> compile(Request<?> request, CompileContext context);

    /**
     * Creates what a user keeps between requests: connections, cookies.
     *
     * @param lasting whether the user lives through many iterations, rather than one
     * @param session the user's
     */
    UserState newUserState(boolean lasting, Session session);

    /** Releases what users share; called when all have ended. */
    @Override
    void close();

    /** What one user keeps between requests. */
    interface UserState {
        /** The user is about to wait for something else than a response: what only requests need is given back. */
        void rest();

        /** The user has ended an iteration. */
        void iterationEnded();

        /** The user has ended. */
        void close();
    }
}
