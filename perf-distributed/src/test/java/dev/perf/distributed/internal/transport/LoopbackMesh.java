package dev.perf.distributed.internal.transport;

import dev.perf.distributed.internal.security.Gate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A cluster of JGroups whose members are all in this process, on loopback, without certificates. */
public final class LoopbackMesh implements Meeting {

    private final JGroupsTransport middle;
    private final Map<String, JGroupsTransport> members = new ConcurrentHashMap<>();

    /** Founds it. */
    public LoopbackMesh() throws IOException {
        middle = JGroupsCluster.founding(settings(ClusterSettings.Limits.OF_AGENTS))
                .join();
    }

    private static ClusterSettings settings(ClusterSettings.Limits limits) {
        return new ClusterSettings(
                "perf-mesh",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                0,
                null,
                Duration.ofMillis(500),
                Duration.ofSeconds(4),
                Gate.insecure(),
                new byte[0],
                limits);
    }

    @Override
    public Transport middle() {
        return middle;
    }

    @Override
    public Cluster cluster(String name) {
        InetSocketAddress to = middle.address();
        JGroupsCluster cluster = JGroupsCluster.joining(
                settings(ClusterSettings.Limits.OF_COORDINATOR), to.getHostString(), to.getPort());
        return new Cluster() {
            @Override
            public Transport join() throws IOException {
                JGroupsTransport joined = cluster.join();
                members.put(name, joined);
                return joined;
            }

            @Override
            public String where() {
                return cluster.where();
            }
        };
    }

    /** Ends the connections of a member as the death of its process does. */
    public void kill(String name) {
        JGroupsTransport member = members.get(name);
        if (member == null) {
            throw new IllegalArgumentException(name + " has never joined");
        }
        ((JGroupsCluster.Tcp) member.channel().getProtocolStack().getTransport()).crash();
    }

    @Override
    public void close() {
        middle.close();
    }
}
