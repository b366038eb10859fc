package dev.perf.distributed.internal.transport;

import dev.perf.distributed.internal.security.Gate;
import dev.perf.distributed.internal.transport.ClusterSettings.Limits;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Members of a cluster of JGroups in one process, on loopback, without certificates. */
class JGroupsTransportTest extends TransportContract {

    private @Nullable InetSocketAddress coordinator;

    @Override
    Cluster coordinator() {
        JGroupsCluster cluster = JGroupsCluster.founding(settings(new byte[] {1}, Limits.OF_COORDINATOR));
        return new Cluster() {
            @Override
            public Transport join() throws java.io.IOException {
                JGroupsTransport transport = cluster.join();
                coordinator = transport.address();
                return transport;
            }

            @Override
            public String where() {
                return cluster.where();
            }
        };
    }

    @Override
    Cluster agent() {
        InetSocketAddress there = coordinator;
        if (there == null) {
            throw new IllegalStateException("the coordinator comes first");
        }
        return JGroupsCluster.joining(
                settings(new byte[] {1}, Limits.OF_COORDINATOR), there.getHostString(), there.getPort());
    }

    @Override
    boolean isUrgent(Transport at) {
        return ((JGroupsTransport) at).isUrgent();
    }

    private static ClusterSettings settings(byte[] secret, Limits limits) {
        return new ClusterSettings(
                "perf-test",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                0,
                null,
                Duration.ofMillis(500),
                Duration.ofSeconds(4),
                Gate.insecure(),
                secret,
                limits);
    }
}
