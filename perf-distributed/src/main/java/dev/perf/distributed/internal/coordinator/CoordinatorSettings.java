package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.transport.HostPort;
import dev.perf.fleet.Fleet;
import dev.perf.fleet.Fleet.Discovery;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

/**
 * How a coordinator behaves.
 *
 * @param id unique, made anew for each
 * @param heartbeatInterval how often agents get a lease
 * @param nodeTimeout after how long a silence an agent is lost; a lease is for three quarters of it
 * @param perfVersion version of Perf, which agents must have too
 * @param leastJava the oldest Java that agents may have, such as 21
 * @param starting how people start the agents that are missing; empty where that is not theirs to do
 * @param sealing signs orders and the coordinator itself, as agents want it
 */
public record CoordinatorSettings(
        String id,
        Duration heartbeatInterval,
        Duration nodeTimeout,
        String perfVersion,
        int leastJava,
        String starting,
        Sealing sealing) {

    /** Signs what a coordinator alone may say. */
    @FunctionalInterface
    public interface Sealing {

        /**
         * Returns something for some agents as they take it.
         *
         * @param run the run that it is about; empty where it is about none
         */
        byte[] seal(String run, List<String> agentIds, byte[] content);
    }

    private static final Duration SHORTEST = Duration.ofMillis(100);

    /**
     * Checks the times.
     *
     * @throws IllegalArgumentException if a heartbeat that is lost or late would make an agent lost
     */
    public CoordinatorSettings {
        if (heartbeatInterval.compareTo(SHORTEST) < 0) {
            throw new IllegalArgumentException("heartbeatInterval must be at least " + SHORTEST.toMillis() + " ms, got "
                    + heartbeatInterval.toMillis() + " ms");
        }
        if (heartbeatInterval.multipliedBy(4).compareTo(nodeTimeout) > 0) {
            throw new IllegalArgumentException("nodeTimeout of " + nodeTimeout.toMillis() + " ms must be at least four"
                    + " times the heartbeatInterval, which is " + heartbeatInterval.toMillis() + " ms");
        }
    }

    /** Returns settings as a fleet has them. */
    public static CoordinatorSettings of(Fleet fleet, String perfVersion, int leastJava, Sealing sealing) {
        return new CoordinatorSettings(
                UUID.randomUUID().toString(),
                fleet.heartbeatInterval(),
                fleet.nodeTimeout(),
                perfVersion,
                leastJava,
                starting(fleet),
                sealing);
    }

    private static String starting(Fleet fleet) {
        String security = fleet.security() == null ? "--insecure" : "--security DIR";
        return switch (fleet.discovery()) {
            case Discovery.Local() -> "";
            case Discovery.Addresses(List<String> addresses) ->
                "at each address, start perf agent --listen HOST:PORT " + security;
            case Discovery.Dns(String name, int port) ->
                "start agents with perf agent --listen HOST:" + port + " " + security;
            case Discovery.Joining() -> "start agents with perf agent --join " + reachable(fleet) + " " + security;
        };
    }

    /** Nobody can join at an address that stands for all of a machine. */
    private static String reachable(Fleet fleet) {
        HostPort listen = HostPort.parse(Objects.requireNonNull(fleet.listen()));
        boolean isAny = listen.host().equals("0.0.0.0") || listen.host().equals("::");
        return isAny ? "HOST:" + listen.port() : listen.toString();
    }

    Duration lease() {
        return nodeTimeout.multipliedBy(3).dividedBy(4);
    }
}
