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

        /** The user is to have {@linkplain Lanes lanes}: what they share with it is made, while nobody else looks. */
        default void beforeLanes() {}

        /**
         * Creates what a lane of the user keeps. Called by the thread of the lane, while the user waits, or by that of the
         * user.
         *
         * @param first whether it may use the connection of the user, who needs none meanwhile
         * @param session the lane's
         */
        UserState newLane(boolean first, Session session);

        /** This is a lane's, which begins to do something for the user whose state is {@code user}. */
        default void beginsTask(UserState user) {}

        /**
         * This is a lane's, which has done that; returns what makes its changes to the state of the user, to be called
         * by the user's thread later, or null for nothing. Must not look at that state, for the user may go on meanwhile.
         */
        default @Nullable Runnable endsTask(UserState user) {
            return null;
        }
    }
}
