package dev.perf.distributed.internal.coordinator;

import dev.perf.distributed.internal.loop.Loop;
import dev.perf.distributed.internal.loop.ThreadLoop;
import dev.perf.distributed.internal.security.Envelope;
import dev.perf.distributed.internal.security.FleetIdentity;
import dev.perf.distributed.internal.security.Gate;
import dev.perf.distributed.internal.security.Role;
import dev.perf.distributed.internal.security.Seal;
import dev.perf.distributed.internal.transport.AgentCalls;
import dev.perf.distributed.internal.transport.ClusterSettings;
import dev.perf.distributed.internal.transport.HostPort;
import dev.perf.distributed.internal.transport.Invitation;
import dev.perf.distributed.internal.transport.JGroupsCluster;
import dev.perf.distributed.internal.transport.JGroupsTransport;
import dev.perf.fleet.Fleet;
import dev.perf.fleet.Fleet.Discovery;
import dev.perf.fleet.FleetException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the agents of a fleet, as its discovery says: founds the cluster, then starts agents, calls them, or waits for them
 * to join. Closing gives up all runs, ends agents that were started here, and leaves. Thread-safe.
 */
public final class FleetStarter implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FleetStarter.class);
    private static final Duration VALIDITY = Duration.ofMinutes(15);
    private static final int LEAST_JAVA = 21;
    private static final int SECRET_BYTES = 32;

    private final Fleet fleet;
    private final String version;
    private final boolean callsOn;
    private final String cluster;
    private final Seal seal;
    private final Gate gate;
    private final Loop loop = new ThreadLoop("perf-coordinator");
    private final JGroupsTransport transport;
    private final Coordinator coordinator;
    private final @Nullable LocalAgents local;
    private final AtomicBoolean isOver = new AtomicBoolean();

    private FleetStarter(Fleet fleet, String version, boolean callsOn) {
        this.fleet = fleet;
        this.callsOn = callsOn;
        this.version = version;
        boolean isLocal = fleet.discovery() instanceof Discovery.Local;
        FleetIdentity identity =
                fleet.security() == null || isLocal ? null : FleetIdentity.load(fleet.security(), Role.COORDINATOR);
        byte[] secret = new byte[isLocal ? SECRET_BYTES : 0];
        new SecureRandom().nextBytes(secret);
        this.cluster = identity != null ? identity.fleet() : isLocal ? "perf-" + UUID.randomUUID() : "perf";
        this.seal = identity != null ? Seal.of(identity) : isLocal ? Seal.ephemeral() : Seal.none();
        this.gate = identity != null ? Gate.secured(identity, false) : Gate.insecure();
        this.transport = found(identity == null ? secret : identity.joinSecret());
        this.coordinator =
                new Coordinator(CoordinatorSettings.of(fleet, version, LEAST_JAVA, this::close), loop, transport);
        coordinator.start();
        this.local = isLocal ? LocalAgents.start(fleet.agents(), address(), cluster, secret, seal.publicKey()) : null;
        callAgents();
    }

    /**
     * Founds the cluster and begins to look for agents.
     *
     * @param version version of Perf, which agents must have too
     * @throws FleetException if the address cannot be listened on, certificates are missing, or agents cannot be started
     */
    public static FleetStarter start(Fleet fleet, String version) {
        return new FleetStarter(fleet, version, false);
    }

    /**
     * Does what {@link #start} does and, until it is closed, calls agents that are not there: they may have been started late,
     * or again.
     *
     * @param version version of Perf, which agents must have too
     * @throws FleetException if the address cannot be listened on, certificates are missing, or agents cannot be started
     */
    public static FleetStarter startAndKeep(Fleet fleet, String version) {
        return new FleetStarter(fleet, version, true);
    }

    private byte[] close(String run, List<String> agents, byte[] orders) {
        return seal.close(new Envelope(run, Instant.now().plus(VALIDITY), agents, orders));
    }

    private JGroupsTransport found(byte[] secret) {
        HostPort listen = fleet.listen() == null ? new HostPort("127.0.0.1", 0) : HostPort.parse(fleet.listen());
        try {
            return JGroupsCluster.founding(new ClusterSettings(
                            cluster,
                            new InetSocketAddress(listen.host(), listen.port()),
                            0,
                            null,
                            fleet.heartbeatInterval(),
                            fleet.nodeTimeout(),
                            gate,
                            secret,
                            ClusterSettings.Limits.OF_AGENTS))
                    .join();
        } catch (IOException unusable) {
            loop.close();
            throw new FleetException(
                    "the coordinator cannot listen at " + listen + ": " + unusable.getMessage(), unusable);
        }
    }

    /** Returns where the coordinator listens. */
    public HostPort address() {
        InetSocketAddress self = transport.address();
        return new HostPort(self.getAddress().getHostAddress(), self.getPort());
    }

    /** Returns the coordinator, to have runs got ready by. */
    public Coordinator coordinator() {
        return coordinator;
    }

    private void callAgents() {
        if (fleet.discovery() instanceof Discovery.Local || fleet.discovery() instanceof Discovery.Joining) {
            return;
        }
        var calls = new AgentCalls(gate, seal);
        var calling = new Calling(
                fleet.discovery(), calls, new Invitation(cluster, address(), version), coordinator, loop::nanos);
        loop.aside("perf-calls", () -> {
            try {
                calling.go(fleet.joinTimeout(), callsOn, isOver::get);
            } catch (CancellationException closed) {
                LOG.trace("closed while agents were called", closed);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            }
        });
    }

    @Override
    public void close() {
        if (isOver.getAndSet(true)) {
            return;
        }
        coordinator.close();
        try {
            // Its answer comes when agents have been told that they are free.
            coordinator.agents();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        if (local != null) {
            local.close();
        }
        transport.close();
        loop.close();
    }
}
