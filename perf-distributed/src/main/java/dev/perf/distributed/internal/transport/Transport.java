package dev.perf.distributed.internal.transport;

import java.util.Set;

/**
 * One process's membership of a cluster: who else is alive, and messages between them. What one member sends to another
 * with the same urgency arrives in order and once, as long as both are members. Thread-safe.
 */
public interface Transport extends AutoCloseable {

    /** Is told what happens in the cluster. Calls come one at a time, and must not block. */
    interface Listener {

        /** Somebody sent a message. */
        void received(Member from, byte[] message);

        /** Somebody is a member from now on. */
        void joined(Member member);

        /**
         * Somebody is no member any more.
         *
         * @param cause in words: "left", "its connection was closed", "silent for 4 s"
         */
        void left(Member member, String cause);
    }

    /** Returns this process. */
    Member self();

    /** Returns the members, this process among them. */
    Set<Member> members();

    /** Sends a message behind all that were sent there before; does nothing if {@code to} is no member. */
    void send(Member to, byte[] message);

    /** Sends a message that overtakes others: leases and aborts. */
    void sendUrgently(Member to, byte[] message);

    /** Leaves the cluster. */
    @Override
    void close();
}
