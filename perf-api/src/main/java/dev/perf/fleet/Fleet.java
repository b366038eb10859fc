package dev.perf.fleet;

import static dev.perf.source.Given.allGiven;
import static dev.perf.source.Given.given;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The agents that put on the load of a run together, and how they are reached: {@code test.runOn(Fleet.local(3))}.
 *
 * <p>Immutable; methods return a changed fleet. Settings are taken as they are given and checked together, by {@link
 * #validate()}, before the first agent is called: which ones go together is only known when all have been said.
 *
 * @param discovery how agents are found
 * @param agents how many must be there before a run begins; from 1 to {@value #MOST_AGENTS}
 * @param listen address that the coordinator listens on, {@code host:port} or {@code [::1]:port}; null for loopback and any
 *     free port
 * @param security folder with the certificates that {@code perf fleet init} made for the coordinator; null for none, which
 *     is allowed on loopback only
 * @param labels what agents must be labelled with to take part; none by default
 * @param sharing how load is divided; {@link Sharing#CAPACITY} by default
 * @param agentLoss what is done about lost agents; {@link AgentLoss#carryOn()} by default
 * @param joinTimeout how long agents are waited for before the run; 60 s by default
 * @param heartbeatInterval how often coordinator and agents let each other know that they are alive; 500 ms by default, at
 *     least 100 ms and at most a quarter of {@code nodeTimeout}
 * @param nodeTimeout after how long a silence an agent counts as lost; 4 s by default. An agent that hears nothing stops its
 *     load in three quarters of that time, the {@linkplain #lease() lease}
 * @param workerArguments arguments of the JVM in which an agent runs the test, such as {@code -Xmx2g}; none by default
 * @param takesLateAgents whether agents that come during a run get a share of it; so by default
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

    /** How many agents a fleet may have. */
    public static final int MOST_AGENTS = 1_000;

    /** How agents are found. */
    public sealed interface Discovery {

        /** Child processes of this one, started for the run. */
        record Local() implements Discovery {}

        /**
         * Agents that listen, and are called.
         *
         * @param addresses {@code host:port} or {@code [::1]:port} of each
         */
        record Addresses(List<String> addresses) implements Discovery {

            /** Copies the addresses. */
            public Addresses {
                addresses = allGiven(addresses, "addresses");
            }
        }

        /**
         * Agents that listen at all addresses that a name stands for, such as that of a headless service of Kubernetes.
         *
         * @param name name in the DNS
         * @param port where each of them listens
         */
        record Dns(String name, int port) implements Discovery {

            /** Refuses null. */
            public Dns {
                given(name, "name");
            }
        }

        /** Agents that join the coordinator of themselves. */
        record Joining() implements Discovery {}
    }

    /** Copies labels and arguments. */
    public Fleet {
        given(discovery, "discovery");
        given(labels, "labels");
        labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
        given(sharing, "sharing");
        given(agentLoss, "agentLoss");
        given(joinTimeout, "joinTimeout");
        given(heartbeatInterval, "heartbeatInterval");
        given(nodeTimeout, "nodeTimeout");
        workerArguments = allGiven(workerArguments, "workerArguments");
    }

    /** The settings of a fleet while one of them is changed. */
    private static final class Settings {

        private Discovery discovery;
        private int agents;
        private @Nullable String listen;
        private @Nullable Path security;
        private final Map<String, String> labels;
        private Sharing sharing;
        private AgentLoss agentLoss;
        private Duration joinTimeout;
        private Duration heartbeatInterval;
        private Duration nodeTimeout;
        private final List<String> workerArguments;
        private boolean takesLateAgents;

        private Settings(Fleet fleet) {
            discovery = fleet.discovery;
            agents = fleet.agents;
            listen = fleet.listen;
            security = fleet.security;
            labels = new LinkedHashMap<>(fleet.labels);
            sharing = fleet.sharing;
            agentLoss = fleet.agentLoss;
            joinTimeout = fleet.joinTimeout;
            heartbeatInterval = fleet.heartbeatInterval;
            nodeTimeout = fleet.nodeTimeout;
            workerArguments = new ArrayList<>(fleet.workerArguments);
            takesLateAgents = fleet.takesLateAgents;
        }

        private Fleet fleet() {
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
                    takesLateAgents);
        }
    }

    private Fleet with(Consumer<Settings> change) {
        Settings settings = new Settings(this);
        change.accept(settings);
        return settings.fleet();
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
     * @param agents how many, from 1 to {@value #MOST_AGENTS}
     */
    public static Fleet local(int agents) {
        return of(new Discovery.Local(), agents, null);
    }

    /**
     * Returns a fleet of agents that were started with {@code perf agent --listen}. All of them must be there, unless
     * {@link #atLeast} says otherwise.
     *
     * @param addresses {@code host:port} or {@code [::1]:port} of each
     */
    public static Fleet of(String... addresses) {
        List<String> all = allGiven(addresses, "addresses");
        return of(new Discovery.Addresses(all), all.size(), null);
    }

    /**
     * Returns a fleet of all agents at the addresses that a name stands for.
     *
     * @param name name in the DNS
     * @param port where each of them listens, from 1 to 65535
     * @param agents how many must be there before a run begins
     */
    public static Fleet dns(String name, int port, int agents) {
        return of(new Discovery.Dns(given(name, "name"), port), agents, null);
    }

    /**
     * Returns a fleet of agents that join this process, started with {@code perf agent --join}.
     *
     * @param listen {@code host:port} or {@code [::1]:port} that this process listens on for them
     * @param agents how many must be there before a run begins
     */
    public static Fleet joining(String listen, int agents) {
        return of(new Discovery.Joining(), agents, given(listen, "listen"));
    }

    /**
     * Reads a fleet as the flag {@code --fleet} has it: where the agents are and, after a {@code ?}, options with {@code &}
     * between them.
     *
     * <pre>{@code
     * local:3                                          Fleet.local(3)
     * host1:7800,host2:7800,[::1]:7800                 Fleet.of("host1:7800", "host2:7800", "[::1]:7800")
     * dns:agents.load.svc:7800:3                       Fleet.dns("agents.load.svc", 7800, 3)
     * join:10.0.0.1:7800:3                             Fleet.joining("10.0.0.1:7800", 3)
     *
     * local:3?sharing=round-robin&loss=tolerate:20%    ... .sharing(ROUND_ROBIN).onAgentLoss(tolerate(0.2))
     * }</pre>
     *
     * <table>
     * <caption>Options; each at most once, but for labels and worker</caption>
     * <tr><td>{@code agents=N}</td><td>{@link #atLeast}</td></tr>
     * <tr><td>{@code listen=HOST:PORT}</td><td>{@link #listeningOn}</td></tr>
     * <tr><td>{@code security=DIR}</td><td>{@link #secured}</td></tr>
     * <tr><td>{@code labels=KEY=VALUE,...}</td><td>{@link #require}</td></tr>
     * <tr><td>{@code sharing=capacity}, {@code round-robin}</td><td>{@link #sharing(Sharing)}</td></tr>
     * <tr><td>{@code loss=carry-on}, {@code stop}, {@code tolerate:20%}</td><td>{@link #onAgentLoss}</td></tr>
     * <tr><td>{@code takeover=no}</td><td>{@link AgentLoss#withoutTakeover}</td></tr>
     * <tr><td>{@code join-timeout=60s}</td><td>{@link #joinTimeout(Duration)}</td></tr>
     * <tr><td>{@code heartbeat=500ms}</td><td>{@link #heartbeatInterval(Duration)}</td></tr>
     * <tr><td>{@code timeout=4s}</td><td>{@link #nodeTimeout(Duration)}</td></tr>
     * <tr><td>{@code worker=-Xmx2g}</td><td>{@link #workerArguments(String...)}</td></tr>
     * <tr><td>{@code late=no}</td><td>{@link #withoutLateAgents}</td></tr>
     * </table>
     *
     * <p>Values stand for themselves: there is no escaping, so a folder with {@code &} in its name cannot be written.
     *
     * @return the fleet, which is valid
     * @throws FleetException if the text cannot be read, with the position of the mistake, or if the settings do not go
     *     together, with all mistakes
     */
    public static Fleet parse(String text) {
        Fleet fleet = new FleetParser(given(text, "text")).fleet();
        fleet.validate();
        return fleet;
    }

    /**
     * Checks all settings.
     *
     * @throws FleetException if there are mistakes; the message lists all of them
     */
    public void validate() {
        List<String> mistakes = new FleetCheck(this).mistakes();
        if (mistakes.size() == 1) {
            throw new FleetException("fleet: " + mistakes.getFirst());
        } else if (!mistakes.isEmpty()) {
            throw new FleetException(
                    "the fleet has " + mistakes.size() + " mistakes\n  " + String.join("\n  ", mistakes));
        }
    }

    /** Returns after how long a silence of the coordinator an agent stops its load: three quarters of the node timeout. */
    public Duration lease() {
        return nodeTimeout.multipliedBy(3).dividedBy(4);
    }

    /**
     * Returns this fleet with certificates of a folder. Without them agents are reached on loopback only.
     *
     * @param folder as {@code perf fleet init} made it for the coordinator
     */
    public Fleet secured(Path folder) {
        Path given = given(folder, "folder");
        return with(settings -> settings.security = given);
    }

    /**
     * Returns this fleet with the coordinator listening on an address.
     *
     * @param address {@code host:port} or {@code [::1]:port}; loopback and any free port unless given
     */
    public Fleet listeningOn(String address) {
        String given = given(address, "address");
        return with(settings -> settings.listen = given);
    }

    /**
     * Returns this fleet of which only those agents take part that carry a label, beside those asked for before.
     *
     * @param label name of the label, such as {@code os}; another value asked for before is replaced
     * @param value the value it must have, such as {@code linux}
     */
    public Fleet require(String label, String value) {
        String key = given(label, "label");
        String wanted = given(value, "value");
        return with(settings -> settings.labels.put(key, wanted));
    }

    /**
     * Returns this fleet with its load divided in another way.
     *
     * @param how {@link Sharing#CAPACITY} by default
     */
    public Fleet sharing(Sharing how) {
        Sharing given = given(how, "how");
        return with(settings -> settings.sharing = given);
    }

    /**
     * Returns this fleet with another policy for lost agents.
     *
     * @param policy {@link AgentLoss#carryOn()} by default
     */
    public Fleet onAgentLoss(AgentLoss policy) {
        AgentLoss given = given(policy, "policy");
        return with(settings -> settings.agentLoss = given);
    }

    /**
     * Returns this fleet with a run beginning as soon as so many agents are there; those that come later may join it.
     *
     * @param count from 1 to the number of agents that there are
     */
    public Fleet atLeast(int count) {
        return with(settings -> settings.agents = count);
    }

    /**
     * Returns this fleet with agents waited for that long. If fewer than needed are there by then, the run is refused.
     *
     * @param time positive; 60 s by default
     */
    public Fleet joinTimeout(Duration time) {
        Duration given = given(time, "time");
        return with(settings -> settings.joinTimeout = given);
    }

    /**
     * Returns this fleet with signs of life at another interval.
     *
     * @param time at least 100 ms, and at most a quarter of the node timeout; 500 ms by default
     */
    public Fleet heartbeatInterval(Duration time) {
        Duration given = given(time, "time");
        return with(settings -> settings.heartbeatInterval = given);
    }

    /**
     * Returns this fleet with an agent lost after another length of silence. A process that ends is noticed at once; this
     * is for machines that hang or are cut off.
     *
     * @param time at least four times the heartbeat interval; 4 s by default
     */
    public Fleet nodeTimeout(Duration time) {
        Duration given = given(time, "time");
        return with(settings -> settings.nodeTimeout = given);
    }

    /**
     * Returns this fleet with more arguments for the JVMs that run the test.
     *
     * @param arguments such as {@code -Xmx2g} or {@code -Dkey=value}
     */
    public Fleet workerArguments(String... arguments) {
        List<String> given = allGiven(arguments, "arguments");
        return with(settings -> settings.workerArguments.addAll(given));
    }

    /** Returns this fleet with agents that come during a run left idle. */
    public Fleet withoutLateAgents() {
        return with(settings -> settings.takesLateAgents = false);
    }
}
