package dev.perf.distributed.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.distributed.internal.security.Gate;
import dev.perf.distributed.internal.security.Seal;
import dev.perf.distributed.internal.security.SealCheck;
import dev.perf.distributed.internal.security.TestFleet;
import dev.perf.distributed.internal.transport.AgentCalls.Call;
import dev.perf.distributed.internal.transport.AgentCalls.Outcome;
import dev.perf.distributed.internal.transport.Callbox.Answer;
import dev.perf.fleet.FleetException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CallboxTest {

    private static final Invitation INVITATION = new Invitation("perf-1", new HostPort("127.0.0.1", 7_800), "0.1.0");

    private final List<String> told = new CopyOnWriteArrayList<>();

    @Test
    void tellsTheAgentWhoCallsAndTheCoordinatorWhatItAnswers() throws Exception {
        TestFleet fleet = TestFleet.ours();
        try (Callbox free = secured(fleet, "one", Answer.accepted());
                Callbox busy = secured(fleet, "two", Answer.busy("it runs another test"))) {
            List<Call> calls = new AgentCalls(Gate.secured(fleet.coordinator(), true), Seal.of(fleet.coordinator()))
                    .call(List.of(at(free), at(busy)), "run-1", INVITATION);

            assertThat(calls)
                    .containsExactly(
                            new Call(at(free), Outcome.ACCEPTED, "", "id-one", "0.1.0"),
                            new Call(at(busy), Outcome.BUSY, "it runs another test", "id-two", "0.1.0"));
        }
        assertThat(told).containsExactlyInAnyOrder("one: run-1 " + INVITATION, "two: run-1 " + INVITATION);
    }

    @Test
    void callsInsecureAgentsOnLoopback() throws Exception {
        try (Callbox callbox = insecure()) {
            assertThat(new AgentCalls(Gate.insecure(), Seal.none()).call(List.of(at(callbox)), "run-1", INVITATION))
                    .containsExactly(new Call(at(callbox), Outcome.ACCEPTED, "", "id", "0.1.0"));
        }
    }

    @Test
    void saysWhyNobodyAnswers() throws Exception {
        HostPort closed;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = new HostPort("127.0.0.1", unused.getLocalPort());
        }
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            HostPort mute = new HostPort("127.0.0.1", silent.getLocalPort());
            HostPort unknown = new HostPort("no-such-host.invalid", 7_800);

            assertThat(new AgentCalls(Gate.insecure(), Seal.none(), Duration.ofSeconds(1))
                            .call(List.of(closed, mute, unknown), "run-1", INVITATION))
                    .extracting(Call::reason)
                    .containsExactly(
                            "nobody listens there", "no answer within 1 s", "unknown host no-such-host.invalid");
        }
    }

    @Test
    void refusesAForeignCoordinatorAndTellsItNothing() throws Exception {
        TestFleet foreign = TestFleet.foreign();
        try (Callbox callbox = secured(TestFleet.ours(), "one", Answer.accepted())) {
            Call call = only(new AgentCalls(Gate.secured(foreign.coordinator(), false), Seal.of(foreign.coordinator()))
                    .call(List.of(at(callbox)), "run-1", INVITATION));

            assertThat(call.outcome()).isEqualTo(Outcome.UNREACHED);
            assertThat(call.reason()).startsWith("certificate refused: ");
            assertThat(call.agentId()).isEmpty();
        }
        assertThat(told).isEmpty();
    }

    @Test
    void refusesAnAgentThatCalls() throws Exception {
        TestFleet fleet = TestFleet.ours();
        try (Callbox callbox = secured(fleet, "one", Answer.accepted())) {
            Call call = only(new AgentCalls(Gate.secured(fleet.agent("two"), false), Seal.of(fleet.agent("two")))
                    .call(List.of(at(callbox)), "run-1", INVITATION));

            assertThat(call.outcome()).isEqualTo(Outcome.UNREACHED);
            assertThat(call.agentId()).isEmpty();
        }
        assertThat(told).isEmpty();
    }

    @Test
    void refusesWhoCallsWithoutTls() throws Exception {
        try (Callbox callbox = secured(TestFleet.ours(), "one", Answer.accepted())) {
            Call call =
                    only(new AgentCalls(Gate.insecure(), Seal.none()).call(List.of(at(callbox)), "run-1", INVITATION));

            assertThat(call.outcome()).isEqualTo(Outcome.UNREACHED);
            assertThat(call.agentId()).isEmpty();
        }
        assertThat(told).isEmpty();
    }

    @Test
    void refusesAnInvitationThatAnAgentSealed() throws Exception {
        TestFleet fleet = TestFleet.ours();
        try (Callbox callbox = secured(fleet, "one", Answer.accepted())) {
            assertThat(new AgentCalls(Gate.secured(fleet.coordinator(), false), Seal.of(fleet.agent("two")))
                            .call(List.of(at(callbox)), "run-1", INVITATION))
                    .containsExactly(new Call(
                            at(callbox),
                            Outcome.REFUSED,
                            "an envelope was refused: it is for the role agent, which may not do this",
                            "id-one",
                            "0.1.0"));
        }
        assertThat(told).isEmpty();
    }

    @Test
    void answersWhileOthersSayNothing() throws Exception {
        List<Socket> silent = new ArrayList<>();
        try (Callbox callbox = insecure()) {
            for (int i = 0; i < 80; i++) {
                silent.add(new Socket(
                        InetAddress.getLoopbackAddress(), callbox.address().getPort()));
            }
            assertThat(only(new AgentCalls(Gate.insecure(), Seal.none())
                                    .call(List.of(at(callbox)), "run-1", INVITATION))
                            .outcome())
                    .isEqualTo(Outcome.ACCEPTED);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @Test
    void hangsUpOnWhoSaysNothing() throws Exception {
        try (Callbox callbox = insecure();
                Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), callbox.address().getPort())) {
            socket.setSoTimeout(20_000);
            assertThat(socket.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void refusesToListenElsewhereWithoutCertificates() throws Exception {
        InetAddress elsewhere = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1});

        assertThatThrownBy(() -> open(new InetSocketAddress(elsewhere, 0)))
                .isInstanceOf(FleetException.class)
                .hasMessage("without certificates only loopback can be listened on, not 192.0.2.1: whoever reaches an"
                        + " agent has code run there; make certificates with perf fleet init");
        assertThatThrownBy(() -> open(new InetSocketAddress("0.0.0.0", 0)))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("not 0.0.0.0");
    }

    @Test
    void saysWhichPortIsInUseAndTakesTheNextIfAllowed() throws Exception {
        try (Callbox first = insecure()) {
            InetSocketAddress taken = first.address();

            assertThatThrownBy(() -> open(taken))
                    .isInstanceOf(BindException.class)
                    .hasMessage("port " + taken.getPort()
                            + " of 127.0.0.1 is in use; end what listens there, or choose another");
        }
    }

    @Test
    void resolvesAllAddressesOfAName() {
        assertThat(AgentCalls.resolve("127.0.0.1", 7_800)).containsExactly(new HostPort("127.0.0.1", 7_800));
        assertThatThrownBy(() -> AgentCalls.resolve("no-such-host.invalid", 7_800))
                .isInstanceOf(FleetException.class)
                .hasMessage("the name no-such-host.invalid stands for no address; is it spelled right, and are agents"
                        + " running?");
    }

    @Test
    void readsAddresses() {
        assertThat(HostPort.parse("a.example:1")).isEqualTo(new HostPort("a.example", 1));
        assertThat(HostPort.parse("[::1]:7800"))
                .isEqualTo(new HostPort("::1", 7_800))
                .hasToString("[::1]:7800");
        for (String malformed : List.of("a", "a:", ":1", "a:b", "a:70000", "::1:7800", "a:1:2")) {
            assertThatThrownBy(() -> HostPort.parse(malformed))
                    .isInstanceOf(FleetException.class)
                    .hasMessage("address \"" + malformed + "\" must have the form host:port, such as 10.0.0.7:7800");
        }
    }

    private Callbox secured(TestFleet fleet, String name, Answer answer) throws IOException {
        return Callbox.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                0,
                Gate.secured(fleet.agent(name), false),
                SealCheck.of(fleet.agent(name), "id-" + name, InstantSource.system()),
                "id-" + name,
                "0.1.0",
                (run, invitation) -> {
                    told.add(name + ": " + run + " " + invitation);
                    return answer;
                });
    }

    private static Callbox insecure() throws IOException {
        return open(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static Callbox open(InetSocketAddress listen) throws IOException {
        return Callbox.open(
                listen,
                0,
                Gate.insecure(),
                SealCheck.none("id", InstantSource.system()),
                "id",
                "0.1.0",
                (run, invitation) -> Answer.accepted());
    }

    private static HostPort at(Callbox callbox) {
        return new HostPort("127.0.0.1", callbox.address().getPort());
    }

    private static Call only(List<Call> calls) {
        assertThat(calls).hasSize(1);
        return calls.getFirst();
    }
}
