package dev.perf.fleet;

import static dev.perf.source.Given.given;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The agents that put on the load of a run together, and how they are reached. Immutable.
 *
 * @param discovery how agents are found
 * @param agents how many must be there before a run begins
 * @param listen address that the coordinator listens on, {@code host:port}; null for loopback and any free port
 * @param security folder with the certificates that {@code perf fleet init} made for the coordinator; null for none, which
 *     is allowed on loopback only
 * @param labels what agents must be labelled with to take part
 * @param sharing how load is divided
 * @param agentLoss what is done about lost agents
 * @param joinTimeout how long agents are waited for
 * @param heartbeatInterval how often coordinator and agents let each other know that they are alive
 * @param nodeTimeout after how long a silence an agent counts as lost; an agent that hears nothing stops its load in three
 *     quarters of that time
 * @param workerArguments arguments of the JVM in which an agent runs the test, such as {@code -Xmx2g}
 * @param takesLateAgents whether agents that come during a run get a share of it
 */
public record Fleet(
        Discovery discovery,
        int agents,
        @Nullable String listen,
        @Nullable Path security,
        Map<String, String> labels,
        Sharing sharing,
        AgentLoss agentLoss,
        Duration joinTimeout,
        Duration heartbeatInterval,
        Duration nodeTimeout,
        List<String> workerArguments,
        boolean takesLateAgents) {

    /** How agents are found. */
    public sealed interface Discovery {

        /** Child processes of this one, started for the run. */
        record Local() implements Discovery {}

        /**
         * Agents that listen, and are called.
         *
         * @param addresses {@code host:port} each
         */
        record Addresses(List<String> addresses) implements Discovery {

            /** Copies the addresses. */
            public Addresses {
                addresses = List.copyOf(addresses);
            }
        }

        /**
         * Agents that listen at all addresses that a name stands for, such as that of a headless service of Kubernetes.
         *
         * @param name name in the DNS
         * @param port where each of them listens
         */
        record Dns(String name, int port) implements Discovery {}

        /** Agents that join the coordinator of themselves. */
        record Joining() implements Discovery {}
    }

    /** Copies labels and arguments. */
    public Fleet {
        labels = Map.copyOf(labels);
        workerArguments = List.copyOf(workerArguments);
    }

    private static Fleet of(Discovery discovery, int agents, @Nullable String listen) {
        return new Fleet(
                discovery,
                agents,
                listen,
                null,
                Map.of(),
                Sharing.CAPACITY,
                AgentLoss.carryOn(),
                Duration.ofSeconds(60),
                Duration.ofMillis(500),
                Duration.ofSeconds(4),
                List.of(),
                true);
    }

    /**
     * Returns a fleet of child processes of this one, started for each run and gone after it: for trying, and for tests.
     *
     * @param agents how many
     */
    public static Fleet local(int agents) {
        return of(new Discovery.Local(), agents, null);
    }

    /**
     * Returns a fleet of agents that were started with {@code perf agent --listen}.
     *
     * @param addresses {@code host:port} of each
     */
    public static Fleet of(String... addresses) {
        return of(new Discovery.Addresses(List.of(addresses)), addresses.length, null);
    }

    /**
     * Returns a fleet of all agents at the addresses that a name stands for.
     *
     * @param name name in the DNS
     * @param port where each of them listens
     * @param agents how many must be there before a run begins
     */
    public static Fleet dns(String name, int port, int agents) {
        return of(new Discovery.Dns(given(name, "name"), port), agents, null);
    }

    /**
     * Returns a fleet of agents that join this process, started with {@code perf agent --join}.
     *
     * @param listen {@code host:port} that this process listens on for them
     * @param agents how many must be there before a run begins
     */
    public static Fleet joining(String listen, int agents) {
        return of(new Discovery.Joining(), agents, given(listen, "listen"));
    }

    /** Returns this fleet with certificates of the folder, as {@code perf fleet init} made it for the coordinator. */
    public Fleet secured(Path folder) {
        return new Fleet(
                discovery,
                agents,
                listen,
                given(folder, "folder"),
                labels,
                sharing,
                agentLoss,
                joinTimeout,
                heartbeatInterval,
                nodeTimeout,
                workerArguments,
                takesLateAgents);
    }

    /** Returns this fleet with the coordinator listening on an address, {@code host:port}. */
    public Fleet listeningOn(String address) {
        return new Fleet(
                discovery,
                agents,
                given(address, "address"),
                security,
                labels,
                sharing,
                agentLoss,
                joinTimeout,
                heartbeatInterval,
                nodeTimeout,
                workerArguments,
                takesLateAgents);
    }

    /** Returns this fleet of which only those agents take part that carry a label. */
    public Fleet require(String label, String value) {
        var more = new LinkedHashMap<>(labels);
        more.put(given(label, "label"), given(value, "value"));
        return new Fleet(
                discovery,
                agents,
                listen,
                security,
                more,
                sharing,
                agentLoss,
                joinTimeout,
                heartbeatInterval,
                nodeTimeout,
                workerArguments,
                takesLateAgents);
    }

    /** Returns this fleet with its load divided in another way. */
    public Fleet sharing(Sharing how) {
        return new Fleet(
                discovery,
                agents,
                listen,
                security,
                labels,
                given(how, "how"),
                agentLoss,
                joinTimeout,
                heartbeatInterval,
                nodeTimeout,
                workerArguments,
                takesLateAgents);
    }

    /** Returns this fleet with another policy for lost agents. */
    public Fleet onAgentLoss(AgentLoss policy) {
        return new Fleet(
                discovery,
                agents,
                listen,
                security,
                labels,
                sharing,
                given(policy, "policy"),
                joinTimeout,
                heartbeatInterval,
                nodeTimeout,
                workerArguments,
                takesLateAgents);
    }

    /** Returns this fleet with a run beginning as soon as so many agents are there. */
    public Fleet atLeast(int count) {
        return new Fleet(
                discovery,
                count,
                listen,
                security,
                labels,
                sharing,
                agentLoss,
                joinTimeout,
                heartbeatInterval,
                nodeTimeout,
                workerArguments,
                takesLateAgents);
    }

    /** Returns this fleet with agents waited for that long; 60 s by default. */
    public Fleet joinTimeout(Duration time) {
        return new Fleet(
                discovery,
                agents,
                listen,
                security,
                labels,
                sharing,
                agentLoss,
                given(time, "time"),
                heartbeatInterval,
                nodeTimeout,
                workerArguments,
                takesLateAgents);
    }

    /** Returns this fleet with signs of life at another interval; 500 ms by default. */
    public Fleet heartbeatInterval(Duration time) {
        return new Fleet(
                discovery,
                agents,
                listen,
                security,
                labels,
                sharing,
                agentLoss,
                joinTimeout,
                given(time, "time"),
                nodeTimeout,
                workerArguments,
                takesLateAgents);
    }

    /** Returns this fleet with an agent lost after another length of silence; 4 s by default. */
    public Fleet nodeTimeout(Duration time) {
        return new Fleet(
                discovery,
                agents,
                listen,
                security,
                labels,
                sharing,
                agentLoss,
                joinTimeout,
                heartbeatInterval,
                given(time, "time"),
                workerArguments,
                takesLateAgents);
    }

    /** Returns this fleet with more arguments for the JVMs that run the test. */
    public Fleet workerArguments(String... arguments) {
        var more = new ArrayList<>(workerArguments);
        more.addAll(List.of(arguments));
        return new Fleet(
                discovery,
                agents,
                listen,
                security,
                labels,
                sharing,
                agentLoss,
                joinTimeout,
                heartbeatInterval,
                nodeTimeout,
                more,
                takesLateAgents);
    }

    /** Returns this fleet with agents that come during a run left idle. */
    public Fleet withoutLateAgents() {
        return new Fleet(
                discovery,
                agents,
                listen,
                security,
                labels,
                sharing,
                agentLoss,
                joinTimeout,
                heartbeatInterval,
                nodeTimeout,
                workerArguments,
                false);
    }
}
