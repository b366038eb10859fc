package dev.perf.distributed.internal.agent;

import dev.perf.distributed.internal.loop.Loop;
import dev.perf.distributed.internal.loop.ThreadLoop;
import dev.perf.distributed.internal.message.Load;
import dev.perf.distributed.internal.security.SealCheck;
import dev.perf.distributed.internal.transport.Callbox;
import dev.perf.distributed.internal.transport.Callbox.Answer;
import dev.perf.distributed.internal.transport.Cluster;
import dev.perf.distributed.internal.transport.ClusterSettings;
import dev.perf.distributed.internal.transport.HostPort;
import dev.perf.distributed.internal.transport.Invitation;
import dev.perf.distributed.internal.transport.JGroupsCluster;
import dev.perf.distributed.internal.worker.Worker;
import dev.perf.fleet.FleetException;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A process that is an agent: it joins one coordinator, or waits for coordinators to call it. Thread-safe. */
public final class AgentProcess implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AgentProcess.class);

    /** Where members of a cluster listen, unless that port is in use: then it is one of the next. */
    public static final int FIRST_PORT = 7800;

    /** How many ports follow the first. */
    public static final int MORE_PORTS = 50;

    private static final Duration HEARTBEAT = Duration.ofMillis(500);
    private static final Duration NODE_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration PERSISTENCE = Duration.ofSeconds(40);

    private final AgentSettings settings;
    private final AgentAccess access;
    private final Worker.Starter workers;
    private final ClassPaths classPaths;
    private final SealCheck check;
    private final Loop loop = new ThreadLoop("perf-agent");
    private final CompletableFuture<String> over = new CompletableFuture<>();
    private volatile @Nullable Agent agent;
    private @Nullable Callbox callbox;

    private AgentProcess(AgentSettings settings, AgentAccess access, Worker.Starter workers, ClassPaths classPaths) {
        this.settings = settings;
        this.access = access;
        this.workers = workers;
        this.classPaths = classPaths;
        this.check = access.check().apply(settings.id());
    }

    /** Joins a coordinator, and again whenever it is lost. */
    public static AgentProcess joining(
            HostPort coordinator,
            AgentSettings settings,
            AgentAccess access,
            Worker.Starter workers,
            ClassPaths classPaths) {
        var process = new AgentProcess(settings, access, workers, classPaths);
        Agent joining = process.agent(settings, coordinator);
        process.agent = joining;
        var unused = joining.over().thenAccept(process.over::complete);
        joining.start();
        return process;
    }

    /**
     * Waits for coordinators to call, and joins one at a time.
     *
     * @throws FleetException if the address cannot be listened on
     */
    public static AgentProcess listening(
            HostPort listen,
            AgentSettings settings,
            AgentAccess access,
            Worker.Starter workers,
            ClassPaths classPaths) {
        var process = new AgentProcess(settings, access, workers, classPaths);
        try {
            Callbox callbox = Callbox.open(
                    new InetSocketAddress(listen.host(), listen.port()),
                    0,
                    access.gate(),
                    process.check,
                    settings.id(),
                    settings.node().perfVersion(),
                    process::called);
            process.callbox = callbox;
            LOG.info("agent {} listens at {}", settings.node().name(), callbox.address());
            return process;
        } catch (IOException unusable) {
            process.loop.close();
            throw new FleetException("cannot listen at " + listen + ": " + unusable.getMessage(), unusable);
        }
    }

    /** Returns what completes when the agent has ended, with the reason. */
    public CompletableFuture<String> over() {
        return over.copy();
    }

    /** Finishes what it does, tells the coordinator, and leaves. */
    public void shutDown(String reason) {
        Agent current = agent;
        if (current == null) {
            over.complete(reason);
        } else {
            var unused = current.over().thenAccept(over::complete);
            current.shutDown(reason);
        }
    }

    private Answer called(String run, Invitation invitation) {
        Agent current = agent;
        String version = settings.node().perfVersion();
        if (!invitation.version().equals(version)) {
            return Answer.refused("it has Perf " + version + ", and the coordinator Perf " + invitation.version()
                    + "; give both the same version");
        }
        if (current != null && current.isTaken()) {
            return Answer.busy("it works for another coordinator");
        }
        if (current != null) {
            current.close();
        }
        Agent next = agent(settings.calledBy(settings.id(), PERSISTENCE), invitation.coordinator());
        agent = next;
        LOG.info("agent {} is called by {}", settings.node().name(), invitation.coordinator());
        next.start();
        return Answer.accepted();
    }

    private Agent agent(AgentSettings as, HostPort coordinator) {
        UnaryOperator<byte[]> unsealing = closed -> check.open(closed).content();
        return new Agent(
                as, new Agent.Tools(cluster(coordinator), workers, classPaths, unsealing, AgentProcess::load), loop);
    }

    private Cluster cluster(HostPort coordinator) {
        // The address of this machine may be another one at each try, so it is looked up again.
        return new Cluster() {
            @Override
            public dev.perf.distributed.internal.transport.Transport join() throws IOException {
                InetAddress self = towards(coordinator);
                boolean isHere = self.isLoopbackAddress();
                var cluster = new ClusterSettings(
                        access.cluster(),
                        new InetSocketAddress(self, isHere ? 0 : FIRST_PORT),
                        isHere ? 0 : MORE_PORTS,
                        null,
                        HEARTBEAT,
                        NODE_TIMEOUT,
                        access.gate(),
                        access.joinSecret(),
                        ClusterSettings.Limits.OF_COORDINATOR);
                return JGroupsCluster.joining(cluster, coordinator.host(), coordinator.port())
                        .join();
            }

            @Override
            public String where() {
                return coordinator.toString();
            }
        };
    }

    /** Returns the address that this machine reaches another one from; nothing is sent. */
    static InetAddress towards(HostPort other) throws IOException {
        var to = new InetSocketAddress(other.host(), other.port());
        if (to.isUnresolved()) {
            throw new IOException("unknown host " + other.host());
        }
        try (var socket = new DatagramSocket()) {
            socket.connect(to);
            return socket.getLocalAddress();
        } catch (SocketException unreachable) {
            throw new IOException("no way to " + other + ": " + unreachable.getMessage(), unreachable);
        }
    }

    private static Load load() {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system) {
            return new Load(system.getCpuLoad(), system.getFreeMemorySize(), 0);
        }
        return Load.UNKNOWN;
    }

    /** Ends at once. */
    @Override
    public void close() {
        Callbox listening = callbox;
        if (listening != null) {
            try {
                listening.close();
            } catch (IOException closing) {
                LOG.debug("the listening socket", closing);
            }
        }
        Agent current = agent;
        if (current == null) {
            over.complete("closed");
        } else {
            var unused = current.over().thenAccept(over::complete);
            current.close();
        }
    }
}
