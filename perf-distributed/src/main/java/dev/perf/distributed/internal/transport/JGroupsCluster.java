package dev.perf.distributed.internal.transport;

import dev.perf.distributed.internal.security.GuardedServerSocket;
import dev.perf.distributed.internal.security.Role;
import dev.perf.fleet.FleetException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jgroups.JChannel;
import org.jgroups.Version;
import org.jgroups.auth.AuthToken;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.logging.CustomLogFactory;
import org.jgroups.logging.LogFactory;
import org.jgroups.protocols.AUTH;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.FRAG4;
import org.jgroups.protocols.NAKACK4;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UNICAST4;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.stack.Protocol;
import org.jgroups.util.DefaultThreadFactory;
import org.jspecify.annotations.Nullable;

/**
 * A cluster of JGroups, one TCP port for each member. The coordinator founds it, knowing nobody but itself; agents know the
 * coordinator alone, and join it. Who comes back after a break is another member: clusters are never merged.
 */
public final class JGroupsCluster implements Cluster {

    private static final int FRAGMENT_BYTES = 60_000;
    private static final int MOST_BYTES_AT_ONCE = 16 << 20;
    /** In fragments, that is at most 30 MB for a member that reads nothing. */
    private static final int MOST_UNACKNOWLEDGED = 512;

    private static final int VERIFY_MILLIS = 500;
    private static final int CONNECT_MILLIS = 1_000;
    private static final int FOUND_MILLIS = 100;
    private static final int JOIN_MILLIS = 1_000;
    private static final int MOST_JOIN_ATTEMPTS = 3;
    private static final short OLDEST_MAJOR = 5;
    private static final short OLDEST_MINOR = 5;
    private static final short OLDEST_MICRO = 7;
    private static final QuietLog LOG = new QuietLog();
    private static final ReentrantLock MAKING = new ReentrantLock();

    private final ClusterSettings settings;
    private final @Nullable String coordinatorHost;
    private final int coordinatorPort;

    private JGroupsCluster(ClusterSettings settings, @Nullable String coordinatorHost, int coordinatorPort) {
        this.settings = settings;
        this.coordinatorHost = coordinatorHost;
        this.coordinatorPort = coordinatorPort;
        requireVersion(Version.major, Version.minor, Version.micro);
    }

    /**
     * Returns the cluster as its coordinator sees it.
     *
     * @throws FleetException if the JGroups of this process is too old
     */
    public static JGroupsCluster founding(ClusterSettings settings) {
        return new JGroupsCluster(settings, null, 0);
    }

    /**
     * Returns the cluster as an agent sees it.
     *
     * @param host name or address of the coordinator, looked up at each try
     * @param port the coordinator's port
     * @throws FleetException if the JGroups of this process is too old
     */
    public static JGroupsCluster joining(ClusterSettings settings, String host, int port) {
        return new JGroupsCluster(settings, host, port);
    }

    static void requireVersion(int major, int minor, int micro) {
        int found = major * 1_000_000 + minor * 1_000 + micro;
        if (found < OLDEST_MAJOR * 1_000_000 + OLDEST_MINOR * 1_000 + OLDEST_MICRO) {
            throw new FleetException("JGroups " + major + "." + minor + "." + micro
                    + " is on the class path, but a fleet needs 5.5.7 or later; raise its version, or exclude"
                    + " the older one");
        }
    }

    @Override
    public String where() {
        return coordinatorHost == null ? String.valueOf(settings.listen()) : coordinatorHost + ":" + coordinatorPort;
    }

    /**
     * Becomes a member. An agent that does not find the coordinator is none.
     *
     * @throws java.net.BindException if no port is free; the message says which were tried
     */
    @Override
    public JGroupsTransport join() throws IOException {
        @Nullable InetSocketAddress coordinator = null;
        if (coordinatorHost != null) {
            coordinator = new InetSocketAddress(coordinatorHost, coordinatorPort);
            if (coordinator.isUnresolved()) {
                throw new IOException("unknown host " + coordinatorHost);
            }
        }
        GuardedServerSocket server =
                GuardedServerSocket.open(settings.listen(), settings.morePorts(), settings.gate(), Role.ANY);
        JGroupsTransport transport = null;
        boolean isJoined = false;
        try {
            GateSocketFactory sockets = new GateSocketFactory(server, settings.gate(), coordinator);
            transport = open(server, sockets, coordinator);
            transport.connect(settings.cluster());
            if (coordinator != null && transport.isFirst()) {
                IOException cause = sockets.lastFailure();
                throw new IOException(
                        "no coordinator found at " + where() + (cause == null ? "" : ": " + cause.getMessage()), cause);
            }
            isJoined = true;
            return transport;
        } finally {
            if (!isJoined) {
                if (transport != null) {
                    transport.close();
                }
                server.close();
            }
        }
    }

    private JGroupsTransport open(
            GuardedServerSocket server, GateSocketFactory sockets, @Nullable InetSocketAddress coordinator)
            throws IOException {
        InetAddress bound = server.getInetAddress();
        InetAddress reached =
                settings.advertised() == null ? outward(bound) : InetAddress.getByName(settings.advertised());
        InetSocketAddress self = new InetSocketAddress(reached, server.getLocalPort());
        MAKING.lock();
        CustomLogFactory before = LogFactory.getCustomLogFactory();
        try {
            // Loggers are asked for as protocols are made; other clusters in this process keep theirs.
            LogFactory.setCustomLogFactory(LOG);
            ClassConfigurator.addIfAbsent(JoinToken.MAGIC, JoinToken.class);
            Departures departures = new Departures(settings.nodeTimeout());
            JChannel channel = new JChannel(List.of(
                    transport(server, sockets, reached, bound, departures),
                    new TCPPING()
                            .setInitialHosts(List.of(coordinator == null ? self : coordinator))
                            .setPortRange(0),
                    new FD_ALL3()
                            .setTimeout(settings.nodeTimeout().toMillis())
                            .setInterval(settings.heartbeatInterval().toMillis()),
                    new VERIFY_SUSPECT2().setTimeout(VERIFY_MILLIS),
                    new NAKACK4().useMcastXmit(false),
                    new UNICAST4().capacity(MOST_UNACKNOWLEDGED).setConnCloseTimeout(2_000),
                    auth(),
                    new GMS()
                            .setJoinTimeout(coordinator == null ? FOUND_MILLIS : JOIN_MILLIS)
                            .setMaxJoinAttempts(MOST_JOIN_ATTEMPTS)
                            .printLocalAddress(false)
                            .printPhysicalAddress(false),
                    new FRAG4().setFragSize(FRAGMENT_BYTES),
                    departures));
            channel.getProtocolStack().getTransport().getDiagnosticsHandler().setEnabled(false);
            channel.setDiscardOwnMessages(false);
            return new JGroupsTransport(channel, server, self, departures, settings.limits());
        } catch (IOException failure) {
            throw failure;
        } catch (Exception failure) {
            throw new IOException("a channel of JGroups cannot be made: " + failure.getMessage(), failure);
        } finally {
            LogFactory.setCustomLogFactory(before);
            MAKING.unlock();
        }
    }

    private static TCP transport(
            GuardedServerSocket server,
            GateSocketFactory sockets,
            InetAddress reached,
            InetAddress bound,
            Departures departures) {
        TCP tcp = new Tcp(departures);
        tcp.setBindAddr(bound).setBindPort(server.getLocalPort()).setPortRange(0);
        if (!reached.equals(bound)) {
            tcp.setExternalAddr(reached);
        }
        // Virtual threads would wait for carriers behind busy virtual users.
        tcp.useVirtualThreads(false);
        tcp.setThreadFactory(new DefaultThreadFactory("perf-cluster", true, true).useVirtualThreads(false));
        tcp.setSocketFactory(sockets);
        tcp.tls().enabled(false);
        tcp.enableSuspectEvents(true)
                .reaperInterval(0)
                .setConnExpireTime(0)
                .setSockConnTimeout(CONNECT_MILLIS)
                .setPeerAddrReadTimeout(CONNECT_MILLIS)
                .setMaxLength(MOST_BYTES_AT_ONCE)
                .tcpNodelay(true)
                .logDetails(false);
        return tcp;
    }

    private Protocol auth() {
        AuthToken token = new JoinToken(settings.joinSecret(), settings.cluster());
        AUTH auth = new AUTH().setAuthToken(token);
        token.setAuth(auth);
        return auth;
    }

    /** An address that others can use, where all are listened on. */
    private static InetAddress outward(InetAddress bound) throws IOException {
        return bound.isAnyLocalAddress() ? InetAddress.getLocalHost() : bound;
    }

    /** Says whose connections were closed. */
    static final class Tcp extends TCP {

        private final Departures departures;

        Tcp(Departures departures) {
            this.departures = departures;
        }

        @Override
        public void connectionClosed(org.jgroups.blocks.cs.Connection connection) {
            if (!connection.isClosedGracefully()
                    && connection.peerAddress() instanceof org.jgroups.PhysicalAddress peer
                    && logical_addr_cache.getByValue(peer) instanceof org.jgroups.Address member) {
                departures.closed(member);
            }
            super.connectionClosed(connection);
        }

        void crash() {
            srv.clearConnections(false);
            srv.stop();
        }
    }
}
