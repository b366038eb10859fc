package dev.perf.distributed.internal.coordinator;

import dev.perf.fleet.Fleet;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * How a coordinator behaves.
 *
 * @param id unique, made anew for each
 * @param heartbeatInterval how often agents get a lease
 * @param nodeTimeout after how long a silence an agent is lost; a lease is for three quarters of it
 * @param perfVersion version of Perf, which agents must have too
 * @param leastJava the oldest Java that agents may have, such as 21
 * @param sealing signs orders, as agents want it
 */
public record CoordinatorSettings(
        String id,
        Duration heartbeatInterval,
        Duration nodeTimeout,
        String perfVersion,
        int leastJava,
        Sealing sealing) {

    /** Signs orders. */
    @FunctionalInterface
    public interface Sealing {

        /** Returns orders for some agents as they take them. */
        byte[] seal(String run, List<String> agentIds, byte[] orders);
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
                sealing);
    }

    Duration lease() {
        return nodeTimeout.multipliedBy(3).dividedBy(4);
    }
}
