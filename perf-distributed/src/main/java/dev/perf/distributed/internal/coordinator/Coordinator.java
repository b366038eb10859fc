package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.loop.Loop;
import dev.perf.distributed.internal.message.Appointment;
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
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Knows the agents, and has them do runs. All state is the loop's. Thread-safe.
 *
 * <p>An agent is lost when the transport says so, or when it has not answered a lease for the node timeout. A lease never
 * reaches beyond that moment, so that an agent has stopped its load before others take it over, even where it hears the
 * coordinator and is not heard itself.
 */
public final class Coordinator implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);

    private final CoordinatorSettings settings;
    private final Loop loop;
    private final Transport transport;
    private final Map<Member, RemoteAgent> agents = new LinkedHashMap<>();
    private final Admission admission;
    private final Reservations reservations;
    private final Set<FleetRun> runs = new LinkedHashSet<>();
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
        this.admission = new Admission(settings);
        this.reservations = new Reservations(loop, settings.starting(), agents.values(), admission, this::begin);
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

    /** Returns the ids of the agents that are there, which are made anew with each process. */
    Set<String> agentIds() throws InterruptedException {
        var result = new CompletableFuture<Set<String>>();
        loop.execute(() -> result.complete(agents.values().stream()
                .filter(agent -> agent.isUsable)
                .map(agent -> agent.id)
                .collect(Collectors.toSet())));
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
        var gathered = new CompletableFuture<Reservations.Gathered>();
        Map<String, String> wanted = Map.copyOf(labels);
        loop.execute(() -> reservations.gather(count, wanted, time, gathered));
        return loop.await(gathered).text();
    }

    /** Returns why processes were refused that are no agents now, by their names and places. */
    public Map<String, String> refusals() throws InterruptedException {
        var result = new CompletableFuture<Map<String, String>>();
        loop.execute(() -> result.complete(admission.reasons()));
        return loop.await(result);
    }

    /**
     * Notes that an agent that should come will not, for now, so that whoever waits for it is told why.
     *
     * @param agent its address
     * @param reason why; null where it comes after all
     */
    public void notComing(String agent, @Nullable String reason) {
        loop.execute(() -> admission.note(agent, reason));
    }

    /**
     * Has a run got ready: reserves agents, all that are needed or none, ships the class path, has the plan compiled, and
     * compares clocks.
     *
     * @return the run, ready; or what fails with a {@link FleetException}
     */
    public CompletableFuture<FleetRun> prepare(RunRequest request) {
        var ready = new CompletableFuture<FleetRun>();
        loop.execute(() -> reservations.reserve(request, ready));
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
            reservations.giveUp(request);
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
            reservations.end("the coordinator was closed");
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
            send(known, Frame.of(welcome(known.id)), false);
            return;
        }
        Refuse refuse = admission.examine(hello, agents.values(), loop.nanos());
        if (refuse != null) {
            transport.send(member, MessageCodec.encode(Frame.of(refuse)));
            return;
        }
        for (RemoteAgent other : List.copyOf(agents.values())) {
            if (other.id.equals(hello.agentId())) {
                lose(other, "it left the cluster and came back");
            }
        }
        var clock = new ClockMeter(loop, ping -> transport.sendUrgently(member, MessageCodec.encode(Frame.of(ping))));
        var agent = new RemoteAgent(member, hello.agentId(), hello.node(), clock, loop.nanos());
        agents.put(member, agent);
        send(agent, Frame.of(welcome(agent.id)), false);
        lease(agent);
    }

    private Welcome welcome(String agentId) {
        byte[] appointment = new Appointment(transport.self().id(), settings.id()).toBytes();
        return new Welcome(
                settings.id(),
                settings.heartbeatInterval().toNanos(),
                settings.nodeTimeout().toNanos(),
                settings.sealing().seal("", List.of(agentId), appointment));
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
        reservations.joined();
        List.copyOf(runs).forEach(run -> run.offered(agent));
        changed();
    }

    private void lose(RemoteAgent agent, String cause) {
        if (!agents.remove(agent.member, agent)) {
            return;
        }
        if (agent.isUsable) {
            // Of a loss its runs tell themselves.
            boolean isNews = agent.runs.isEmpty() && !agent.isLeaving;
            LOG.atLevel(isNews ? Level.WARN : Level.INFO).log("agent {} is gone: {}", agent.title(), cause);
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

    /** A run has its agents. */
    private void begin(RunRequest request, List<RemoteAgent> taken, CompletableFuture<FleetRun> ready) {
        var run = new FleetRun(request, new Access(), settings, loop, taken, ready);
        runs.add(run);
        taken.forEach(agent -> agent.runs.add(run));
        run.prepare();
        changed();
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

        /** The run needs an agent no more. */
        void free(FleetRun run, RemoteAgent agent) {
            agent.runs.remove(run);
            reservations.seat();
            changed();
        }

        void over(FleetRun run) {
            runs.remove(run);
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
