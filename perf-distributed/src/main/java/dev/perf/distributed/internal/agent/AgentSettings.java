package dev.perf.distributed.internal.agent;

import dev.perf.distributed.internal.message.Node;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;

/**
 * How an agent behaves.
 *
 * @param id unique, made anew for each process
 * @param node what it says of itself
 * @param folder where runs have their folders
 * @param welcomePatience how long it waits for a coordinator to take it on before it leaves the cluster and tries again
 * @param orphanPatience how long a run may take to end once its coordinator is lost; after that its worker is killed
 * @param drainPatience how long a run may take to end once the agent is being shut down
 * @param persistence for how long without a coordinator it looks for one; zero for as long as it takes
 * @param backlogBytes how much of what a coordinator has not acknowledged is kept in memory, for each run
 */
public record AgentSettings(
        String id,
        Node node,
        Path folder,
        Duration welcomePatience,
        Duration orphanPatience,
        Duration drainPatience,
        Duration persistence,
        long backlogBytes) {

    /**
     * Checks what the agent says of itself.
     *
     * @throws IllegalArgumentException if it says that it can do nothing
     */
    public AgentSettings {
        if (node.name().isBlank()) {
            throw new IllegalArgumentException("the name of an agent must not be blank");
        }
        if (!(node.capacity() >= 0) || Double.isInfinite(node.capacity())) {
            throw new IllegalArgumentException("agent \"" + node.name() + "\": capacity must be positive, got "
                    + node.capacity() + "/s; leave it out where it is not known");
        }
        if (node.maxRuns() < 1) {
            throw new IllegalArgumentException(
                    "agent \"" + node.name() + "\": it must take at least 1 test at a time, got " + node.maxRuns());
        }
    }

    /** Returns the usual settings. */
    public static AgentSettings of(Node node, Path folder) {
        return new AgentSettings(
                UUID.randomUUID().toString(),
                node,
                folder,
                Duration.ofSeconds(3),
                Duration.ofSeconds(30),
                Duration.ofSeconds(40),
                Duration.ZERO,
                16L << 20);
    }

    /** Returns these settings, for an agent of that id that looks for a coordinator no longer than a time. */
    public AgentSettings calledBy(String agentId, Duration time) {
        return new AgentSettings(
                agentId, node, folder, welcomePatience, orphanPatience, drainPatience, time, backlogBytes);
    }
}
