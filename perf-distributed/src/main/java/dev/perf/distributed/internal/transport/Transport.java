package dev.perf.distributed.internal.transport;

import java.util.Set;

/**
 * One process's membership of a cluster: who else is alive, and messages between them. What one member sends to another
 * with the same urgency arrives in order and once, as long as both are members. Thread-safe.
 */
public interface Transport extends AutoCloseable {

    /** The longest message, in bytes; larger things are sent in pieces. */
    int MOST_BYTES = 4 << 20;

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

    /**
     * Begins to tell what happens; once. Who is a member already is told first, as joining, and no message that came
     * before is lost.
     */
    void start(Listener listener);

    /** Returns this process. */
    Member self();

    /** Returns the members, this process among them; this process alone after closing. */
    Set<Member> members();

    /**
     * Sends a message behind all that were sent there before; does nothing if {@code to} is no member. Waits while too many
     * are on their way to that member, at most until it counts as lost; so whoever sends much asks for answers.
     *
     * @throws IllegalArgumentException if the message is longer than {@link #MOST_BYTES}
     */
    void send(Member to, byte[] message);

    /**
     * Sends a message that overtakes others: leases and aborts. Does nothing if {@code to} is no member.
     *
     * @throws IllegalArgumentException if the message is longer than {@link #MOST_BYTES}
     */
    void sendUrgently(Member to, byte[] message);

    /** Leaves the cluster; nothing is told after that, save for a call that is under way. */
    @Override
    void close();
}
