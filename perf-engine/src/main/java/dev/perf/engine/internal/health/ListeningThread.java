package dev.perf.engine.internal.health;

import org.jspecify.annotations.Nullable;

/** The thread on which a run tells its user's listeners of requests. Thread-safe. */
public interface ListeningThread {

    /** Returns its number; it may have ended. */
    long threadId();

    /** Returns the listener that takes most of its time, and how long it takes; null where nobody has been told yet. */
    @Nullable
    String slowest();
}
