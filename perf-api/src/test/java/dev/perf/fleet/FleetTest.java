package dev.perf.fleet;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.perf.LoadTest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FleetTest {

    @Test
    void hasDefaults() {
        Fleet fleet = Fleet.local(3);

        assertThat(fleet)
                .isEqualTo(new Fleet(
                        new Fleet.Discovery.Local(),
                        3,
                        null,
                        null,
                        Map.of(),
                        Sharing.CAPACITY,
                        new AgentLoss(1, true),
                        ofSeconds(60),
                        ofMillis(500),
                        ofSeconds(4),
                        List.of(),
                        true));
        assertThat(fleet.lease()).isEqualTo(ofSeconds(3));
        assertThatCode(fleet::validate).doesNotThrowAnyException();
    }

    @Test
    void eachMethodChangesItsSettingAndNoOther() {
        Fleet fleet = Fleet.of("a:1", "[::1]:7800")
                .secured(Path.of("certificates"))
                .listeningOn("10.0.0.1:7700")
                .require("os", "linux")
                .require("zone", "a")
                .sharing(Sharing.ROUND_ROBIN)
                .onAgentLoss(AgentLoss.tolerate(0.2).withoutTakeover())
                .atLeast(1)
                .joinTimeout(ofSeconds(10))
                .heartbeatInterval(ofMillis(200))
                .nodeTimeout(ofSeconds(2))
                .workerArguments("-Xmx2g")
                .workerArguments("-Da=b", "-Dc=d")
                .withoutLateAgents();

        assertThat(fleet)
                .isEqualTo(new Fleet(
                        new Fleet.Discovery.Addresses(List.of("a:1", "[::1]:7800")),
                        1,
                        "10.0.0.1:7700",
                        Path.of("certificates"),
                        Map.of("os", "linux", "zone", "a"),
                        Sharing.ROUND_ROBIN,
                        new AgentLoss(0.2, false),
                        ofSeconds(10),
                        ofMillis(200),
                        ofSeconds(2),
                        List.of("-Xmx2g", "-Da=b", "-Dc=d"),
                        false));
        assertThat(fleet.labels().keySet()).containsExactly("os", "zone");
        assertThat(fleet.lease()).isEqualTo(ofMillis(1_500));
        assertThatCode(fleet::validate).doesNotThrowAnyException();
    }

    @Test
    void isNotChangedThroughWhatItWasMadeOf() {
        var labels = new LinkedHashMap<>(Map.of("os", "linux"));
        var arguments = new ArrayList<>(List.of("-Xmx2g"));
        Fleet fleet = new Fleet(
                new Fleet.Discovery.Local(),
                1,
                null,
                null,
                labels,
                Sharing.CAPACITY,
                AgentLoss.carryOn(),
                ofSeconds(1),
                ofSeconds(1),
                ofSeconds(4),
                arguments,
                true);
        labels.clear();
        arguments.clear();

        assertThat(fleet.labels()).containsEntry("os", "linux");
        assertThat(fleet.workerArguments()).containsExactly("-Xmx2g");
        assertThat(Fleet.local(1).require("os", "linux")).isNotEqualTo(Fleet.local(1));
    }

    @ParameterizedTest
    @MethodSource
    void refusesASettingThatIsWrong(Fleet fleet, String message) {
        assertThatThrownBy(fleet::validate).isInstanceOf(FleetException.class).hasMessage("fleet: " + message);
    }

    static Stream<Arguments> refusesASettingThatIsWrong() {
        return Stream.of(
                arguments(Fleet.local(0), "the number of agents must be from 1 to 1000, got 0"),
                arguments(Fleet.local(1_001), "the number of agents must be from 1 to 1000, got 1001"),
                arguments(
                        Fleet.of().atLeast(1),
                        "no address is given; name those that agents listen on, or use Fleet.local"),
                arguments(Fleet.of("host"), "agent address must be host:port or [::1]:port, got \"host\""),
                arguments(Fleet.of("::1:7800"), "agent address must be host:port or [::1]:port, got \"::1:7800\""),
                arguments(
                        Fleet.of("http://host:80"),
                        "agent address must be host:port or [::1]:port, got \"http://host:80\""),
                arguments(Fleet.of("host:0"), "agent address must have a port from 1 to 65535, got 0"),
                arguments(Fleet.of("host:65536"), "agent address must have a port from 1 to 65535, got 65536"),
                arguments(Fleet.of("a:1", "b:1", "a:1", "a:1"), "agent address a:1 is given more than once"),
                arguments(
                        Fleet.of("a:1", "b:1").atLeast(3),
                        "3 agents cannot be at 2 addresses; ask for fewer, or name more"),
                arguments(Fleet.of("a:1").atLeast(2), "2 agents cannot be at 1 address; ask for fewer, or name more"),
                arguments(
                        Fleet.dns(" ", 7800, 2),
                        "the name in the DNS is blank; name the service that the agents belong to"),
                arguments(
                        Fleet.dns("agents", 0, 2),
                        "agents found by DNS: each address must have a port from 1 to 65535, got 0"),
                arguments(
                        Fleet.joining("host", 2), "address to listen on must be host:port or [::1]:port, got \"host\""),
                arguments(
                        Fleet.local(1).listeningOn("*"),
                        "address to listen on must be host:port or [::1]:port, got \"*\""),
                arguments(
                        Fleet.local(1).require("os", "linux"),
                        "agents of Fleet.local carry no labels, so none could take part; leave the labels out, or start"
                                + " agents with perf agent --label"),
                arguments(Fleet.of("a:1").require(" ", "linux"), "a label with the value \"linux\" has no name"),
                arguments(
                        Fleet.of("a:1").require("os", ""),
                        "label \"os\" has no value; leave it out, or name the one that is wanted"),
                arguments(
                        Fleet.local(1).joinTimeout(Duration.ZERO),
                        "join timeout must be positive and at most 24h, got 0s"),
                arguments(
                        Fleet.local(1).joinTimeout(ofHours(25)),
                        "join timeout must be positive and at most 24h, got 25h"),
                arguments(
                        Fleet.local(1).nodeTimeout(ofSeconds(-1)),
                        "node timeout must be positive and at most 24h, got -1s"),
                arguments(
                        Fleet.local(1).heartbeatInterval(ofMillis(99)),
                        "heartbeat interval must be at least 100ms, got 99ms"),
                arguments(
                        Fleet.local(1).heartbeatInterval(ofMillis(1_001)),
                        "heartbeat interval 1.001s must be at most a quarter of the node timeout 4s, so that one late"
                                + " heartbeat costs no agent; shorten the one or lengthen the other"),
                arguments(
                        Fleet.local(1).workerArguments("-Xmx2g", " "),
                        "an argument of the workers is blank; leave it out"));
    }

    @Test
    void theHeartbeatMayBeAQuarterOfTheNodeTimeout() {
        Fleet fleet = Fleet.local(1000).heartbeatInterval(ofMillis(100)).nodeTimeout(ofMillis(400));

        assertThatCode(fleet::validate).doesNotThrowAnyException();
    }

    @Test
    void agentsThatJoinNeedAnAddressToJoin() {
        Fleet fleet = new Fleet(
                new Fleet.Discovery.Joining(),
                2,
                null,
                null,
                Map.of(),
                Sharing.CAPACITY,
                AgentLoss.carryOn(),
                ofSeconds(1),
                ofSeconds(1),
                ofSeconds(4),
                List.of(),
                true);

        assertThatThrownBy(fleet::validate)
                .hasMessage("fleet: agents that join need an address to join; name it with listeningOn");
    }

    @Test
    void listsAllMistakesAtOnce() {
        Fleet fleet = Fleet.of("a", "b:1")
                .atLeast(0)
                .require("os", " ")
                .joinTimeout(Duration.ZERO)
                .nodeTimeout(Duration.ZERO)
                .heartbeatInterval(Duration.ZERO);

        assertThatThrownBy(fleet::validate).isInstanceOf(FleetException.class).hasMessage("""
            the fleet has 6 mistakes
              the number of agents must be from 1 to 1000, got 0
              agent address must be host:port or [::1]:port, got "a"
              label "os" has no value; leave it out, or name the one that is wanted
              join timeout must be positive and at most 24h, got 0s
              node timeout must be positive and at most 24h, got 0s
              heartbeat interval must be at least 100ms, got 0s\
            """);
    }

    @ParameterizedTest
    @ValueSource(doubles = {-0.01, 1.01, Double.NaN})
    void refusesAPartOfTheAgentsThatIsNone(double part) {
        assertThatThrownBy(() -> AgentLoss.tolerate(part))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the part of the agents that may be lost must be from 0 to 1, got " + part
                        + "; write 0.2 for a fifth");
    }

    @Test
    void aTestSaysWhatItTakesToRunOnAFleet() {
        LoadTest test = loadTest("t").run(scenario("s").exec(exec("work", user -> {})), users(1).during(ofSeconds(1)));

        assertThatThrownBy(() -> test.runOn(Fleet.local(2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("add the dependency dev.perf:perf-distributed to run a test on several machines");
        assertThatThrownBy(() -> test.startOn(Fleet.local(0)))
                .isInstanceOf(FleetException.class)
                .hasMessage("fleet: the number of agents must be from 1 to 1000, got 0");
    }
}
