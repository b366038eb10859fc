package dev.perf.distributed.internal.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.distributed.internal.agent.AgentAccess;
import dev.perf.distributed.internal.agent.AgentProcess;
import dev.perf.distributed.internal.agent.AgentSettings;
import dev.perf.distributed.internal.agent.BundleClassPaths;
import dev.perf.distributed.internal.bundle.BundleCache;
import dev.perf.distributed.internal.message.Node;
import dev.perf.distributed.internal.transport.HostPort;
import dev.perf.distributed.internal.worker.WorkerProcess;
import dev.perf.engine.conduct.Fleets;
import dev.perf.fleet.Fleet;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Agents in processes of their own, over JGroups. */
@Timeout(120)
class FleetStarterTest {

    @TempDir
    private Path folder;

    @Test
    void startsAgentsOfThisMachineAndEndsThem() throws InterruptedException {
        List<ProcessHandle> started;
        try (var starter = FleetStarter.start(Fleet.local(2), Fleets.version())) {
            started = ProcessHandle.current().children().toList();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (starter.coordinator().agents().size() < 2) {
                assertThat(System.nanoTime())
                        .as("agents: " + starter.coordinator().agents())
                        .isLessThan(end);
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(starter.coordinator().agents())
                    .extracting(agent -> agent.node().name())
                    .containsExactly("local-1", "local-2");
            assertThat(started).hasSizeGreaterThanOrEqualTo(2);
        }
        assertThat(started).noneMatch(ProcessHandle::isAlive);
    }

    @Test
    void callsAnAgentThatIsStartedAgainAtItsAddress() throws Exception {
        int port = freePort();
        Fleet fleet = Fleet.of("127.0.0.1:" + port);
        AgentProcess first = listening(port);
        try (var starter = FleetStarter.startAndKeep(fleet, Fleets.version())) {
            Set<String> before = ids(starter, Set.of());
            first.close();
            first.over().get(60, TimeUnit.SECONDS);
            AgentProcess second = listening(port);
            try {
                assertThat(ids(starter, before)).hasSize(1).doesNotContainAnyElementsOf(before);
            } finally {
                second.close();
            }
        }
    }

    /** Awaits an agent that is none of those before. */
    private static Set<String> ids(FleetStarter starter, Set<String> before) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            Set<String> now = starter.coordinator().agentIds();
            if (!now.isEmpty() && !before.containsAll(now)) {
                return now;
            }
            assertThat(System.nanoTime()).as("agents %s, not %s", now, before).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    private AgentProcess listening(int port) {
        var node = new Node("one", "", Fleets.version(), 25, "25", "Linux", 1, 1 << 30, Map.of(), 0, 1);
        return AgentProcess.listening(
                new HostPort("127.0.0.1", port),
                AgentSettings.of(node, folder),
                AgentAccess.insecure(),
                WorkerProcess.starter(),
                new BundleClassPaths(new BundleCache(folder.resolve("cache"), BundleCache.DEFAULT_MOST_BYTES)));
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }
}
