package dev.perf.distributed.internal.agent;

import dev.perf.distributed.internal.loop.Loop;
import dev.perf.distributed.internal.message.Appointment;
import dev.perf.distributed.internal.message.Frame;
import dev.perf.distributed.internal.message.Load;
import dev.perf.distributed.internal.message.MalformedMessageException;
import dev.perf.distributed.internal.message.Message;
import dev.perf.distributed.internal.message.Message.Hello;
import dev.perf.distributed.internal.message.Message.Lease;
import dev.perf.distributed.internal.message.Message.LeaseAck;
import dev.perf.distributed.internal.message.Message.Leaving;
import dev.perf.distributed.internal.message.Message.Ping;
import dev.perf.distributed.internal.message.Message.Pong;
import dev.perf.distributed.internal.message.Message.Prepare;
import dev.perf.distributed.internal.message.Message.PrepareFailed;
import dev.perf.distributed.internal.message.Message.Refuse;
import dev.perf.distributed.internal.message.Message.Welcome;
import dev.perf.distributed.internal.message.MessageCodec;
import dev.perf.distributed.internal.transport.Cluster;
import dev.perf.distributed.internal.transport.Member;
import dev.perf.distributed.internal.transport.Transport;
import dev.perf.distributed.internal.worker.Worker;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent: one process that offers itself to coordinators, one at a time.
 *
 * <p>It has joined when a coordinator holds a lease out to it, and only as long. Without one it leaves the cluster, waits a
 * moment and tries again, for ever: the order in which processes are started does not matter. When a lease runs out, load
 * stops by itself, for workers know until when they are allowed to; the run is given up, its journal kept.
 *
 * <p>All state is the loop's. Thread-safe.
 */
public final class Agent implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Agent.class);

    private static final int PAUSE_MILLIS = 200;
    private static final int MORE_PAUSE_MILLIS = 500;

    /** As for coordinators. */
    private static final Duration SHORTEST_HEARTBEAT = Duration.ofMillis(100);

    /** What an agent works with. */
    public record Tools(
            Cluster cluster,
            Worker.Starter workers,
            ClassPaths classPaths,
            UnaryOperator<byte[]> unsealing,
            Supplier<Load> load) {}

    private final AgentSettings settings;
    private final Tools tools;
    private final Loop loop;
    private final SplittableRandom random;
    private final CompletableFuture<String> over = new CompletableFuture<>();

    private final Map<String, AgentRun> runs = new LinkedHashMap<>();
    private final Set<AgentRun> orphans = new HashSet<>();
    /** Runs that are over, and whose workers are being closed. */
    private final Set<AgentRun> closing = new HashSet<>();

    private @Nullable Transport transport;
    private @Nullable Member coordinator;
    private String coordinatorId = "";
    private long leaseUntil;
    private long leasePatience;
    private Duration heartbeat = SHORTEST_HEARTBEAT;
    private Duration nodeTimeout = Duration.ZERO;
    /** The least that a lease took from coordinator to here, by two clocks that have nothing to do with each other. */
    private long leastLag = Long.MAX_VALUE;

    private volatile boolean isTaken;
    private long lastJoined;
    private int membership;
    private int started;
    private @Nullable String lastRefusal;
    private @Nullable String leaving;
    private boolean isOver;

    /** Creates an agent that does nothing yet. */
    public Agent(AgentSettings settings, Tools tools, Loop loop) {
        this.settings = settings;
        this.tools = tools;
        this.loop = loop;
        this.random = new SplittableRandom(settings.id().hashCode());
    }

    /** Begins to look for a coordinator. */
    public void start() {
        loop.execute(() -> {
            lastJoined = loop.nanos();
            join();
        });
    }

    /** Tells whether a coordinator holds a lease out to it, or a run of a lost one is still ending. */
    public boolean isTaken() {
        return isTaken;
    }

    /** Returns what completes when the agent has ended, with the reason. */
    public CompletableFuture<String> over() {
        return over.copy();
    }

    /** Returns the id that is made anew for each agent. */
    public String id() {
        return settings.id();
    }

    /** Finishes what it does, tells the coordinator, and leaves; {@link #over} completes when that is done. */
    public void shutDown(String reason) {
        loop.execute(() -> {
            if (isOver || leaving != null) {
                return;
            }
            leaving = reason;
            LOG.info("agent {} is shut down: {}", name(), reason);
            if (coordinator != null) {
                send(Frame.of(new Leaving(reason)), true);
            }
            if (isIdle()) {
                end(reason);
            } else {
                loop.after(settings.drainPatience(), () -> end(reason));
            }
        });
    }

    /** Ends at once; runs are given up. */
    @Override
    public void close() {
        loop.execute(() -> end("closed"));
    }

    private String name() {
        return settings.node().name();
    }

    private boolean isIdle() {
        return runs.isEmpty() && orphans.isEmpty() && closing.isEmpty();
    }

    private void end(String reason) {
        if (isOver) {
            return;
        }
        isOver = true;
        membership++;
        List<AgentRun> all = new ArrayList<>(runs.values());
        all.addAll(orphans);
        all.addAll(closing);
        runs.clear();
        orphans.clear();
        closing.clear();
        Transport left = transport;
        transport = null;
        loop.aside("perf-agent-end", () -> {
            all.forEach(AgentRun::kill);
            if (left != null) {
                left.close();
            }
            over.complete(reason);
        });
    }

    // Membership

    private void join() {
        if (isOver || transport != null) {
            return;
        }
        int number = ++membership;
        loop.aside("perf-agent-join", () -> {
            try {
                Transport joined = tools.cluster().join();
                loop.execute(() -> joined(joined, number));
            } catch (SecurityException refused) {
                loop.execute(() -> end("refused: " + refused.getMessage()));
            } catch (IOException failed) {
                LOG.debug("agent {} could not join, and tries again", name(), failed);
                loop.execute(this::joinLater);
            }
        });
    }

    private void joinLater() {
        long persistence = settings.persistence().toNanos();
        if (persistence > 0 && loop.nanos() - lastJoined > persistence && isIdle()) {
            end("no coordinator was there for " + settings.persistence().toSeconds() + " s");
        } else if (!isOver) {
            loop.after(Duration.ofMillis(PAUSE_MILLIS + random.nextInt(MORE_PAUSE_MILLIS)), this::join);
        }
    }

    private void joined(Transport joined, int number) {
        if (isOver) {
            loop.aside("perf-agent-leave", joined::close);
            return;
        }
        transport = joined;
        leastLag = Long.MAX_VALUE;
        joined.start(new Listening(number));
        loop.after(settings.welcomePatience(), () -> {
            if (membership == number && coordinator == null) {
                leave();
            }
        });
    }

    /** Leaves the cluster and tries again later. */
    private void leave() {
        Transport left = transport;
        if (coordinator != null) {
            lastJoined = loop.nanos();
        }
        transport = null;
        coordinator = null;
        isTaken = !isIdle();
        membership++;
        if (left == null) {
            return;
        }
        loop.aside("perf-agent-leave", () -> {
            left.close();
            loop.execute(this::joinLater);
        });
    }

    private void met(Member other) {
        if (transport != null && !other.equals(transport.self()) && coordinator == null && leaving == null) {
            transport.send(
                    other, MessageCodec.encode(Frame.of(new Hello(MessageCodec.PROTOCOL, id(), settings.node()))));
        }
    }

    private void welcomed(Member from, Welcome welcome) {
        if (coordinator != null || !isAppointed(from, welcome)) {
            return;
        }
        coordinator = from;
        isTaken = true;
        coordinatorId = welcome.coordinatorId();
        lastRefusal = null;
        heartbeat = Duration.ofNanos(Math.max(SHORTEST_HEARTBEAT.toNanos(), welcome.heartbeatNanos()));
        nodeTimeout = Duration.ofNanos(welcome.nodeTimeoutNanos());
        leasePatience = welcome.nodeTimeoutNanos() / 4 * 3;
        leaseUntil = loop.nanos() + leasePatience;
        LOG.info("agent {} has joined the coordinator {}", name(), from.id());
        watchLease(membership, heartbeat.dividedBy(2));
    }

    /** Every member may say that it is the coordinator; who is has it sealed. */
    private boolean isAppointed(Member from, Welcome welcome) {
        String reason;
        try {
            var appointed = Appointment.of(tools.unsealing().apply(welcome.envelope()));
            if (appointed.equals(new Appointment(from.id(), welcome.coordinatorId()))) {
                return true;
            }
            reason = "another one is";
        } catch (SecurityException | MalformedMessageException refused) {
            reason = String.valueOf(refused.getMessage());
        }
        if (!reason.equals(lastRefusal)) {
            lastRefusal = reason;
            LOG.warn("agent {} does not take {} for its coordinator: {}", name(), from.id(), reason);
        }
        return false;
    }

    private void watchLease(int number, Duration interval) {
        loop.after(interval, () -> {
            if (number == membership && coordinator != null) {
                if (loop.nanos() - leaseUntil > 0) {
                    loseCoordinator("it said nothing for " + leasePatience / 1_000_000 + " ms");
                } else {
                    runs.values().forEach(AgentRun::sendAgain);
                    watchLease(number, interval);
                }
            }
        });
    }

    private void refused(Refuse refuse) {
        if (coordinator != null) {
            return;
        }
        if (refuse.isFinal()) {
            end("refused: " + refuse.reason());
            return;
        }
        if (!refuse.reason().equals(lastRefusal)) {
            lastRefusal = refuse.reason();
            LOG.warn("agent {} is refused for now, and tries again: {}", name(), refuse.reason());
        }
        leave();
    }

    private void leased(Lease lease) {
        long now = loop.nanos();
        if (!lease.coordinatorId().equals(coordinatorId)) {
            return;
        }
        if (now - leaseUntil > 0) {
            // It may have lain in a buffer while this process stood still: meanwhile others have the share.
            loseCoordinator("it was not heard for too long");
            return;
        }
        long lag = now - lease.sentNanos();
        if (leastLag == Long.MAX_VALUE || lag - leastLag < 0) {
            leastLag = lag;
        }
        long until = now + lease.validNanos() - (lag - leastLag);
        if (lease.validNanos() > 0 && until - leaseUntil > 0) {
            leaseUntil = until;
            runs.values().forEach(run -> run.allowedUntil(leaseUntil));
        }
        Load load = tools.load().get();
        send(
                Frame.of(new LeaseAck(
                        lease.number(), new Load(load.cpu(), load.freeMemoryBytes(), runs.size() + orphans.size()))),
                true);
    }

    private void loseCoordinator(String cause) {
        if (runs.isEmpty()) {
            LOG.info("agent {} has no coordinator any more: {}", name(), cause);
        } else {
            LOG.warn("agent {} has lost the coordinator: {}", name(), cause);
        }
        for (AgentRun run : runs.values()) {
            orphans.add(run);
            run.orphan(cause);
        }
        runs.clear();
        leave();
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
        switch (frame.message()) {
            case Welcome welcome -> welcomed(from, welcome);
            case Refuse refuse -> refused(refuse);
            default -> {
                if (from.equals(coordinator)) {
                    ordered(frame);
                }
            }
        }
    }

    private void ordered(Frame frame) {
        switch (frame.message()) {
            case Lease lease -> leased(lease);
            case Ping(int number, long sentNanos) -> {
                long now = loop.nanos();
                send(Frame.of(new Pong(number, sentNanos, now, loop.nanos(), loop.wallNanos())), true);
            }
            case Prepare prepare -> prepare(frame, prepare);
            default -> {
                AgentRun run = runs.get(frame.run());
                if (run != null) {
                    run.ordered(frame);
                }
            }
        }
    }

    private void prepare(Frame frame, Prepare prepare) {
        String run = frame.run();
        int busy = runs.size() + orphans.size();
        if (runs.containsKey(run)) {
            return;
        }
        if (leaving != null || busy >= settings.node().maxRuns()) {
            String reason = leaving != null
                    ? "is being shut down"
                    : "has " + busy + (busy == 1 ? " test" : " tests") + " already, and takes no more at once than"
                            + " --max-tests says";
            send(Frame.of(run, new PrepareFailed(reason, false)), false);
            return;
        }
        var begun = new AgentRun(run, ++started, new Surroundings(), settings, tools, loop);
        runs.put(run, begun);
        begun.allowedUntil(leaseUntil);
        begun.prepare(prepare);
    }

    private void send(Frame frame, boolean isUrgent) {
        Transport to = transport;
        Member whom = coordinator;
        if (to == null || whom == null) {
            return;
        }
        byte[] bytes = MessageCodec.encode(frame);
        if (isUrgent) {
            to.sendUrgently(whom, bytes);
        } else {
            to.send(whom, bytes);
        }
    }

    /** What a run sees of its agent. */
    private final class Surroundings implements AgentRun.Home {

        @Override
        public String agentId() {
            return id();
        }

        @Override
        public Duration heartbeat() {
            return heartbeat;
        }

        @Override
        public Duration nodeTimeout() {
            return nodeTimeout;
        }

        @Override
        public void send(String run, int epoch, long sequence, Message message) {
            if (runs.containsKey(run)) {
                Agent.this.send(new Frame(run, epoch, sequence, message), false);
            }
        }

        @Override
        public void closing(AgentRun run) {
            runs.remove(run.id(), run);
            orphans.remove(run);
            closing.add(run);
        }

        @Override
        public void over(AgentRun run) {
            closing.remove(run);
            isTaken = coordinator != null || !isIdle();
            if (leaving != null && isIdle()) {
                end(leaving);
            }
        }
    }

    /** One membership; what comes of an earlier one is nothing any more. */
    private final class Listening implements Transport.Listener {

        private final int number;

        Listening(int number) {
            this.number = number;
        }

        @Override
        public void received(Member from, byte[] message) {
            now(() -> Agent.this.received(from, message));
        }

        @Override
        public void joined(Member member) {
            now(() -> met(member));
        }

        @Override
        public void left(Member member, String cause) {
            now(() -> {
                if (member.equals(coordinator)) {
                    loseCoordinator(cause);
                }
            });
        }

        private void now(Runnable task) {
            loop.execute(() -> {
                if (number == membership) {
                    task.run();
                }
            });
        }
    }
}
