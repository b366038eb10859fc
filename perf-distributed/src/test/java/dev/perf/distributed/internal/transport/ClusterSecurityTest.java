package dev.perf.distributed.internal.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.distributed.internal.security.Gate;
import dev.perf.distributed.internal.security.TestFleet;
import dev.perf.distributed.internal.transport.ClusterSettings.Limits;
import dev.perf.fleet.FleetException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who gets into a cluster of JGroups, and who does not. */
@Timeout(60)
class ClusterSecurityTest {

    private static final byte[] SECRET = {1, 2, 3};

    private final Heard heard = new Heard();

    @SuppressWarnings("NullAway.Init") // by found
    private TestFleet fleet;

    @SuppressWarnings("NullAway.Init") // by found
    private JGroupsTransport coordinator;

    @BeforeEach
    void found() throws IOException {
        fleet = TestFleet.ours();
        coordinator = JGroupsCluster.founding(
                        settings(Gate.secured(fleet.coordinator(), true), SECRET, Limits.OF_AGENTS))
                .join();
        coordinator.start(heard);
    }

    @AfterEach
    void close() {
        coordinator.close();
    }

    @Test
    void takesAgentsOfTheFleet() throws Exception {
        try (JGroupsTransport agent = join(Gate.secured(fleet.agent("one"), false), SECRET)) {
            heard.await("joined " + agent.self().id());
            agent.send(coordinator.self(), "hello".getBytes(UTF_8));
            heard.await(agent.self().id() + " says hello");
        }
    }

    @Test
    void takesNoForeignCertificate() throws IOException {
        assertRefused(Gate.secured(TestFleet.foreign().agent("one"), false), "certificate refused");
    }

    @Test
    void takesNobodyWithoutCertificate() {
        assertRefused(Gate.insecure(), "");
    }

    @Test
    void tellsNothingToWhoSpeaksPlainly() throws IOException {
        try (Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), coordinator.address().getPort())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(UTF_8));
            InputStream in = socket.getInputStream();
            // An alert of TLS, and no more.
            assertThat(in.readAllBytes()).hasSizeLessThan(10);
        }
        assertThat(heard.lines()).isEmpty();
    }

    @Test
    void takesNoAgentInTheCoordinatorsPlace() throws IOException {
        try (JGroupsTransport impostor = JGroupsCluster.founding(
                        settings(Gate.secured(fleet.agent("two"), false), SECRET, Limits.OF_AGENTS))
                .join()) {
            assertThatThrownBy(() -> JGroupsCluster.joining(
                                    settings(Gate.secured(fleet.agent("one"), false), SECRET, Limits.OF_COORDINATOR),
                                    "127.0.0.1",
                                    impostor.address().getPort())
                            .join())
                    .isInstanceOf(IOException.class)
                    .hasMessage("no coordinator found at 127.0.0.1:"
                            + impostor.address().getPort()
                            + ": certificate refused: it is for the role agent, which may not do this");
        }
    }

    @Test
    void takesNobodyWithAnotherJoinSecretAndSaysSoForGood() {
        Gate gate = Gate.secured(fleet.agent("one"), false);
        assertThatThrownBy(() -> join(gate, new byte[] {3, 2, 1}))
                .isInstanceOf(SecurityException.class)
                .hasMessageStartingWith("refused by the coordinator: the join secret is another");
        assertThatThrownBy(() -> join(gate, new byte[0])).isInstanceOf(SecurityException.class);
        assertThat(heard.lines()).isEmpty();
    }

    @Test
    void takesAgentsWhileFortyOthersSayNothing() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                silent.add(new Socket(
                        InetAddress.getLoopbackAddress(), coordinator.address().getPort()));
            }
            long begin = System.nanoTime();
            try (JGroupsTransport agent = join(Gate.secured(fleet.agent("one"), false), SECRET)) {
                heard.await("joined " + agent.self().id());
                assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
            }
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void cutsOffWhoSendsTooMuch() throws Exception {
        Heard guarded = new Heard();
        Limits few = new Limits(100, 1 << 20, 1 << 20);
        try (JGroupsTransport founder = JGroupsCluster.founding(settings(Gate.insecure(), SECRET, few))
                        .join();
                JGroupsTransport agent = JGroupsCluster.joining(
                                settings(Gate.insecure(), SECRET, Limits.OF_COORDINATOR),
                                "127.0.0.1",
                                founder.address().getPort())
                        .join()) {
            founder.start(guarded);
            guarded.await("joined " + agent.self().id());
            for (int i = 0; i < 1_000; i++) {
                agent.send(founder.self(), new byte[0]);
            }
            guarded.await("left " + agent.self().id() + ": cut off: it sent more than 100 messages per second");
            assertThat(founder.members()).containsExactly(founder.self());
        }
    }

    @Test
    void saysWhoIsNotThere() throws IOException {
        int port = coordinator.address().getPort();
        coordinator.close();

        assertThatThrownBy(() -> join(Gate.secured(fleet.agent("one"), false), SECRET))
                .isInstanceOf(IOException.class)
                .hasMessage("no coordinator found at 127.0.0.1:" + port + ": nobody listens there");
        assertThatThrownBy(() -> Joining.join(
                        JGroupsCluster.joining(
                                settings(Gate.secured(fleet.agent("one"), false), SECRET, Limits.OF_COORDINATOR),
                                "127.0.0.1",
                                port),
                        (transport, taken) -> new Heard(),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2)))
                .isInstanceOf(TimeoutException.class)
                .hasMessage("no coordinator at 127.0.0.1:" + port
                        + " took this agent up within 2000 ms: no coordinator found at 127.0.0.1:" + port
                        + ": nobody listens there");
    }

    @Test
    void tellsWhoseConnectionWasClosed() throws Exception {
        JGroupsTransport agent = join(Gate.secured(fleet.agent("one"), false), SECRET);
        heard.await("joined " + agent.self().id());
        agent.crash();

        heard.await("left " + agent.self().id() + ": its connection was closed");
    }

    @Test
    void refusesSettingsThatDoNotFit() {
        assertThatThrownBy(() -> new ClusterSettings(
                        "c",
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        0,
                        null,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Gate.insecure(),
                        SECRET,
                        Limits.OF_AGENTS))
                .isInstanceOf(FleetException.class)
                .hasMessage("a node timeout of 4000 ms is too short for a heartbeat each 2000 ms; it must be at least"
                        + " four times as long");
        assertThatThrownBy(() -> JGroupsCluster.requireVersion(5, 5, 6))
                .isInstanceOf(FleetException.class)
                .hasMessage("JGroups 5.5.6 is on the class path, but a fleet needs 5.5.7 or later; raise its version,"
                        + " or exclude the older one");
        JGroupsCluster.requireVersion(5, 6, 0);
    }

    private void assertRefused(Gate gate, String reason) {
        assertThatThrownBy(() -> join(gate, SECRET))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("no coordinator found at 127.0.0.1:"
                        + coordinator.address().getPort())
                .hasMessageContaining(reason);
        assertThat(heard.lines()).isEmpty();
        assertThat(coordinator.members()).containsExactly(coordinator.self());
    }

    private JGroupsTransport join(Gate gate, byte[] secret) throws IOException {
        return JGroupsCluster.joining(
                        settings(gate, secret, Limits.OF_COORDINATOR),
                        "127.0.0.1",
                        coordinator.address().getPort())
                .join();
    }

    private static ClusterSettings settings(Gate gate, byte[] secret, Limits limits) {
        return new ClusterSettings(
                "perf-secure",
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                0,
                null,
                Duration.ofMillis(500),
                Duration.ofSeconds(4),
                gate,
                secret,
                limits);
    }
}
