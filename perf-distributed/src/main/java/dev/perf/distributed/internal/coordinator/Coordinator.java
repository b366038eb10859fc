package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.loop.Loop;
import dev.perf.distributed.internal.message.Frame;
import dev.perf.distributed.internal.message.MalformedMessageException;
import dev.perf.distributed.internal.message.Message.Hello;
import dev.perf.distributed.internal.message.Message.Lease;
import dev.perf.distributed.internal.message.Message.LeaseAck;
import dev.perf.distributed.internal.message.Message.Leaving;
import dev.perf.distributed.internal.message.Message.Pong;
import dev.perf.distributed.internal.message.Message.Refuse;
import dev.perf.distributed.internal.message.Message.Welcome;
import dev.perf.distributed.internal.message.MessageCodec;
import dev.perf.distributed.internal.message.Node;
import dev.perf.distributed.internal.transport.Member;
import dev.perf.distributed.internal.transport.Transport;
import dev.perf.fleet.FleetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows the agents, and has them do runs. All state is the loop's. Thread-safe.
 *
 * <p>An agent is lost when the transport says so, or when it has not answered a lease for the node timeout. A lease never
 * reaches beyond that moment, so that an agent has stopped its load before others take it over, even where it hears the
 * coordinator and is not heard itself.
 */
public final class Coordinator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);

    private static final int MOST_REFUSALS = 100;

    private final CoordinatorSettings settings;
    private final Loop loop;
    private final Transport transport;
    private final Map<Member, RemoteAgent> agents = new LinkedHashMap<>();
    private final Map<String, String> refusals = new LinkedHashMap<>();
    private final List<Reservation> reservations = new ArrayList<>();
    private final Set<FleetRun> runs = new LinkedHashSet<>();
    private final List<Gathering> gatherings = new ArrayList<>();
    private final List<Consumer<List<AgentStatus>>> watchers = new ArrayList<>();
    private final Executor watching;
    private long leases;
    private boolean isOver;

    /** Creates a coordinator that does nothing yet. */
    public Coordinator(CoordinatorSettings settings, Loop loop, Transport transport) {
        this.settings = settings;
        this.loop = loop;
        this.transport = transport;
        this.watching = loop.lane("perf-agents");
    }

    /** Begins to take agents on. */
    public void start() {
        transport.start(new Listening());
        loop.execute(this::beat);
    }

    /** Returns how each agent is, by their names. */
    public List<AgentStatus> agents() throws InterruptedException {
        var result = new CompletableFuture<List<AgentStatus>>();
        loop.execute(() -> result.complete(statuses()));
        return loop.await(result);
    }

    /**
     * Has somebody told how the agents are: at once, with each heartbeat, and whenever one has come, has gone, is being shut
     * down, or has begun or ended a run.
     *
     * @param watcher may block; is called on a lane, one call at a time
     */
    public void watch(Consumer<List<AgentStatus>> watcher) {
        loop.execute(() -> {
            watchers.add(watcher);
            changed();
        });
    }

    /**
     * Waits until agents are there, busy or not.
     *
     * @param count how many
     * @param labels what they must be labelled with
     * @return null if they are; else, after the time, what was expected and what was found
     */
    public @Nullable String await(int count, Map<String, String> labels, Duration time) throws InterruptedException {
        var gathering = new Gathering(count, Map.copyOf(labels), time);
        loop.execute(() -> gather(gathering));
        return loop.await(gathering.result).text();
    }

    /** Returns why processes were refused that are no agents now, by their names and places. */
    public Map<String, String> refusals() throws InterruptedException {
        var result = new CompletableFuture<Map<String, String>>();
        loop.execute(() -> result.complete(new LinkedHashMap<>(refusals)));
        return loop.await(result);
    }

    /**
     * Notes that an agent that should come will not, for now, so that whoever waits for it is told why.
     *
     * @param agent its address
     * @param reason why; null where it comes after all
     */
    public void notComing(String agent, @Nullable String reason) {
        loop.execute(() -> {
            if (reason == null) {
                refusals.remove(agent);
            } else if (refusals.size() < MOST_REFUSALS) {
                refusals.put(agent, reason);
            }
        });
    }

    /**
     * Has a run got ready: reserves agents, all that are needed or none, ships the class path, has the plan compiled, and
     * compares clocks.
     *
     * @return the run, ready; or what fails with a {@link FleetException}
     */
    public CompletableFuture<FleetRun> prepare(RunRequest request) {
        var ready = new CompletableFuture<FleetRun>();
        loop.execute(() -> reserve(request, ready));
        return ready;
    }

    /**
     * Has a run got ready, as {@link #prepare}; blocks. It is given up if the thread is interrupted.
     *
     * @throws UnpreparedException if that is for want of agents, or because of some of them
     * @throws FleetException if that is not possible; the message says what was expected and what was found
     */
    public FleetRun open(RunRequest request) throws InterruptedException {
        try {
            return loop.await(prepare(request));
        } catch (InterruptedException stopped) {
            giveUp(request);
            throw stopped;
        } catch (CompletionException failed) {
            if (failed.getCause() instanceof FleetException known) {
                throw known;
            }
            throw failed;
        }
    }

    /** Gives up a run that is not ready yet. */
    private void giveUp(RunRequest request) {
        loop.execute(() -> {
            List.copyOf(reservations).stream()
                    .filter(reservation -> reservation.request == request)
                    .forEach(reservation -> reservation.fail(new FleetException("the run was given up")));
            List.copyOf(runs).stream()
                    .filter(run -> run.id().equals(request.run()))
                    .forEach(FleetRun::close);
        });
    }

    /** Gives up all runs and leaves the cluster; the loop is left as it is. */
    @Override
    public void close() {
        loop.execute(() -> {
            isOver = true;
            List.copyOf(runs).forEach(FleetRun::close);
            List.copyOf(reservations)
                    .forEach(reservation -> reservation.fail(new FleetException("the coordinator was closed")));
            List.copyOf(gatherings).forEach(gathering -> gathering.end("the coordinator was closed"));
            loop.aside("perf-coordinator-close", transport::close);
        });
    }

    private List<AgentStatus> statuses() {
        return agents.values().stream()
                .filter(agent -> agent.isUsable)
                .map(this::status)
                .sorted(Comparator.comparing(status -> status.node().name()))
                .toList();
    }

    private void changed() {
        if (!watchers.isEmpty()) {
            List<AgentStatus> now = statuses();
            watchers.forEach(watcher -> watching.execute(() -> watcher.accept(now)));
        }
    }

    private void gather(Gathering gathering) {
        if (isOver) {
            gathering.end("the coordinator was closed");
            return;
        }
        gatherings.add(gathering);
        gathering.deadline = loop.after(
                gathering.time,
                () -> gathering.end(shortage(
                        gathering.count, gathering.labels, gathering.time, agent -> unfit(agent, gathering.labels))));
        gathering.endIfComplete();
    }

    private AgentStatus status(RemoteAgent agent) {
        long silence = loop.nanos() - agent.heard;
        AgentStatus.State state = agent.isLeaving
                ? AgentStatus.State.LEAVING
                : silence > 3 * settings.heartbeatInterval().toNanos()
                        ? AgentStatus.State.SILENT
                        : !agent.hasRoom()
                                ? AgentStatus.State.FULL
                                : agent.runs.isEmpty() ? AgentStatus.State.IDLE : AgentStatus.State.BUSY;
        return new AgentStatus(
                agent.node,
                state,
                agent.load,
                agent.runs.stream().map(FleetRun::test).toList(),
                Duration.ofNanos(silence));
    }

    // Leases

    private void beat() {
        if (isOver) {
            return;
        }
        for (RemoteAgent agent : List.copyOf(agents.values())) {
            long silence = loop.nanos() - agent.heard;
            if (silence >= settings.nodeTimeout().toNanos()) {
                lose(agent, "silent for " + silence / 1_000_000 + " ms");
            } else {
                lease(agent);
            }
        }
        changed();
        loop.after(settings.heartbeatInterval(), this::beat);
    }

    private void lease(RemoteAgent agent) {
        long now = loop.nanos();
        long lostIn = settings.nodeTimeout().toNanos() - (now - agent.heard);
        long valid = Math.min(settings.lease().toNanos(), lostIn);
        send(agent, Frame.of(new Lease(settings.id(), ++leases, now, valid)), true);
    }

    // Membership

    private void greeted(Member member, Hello hello) {
        RemoteAgent known = agents.get(member);
        if (known != null) {
            send(known, Frame.of(welcome()), false);
            return;
        }
        Node node = hello.node();
        Refuse refuse = refusal(hello);
        String title = node.name() + " (" + node.address() + ")";
        if (refuse != null) {
            if (refusals.size() < MOST_REFUSALS && !refuse.reason().equals(refusals.put(title, refuse.reason()))) {
                LOG.warn("agent {} is refused: {}", title, refuse.reason());
            }
            transport.send(member, MessageCodec.encode(Frame.of(refuse)));
            return;
        }
        refusals.remove(title);
        for (RemoteAgent other : List.copyOf(agents.values())) {
            if (other.id.equals(hello.agentId())) {
                lose(other, "it left the cluster and came back");
            }
        }
        var clock = new ClockMeter(loop, ping -> transport.sendUrgently(member, MessageCodec.encode(Frame.of(ping))));
        var agent = new RemoteAgent(member, hello.agentId(), node, clock, loop.nanos());
        agents.put(member, agent);
        send(agent, Frame.of(welcome()), false);
        lease(agent);
    }

    private Welcome welcome() {
        return new Welcome(
                settings.id(),
                settings.heartbeatInterval().toNanos(),
                settings.nodeTimeout().toNanos());
    }

    private @Nullable Refuse refusal(Hello hello) {
        Node node = hello.node();
        if (hello.protocol() != MessageCodec.PROTOCOL) {
            return new Refuse(
                    "agent \"" + node.name() + "\" speaks version " + hello.protocol()
                            + " of the protocol, and the coordinator version " + MessageCodec.PROTOCOL
                            + "; give both the same version of Perf",
                    true);
        }
        if (!node.perfVersion().equals(settings.perfVersion())) {
            return new Refuse(
                    "agent \"" + node.name() + "\" has Perf " + node.perfVersion() + ", and the coordinator Perf "
                            + settings.perfVersion() + "; give both the same version",
                    true);
        }
        if (node.javaVersion() < settings.leastJava()) {
            return new Refuse(
                    "agent \"" + node.name() + "\" has Java " + node.javaVersion() + ", and Perf needs Java "
                            + settings.leastJava() + " or later",
                    true);
        }
        if (node.name().isBlank() || !(node.capacity() >= 0) || node.maxRuns() < 1) {
            return new Refuse(
                    "agent \"" + node.name() + "\" must have a name, a capacity above 0 and room for a test, and says"
                            + " capacity " + node.capacity() + "/s, tests " + node.maxRuns(),
                    true);
        }
        for (RemoteAgent other : agents.values()) {
            if (other.node.name().equals(node.name()) && !other.id.equals(hello.agentId())) {
                boolean isSurelyThere = loop.nanos() - other.heard
                        < 2 * settings.heartbeatInterval().toNanos();
                return new Refuse(
                        "the name \"" + node.name() + "\" is taken by the agent at " + other.node.address()
                                + "; give each agent a name of its own with --name",
                        isSurelyThere && other.isUsable);
            }
        }
        return null;
    }

    private void answered(RemoteAgent agent, LeaseAck ack) {
        agent.load = ack.load();
        if (agent.isUsable) {
            return;
        }
        agent.isUsable = true;
        LOG.info(
                "agent {} has joined: {}, Java {}, {} cores{}",
                agent.title(),
                agent.node.os(),
                agent.node.javaVersion(),
                agent.node.cores(),
                agent.node.capacity() > 0 ? ", " + agent.node.capacity() + "/s" : "");
        List.copyOf(gatherings).forEach(Gathering::endIfComplete);
        seat();
        List.copyOf(runs).forEach(run -> run.offered(agent));
        changed();
    }

    private void lose(RemoteAgent agent, String cause) {
        if (!agents.remove(agent.member, agent)) {
            return;
        }
        if (agent.isUsable) {
            LOG.warn("agent {} is gone: {}", agent.title(), cause);
        }
        for (FleetRun run : List.copyOf(agent.runs)) {
            run.lost(agent, cause);
        }
        agent.runs.clear();
        changed();
    }

    private void leaving(RemoteAgent agent, String reason) {
        agent.isLeaving = true;
        LOG.info("agent {} is being shut down: {}", agent.title(), reason);
        List.copyOf(agent.runs).forEach(run -> run.leaving(agent, reason));
        changed();
    }

    // Reservations

    private void reserve(RunRequest request, CompletableFuture<FleetRun> ready) {
        if (isOver) {
            ready.completeExceptionally(new FleetException("the coordinator was closed"));
            return;
        }
        var reservation = new Reservation(request, ready);
        reservations.add(reservation);
        reservation.deadline = loop.after(request.limits().join(), () -> reservation.fail(shortage(request)));
        seat();
    }

    /** Gives agents to those runs that now have enough. */
    private void seat() {
        for (Reservation reservation : List.copyOf(reservations)) {
            RunRequest request = reservation.request;
            List<RemoteAgent> fitting = agents.values().stream()
                    .filter(agent -> misfit(agent, request) == null)
                    .sorted(Comparator.<RemoteAgent>comparingInt(agent -> agent.runs.size())
                            .thenComparing(agent -> agent.node.name()))
                    .limit(request.mostAgents())
                    .toList();
            if (fitting.size() < request.agents()) {
                continue;
            }
            String lacking = lackingCapacity(fitting, request);
            if (lacking != null) {
                reservation.fail(new FleetException(lacking));
                continue;
            }
            reservation.end();
            var run = new FleetRun(request, new Access(), settings, loop, fitting, reservation.ready);
            runs.add(run);
            fitting.forEach(agent -> agent.runs.add(run));
            run.prepare();
            changed();
        }
    }

    /** Returns why an agent is none that is asked for; null where it is, busy or not. */
    private static @Nullable String unfit(RemoteAgent agent, Map<String, String> labels) {
        if (!agent.isUsable) {
            return "has not answered yet";
        }
        for (Map.Entry<String, String> label : labels.entrySet()) {
            String has = agent.node.labels().get(label.getKey());
            if (!label.getValue().equals(has)) {
                return has == null ? "has no label " + label.getKey() : "has " + label.getKey() + "=" + has;
            }
        }
        return agent.isLeaving ? "is being shut down" : null;
    }

    /** Returns why an agent cannot take part; null where it can. */
    private static @Nullable String misfit(RemoteAgent agent, RunRequest request) {
        String unfit = unfit(agent, request.labels());
        if (unfit != null) {
            return unfit;
        }
        if (!request.names().isEmpty() && !request.names().contains(agent.node.name())) {
            return "was not chosen";
        }
        if (agent.node.javaVersion() < request.java()) {
            return "has Java " + agent.node.javaVersion() + ", and the classes of the test need Java " + request.java();
        }
        return agent.hasRoom()
                ? null
                : "has " + agent.runs.size() + (agent.runs.size() == 1 ? " test" : " tests")
                        + " already and takes no more";
    }

    private static @Nullable String lackingCapacity(List<RemoteAgent> fitting, RunRequest request) {
        double sum = 0;
        for (RemoteAgent agent : fitting) {
            if (agent.node.capacity() == 0) {
                return null;
            }
            sum += agent.node.capacity();
        }
        return sum >= request.peakPerSecond()
                ? null
                : "the plan comes to " + number(request.peakPerSecond()) + "/s at its peak, and "
                        + (fitting.size() == 1
                                ? "the agent says that it"
                                : "the " + fitting.size() + " agents say that they")
                        + " can do " + number(sum) + "/s"
                        + (fitting.size() == 1 ? ": " : " together: ")
                        + fitting.stream()
                                .map(agent -> agent.title() + " " + number(agent.node.capacity()) + "/s")
                                .collect(Collectors.joining(", "))
                        + "; add agents, raise their --capacity, or lower the load";
    }

    static String number(double value) {
        return value == Math.rint(value) && Math.abs(value) < 1e15
                ? Long.toString((long) value)
                : Double.toString(Math.round(value * 10) / 10.0);
    }

    private UnpreparedException shortage(RunRequest request) {
        Map<String, String> causes = new LinkedHashMap<>();
        for (String name : request.names()) {
            causes.put(name, "is not there");
        }
        for (RemoteAgent agent : agents.values()) {
            String misfit = misfit(agent, request);
            if (misfit == null) {
                causes.remove(agent.node.name());
            } else {
                causes.replace(agent.node.name(), misfit);
            }
        }
        return new UnpreparedException(
                shortage(request.agents(), request.labels(), request.limits().join(), agent -> misfit(agent, request)),
                causes);
    }

    private String shortage(
            int count, Map<String, String> labels, Duration time, Function<RemoteAgent, @Nullable String> unfit) {
        List<String> there = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (RemoteAgent agent : agents.values()) {
            String misfit = unfit.apply(agent);
            if (misfit == null) {
                there.add(agent.title());
            } else {
                others.add(agent.title() + " " + misfit);
            }
        }
        refusals.forEach((title, reason) -> others.add(title + " does not come: " + reason));
        String labelled =
                labels.entrySet().stream().map(Map.Entry::toString).sorted().collect(Collectors.joining(" and "));
        return count + (count == 1 ? " agent" : " agents")
                + (labelled.isEmpty() ? "" : " with " + labelled)
                + (count == 1 ? " was" : " were")
                + " expected within " + seconds(time) + ", "
                + (there.isEmpty()
                        ? "none is there"
                        : there.size()
                                + (there.size() == 1 ? " is there: " : " are there: ")
                                + String.join(", ", there))
                + (others.isEmpty() ? "" : "; " + String.join("; ", others));
    }

    static String seconds(Duration time) {
        return number(time.toMillis() / 1000.0) + " s";
    }

    // Messages

    private void received(Member from, byte[] bytes) {
        Frame frame;
        try {
            frame = MessageCodec.decode(bytes);
        } catch (MalformedMessageException malformed) {
            LOG.debug("from {}: {}", from, malformed.getMessage());
            return;
        }
        if (frame == null) {
            return;
        }
        if (frame.message() instanceof Hello hello) {
            greeted(from, hello);
            return;
        }
        RemoteAgent agent = agents.get(from);
        if (agent == null) {
            return;
        }
        // Anything that it says shows that it is there.
        agent.heard = loop.nanos();
        switch (frame.message()) {
            case LeaseAck ack -> answered(agent, ack);
            case Pong pong -> agent.clock.answered(pong);
            case Leaving(String reason) -> leaving(agent, reason);
            default -> {
                for (FleetRun run : List.copyOf(agent.runs)) {
                    if (run.id().equals(frame.run())) {
                        run.received(agent, frame);
                    }
                }
            }
        }
    }

    private void send(RemoteAgent agent, Frame frame, boolean isUrgent) {
        byte[] bytes = MessageCodec.encode(frame);
        if (isUrgent) {
            transport.sendUrgently(agent.member, bytes);
        } else {
            transport.send(agent.member, bytes);
        }
    }

    /** The coordinator, as its runs see it. */
    final class Access {

        void send(RemoteAgent agent, Frame frame, boolean isUrgent) {
            Coordinator.this.send(agent, frame, isUrgent);
        }

        /** Returns why an agent cannot take part; null where it can. */
        @Nullable
        String misfit(RemoteAgent agent, RunRequest request) {
            return Coordinator.misfit(agent, request);
        }

        /** The run needs an agent no more. */
        void free(FleetRun run, RemoteAgent agent) {
            agent.runs.remove(run);
            seat();
            changed();
        }

        void over(FleetRun run) {
            runs.remove(run);
        }

        /** Returns the agents that are there and have no part in a run. */
        List<RemoteAgent> others(FleetRun run) {
            return agents.values().stream()
                    .filter(agent -> !agent.runs.contains(run))
                    .toList();
        }
    }

    /** What came of waiting; no text if all is well. */
    private record Gathered(@Nullable String text) {}

    /** Somebody waits for agents to be there, and not for their work. */
    private final class Gathering {

        private final int count;
        private final Map<String, String> labels;
        private final Duration time;
        private final CompletableFuture<Gathered> result = new CompletableFuture<>();
        private Loop.@Nullable Timer deadline;

        Gathering(int count, Map<String, String> labels, Duration time) {
            this.count = count;
            this.labels = labels;
            this.time = time;
        }

        void endIfComplete() {
            if (agents.values().stream()
                            .filter(agent -> unfit(agent, labels) == null)
                            .count()
                    >= count) {
                end(null);
            }
        }

        void end(@Nullable String text) {
            gatherings.remove(this);
            if (deadline != null) {
                deadline.cancel();
            }
            result.complete(new Gathered(text));
        }
    }

    /** Somebody waits for agents to do a run. */
    private final class Reservation {

        private final RunRequest request;
        private final CompletableFuture<FleetRun> ready;
        private Loop.@Nullable Timer deadline;

        Reservation(RunRequest request, CompletableFuture<FleetRun> ready) {
            this.request = request;
            this.ready = ready;
        }

        void fail(FleetException why) {
            end();
            ready.completeExceptionally(why);
        }

        void end() {
            reservations.remove(this);
            if (deadline != null) {
                deadline.cancel();
            }
        }
    }

    private final class Listening implements Transport.Listener {

        @Override
        public void received(Member from, byte[] message) {
            loop.execute(() -> Coordinator.this.received(from, message));
        }

        @Override
        public void joined(Member member) {
            LOG.debug("{} is in the cluster", member);
        }

        @Override
        public void left(Member member, String cause) {
            loop.execute(() -> {
                RemoteAgent agent = agents.get(member);
                if (agent != null) {
                    lose(agent, cause);
                }
            });
        }
    }
}
