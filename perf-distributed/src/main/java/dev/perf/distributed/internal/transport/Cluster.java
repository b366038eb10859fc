package dev.perf.distributed.internal.transport;

import java.io.IOException;

/** A cluster that this process can become a member of, again and again. */
public interface Cluster {

    /**
     * Becomes a member. That says little for an agent, which may find itself alone or among other agents: it has joined only
     * when a coordinator says so. If none does, it closes the membership, waits a moment, and tries again: {@link Joining}.
     *
     * @throws IOException if that failed, and may succeed later
     * @throws SecurityException if this process is refused, and would be again
     */
    Transport join() throws IOException;

    /** Returns where the coordinator is looked for, {@code host:port}. */
    String where();
}
