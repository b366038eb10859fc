package dev.perf.distributed.internal.transport;

import dev.perf.distributed.internal.security.Gate;
import dev.perf.fleet.FleetException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a process meets others in a cluster.
 *
 * @param cluster name of the cluster; members of others are not met
 * @param listen address to listen on, port 0 for any that is free
 * @param morePorts how many of the next ports are tried when that one is in use
 * @param advertised host that others reach this process at, if that is not the address it listens on; null if it is
 * @param heartbeatInterval how often members let each other know that they are alive, from 100 ms to a quarter of
 *     {@code nodeTimeout}
 * @param nodeTimeout after how long a silence a member is lost
 * @param gate how connections begin
 * @param joinSecret what members prove to know when they join; empty for nothing
 * @param limits what a member may send
 */
public record ClusterSettings(
        String cluster,
        InetSocketAddress listen,
        int morePorts,
        @Nullable String advertised,
        Duration heartbeatInterval,
        Duration nodeTimeout,
        Gate gate,
        byte[] joinSecret,
        Limits limits) {

    private static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(100);

    /**
     * What one member may send to this process; who sends more is cut off.
     *
     * @param messagesPerSecond messages, over some seconds
     * @param bytesPerSecond bytes, over some seconds
     * @param unreadBytes bytes that wait here to be looked at
     */
    public record Limits(long messagesPerSecond, long bytesPerSecond, long unreadBytes) {

        /** What a coordinator takes from each agent. */
        public static final Limits OF_AGENTS = new Limits(20_000, 64 << 20, 64 << 20);

        /** What an agent takes from others, the coordinator with its class path among them. */
        public static final Limits OF_COORDINATOR = new Limits(200_000, 4L << 30, 128 << 20);
    }

    /**
     * Checks the settings.
     *
     * @throws FleetException if times do not fit each other, or the address may not be listened on
     */
    public ClusterSettings {
        joinSecret = joinSecret.clone();
        if (heartbeatInterval.compareTo(SHORTEST_HEARTBEAT) < 0) {
            throw new FleetException("a heartbeat interval of " + heartbeatInterval.toMillis()
                    + " ms is too short; it must be at least 100 ms");
        }
        if (heartbeatInterval.multipliedBy(4).compareTo(nodeTimeout) > 0) {
            throw new FleetException(
                    "a node timeout of " + nodeTimeout.toMillis() + " ms is too short for a heartbeat each "
                            + heartbeatInterval.toMillis() + " ms; it must be at least four times as long");
        }
        if (listen.isUnresolved()) {
            throw new FleetException("unknown host " + listen.getHostString() + " cannot be listened on");
        }
        gate.requireAllowed(listen.getAddress());
    }

    @Override
    public byte[] joinSecret() {
        return joinSecret.clone();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }

    /** Leaves out the secret. */
    @Override
    public String toString() {
        return "cluster " + cluster + " at " + listen;
    }
}
