package dev.perf.fleet;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FleetParserTest {

    @ParameterizedTest
    @MethodSource
    void readsAFleet(String text, Fleet fleet) {
        assertThat(Fleet.parse(text)).isEqualTo(fleet);
    }

    static Stream<Arguments> readsAFleet() {
        return Stream.of(
                arguments("local:3", Fleet.local(3)),
                arguments("host1:7800", Fleet.of("host1:7800")),
                arguments("host1:7800,[::1]:7801,10.0.0.3:7802", Fleet.of("host1:7800", "[::1]:7801", "10.0.0.3:7802")),
                arguments("dns:agents.load.svc:7800:3", Fleet.dns("agents.load.svc", 7800, 3)),
                arguments("join:[fe80::1]:7800:12", Fleet.joining("[fe80::1]:7800", 12)),
                arguments(
                        "a:1,b:1?agents=1&listen=c:2&security=/etc/perf&sharing=round-robin",
                        Fleet.of("a:1", "b:1")
                                .atLeast(1)
                                .listeningOn("c:2")
                                .secured(Path.of("/etc/perf"))
                                .sharing(Sharing.ROUND_ROBIN)),
                arguments("local:3?sharing=capacity&loss=carry-on&takeover=yes&late=yes", Fleet.local(3)),
                arguments("local:3?loss=stop", Fleet.local(3).onAgentLoss(AgentLoss.stop())),
                arguments("local:3?loss=tolerate:12.5%", Fleet.local(3).onAgentLoss(AgentLoss.tolerate(0.125))),
                arguments(
                        "a:1?labels=os=linux,zone=a&labels=gpu=no",
                        Fleet.of("a:1")
                                .require("os", "linux")
                                .require("zone", "a")
                                .require("gpu", "no")),
                arguments(
                        "local:3?join-timeout=10s&heartbeat=200ms&timeout=1.5s",
                        Fleet.local(3)
                                .joinTimeout(ofSeconds(10))
                                .heartbeatInterval(ofMillis(200))
                                .nodeTimeout(ofMillis(1_500))),
                arguments(
                        "local:3?worker=-Xmx2g&worker=-Da=b?c&late=no",
                        Fleet.local(3).workerArguments("-Xmx2g", "-Da=b?c").withoutLateAgents()));
    }

    @Test
    void nobodyTakesOverWhereverThatIsSaid() {
        Fleet expected = Fleet.local(3).onAgentLoss(AgentLoss.tolerate(0.2).withoutTakeover());

        assertThat(Fleet.parse("local:3?takeover=no&loss=tolerate:20%")).isEqualTo(expected);
        assertThat(Fleet.parse("local:3?loss=tolerate:20%&takeover=no")).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        ''                          | 0  | expected where the agents are: local:3, host1:7800,host2:7800, dns:name:7800:3 or join:host:7800:3
        ?late=no                    | 0  | expected where the agents are: local:3, host1:7800,host2:7800, dns:name:7800:3 or join:host:7800:3
        local                       | 0  | expected local:AGENTS, such as local:3
        local:                      | 6  | the number of agents must be a whole number from 1 to 1000, got ""
        local:0                     | 6  | the number of agents must be a whole number from 1 to 1000, got "0"
        local:many                  | 6  | the number of agents must be a whole number from 1 to 1000, got "many"
        local:1001                  | 6  | the number of agents must be a whole number from 1 to 1000, got "1001"
        host1:7800,host2            | 11 | address must be host:port or [::1]:port, got "host2"
        host1:7800,,host2:7800      | 11 | address must be host:port or [::1]:port, got ""
        host1:7800,host2:70000      | 11 | address must have a port from 1 to 65535, got 70000
        host1:7800, host2:7800      | 11 | address must be host:port or [::1]:port, got " host2:7800"
        dns:agents                  | 4  | expected dns:NAME:PORT:AGENTS, such as dns:agents.load.svc:7800:3
        dns:agents:3                | 4  | expected dns:NAME:PORT:AGENTS, such as dns:agents.load.svc:7800:3
        dns:agents:0:3              | 4  | address must have a port from 1 to 65535, got 0
        dns:agents:7800:x           | 16 | the number of agents must be a whole number from 1 to 1000, got "x"
        dns::7800:3                 | 4  | expected dns:NAME:PORT:AGENTS, such as dns:agents.load.svc:7800:3
        join:host                   | 5  | expected join:HOST:PORT:AGENTS, such as join:10.0.0.1:7800:3
        join:host:7800              | 5  | address must be host:port or [::1]:port, got "host"
        local:3?                    | 8  | unknown option ""; there are agents, listen, security, labels, sharing, loss, takeover, join-timeout, heartbeat, timeout, worker, late
        local:3?shaing=capacity     | 8  | unknown option "shaing"; did you mean "sharing"? there are agents, listen, security, labels, sharing, loss, takeover, join-timeout, heartbeat, timeout, worker, late
        local:3?late                | 8  | option late has no value; write late=VALUE
        local:3?late=               | 8  | option late has no value; write late=VALUE
        local:3?late=no&late=no     | 16 | option late is given more than once
        local:3?late=never          | 13 | must be yes or no, got "never"
        local:3?sharing=equal       | 16 | sharing must be capacity or round-robin, got "equal"
        local:3?loss=tolerate       | 13 | loss must be carry-on, stop or tolerate with a part of the agents from 0% to 100%, such as tolerate:20%, got "tolerate"
        local:3?loss=tolerate:120%  | 13 | loss must be carry-on, stop or tolerate with a part of the agents from 0% to 100%, such as tolerate:20%, got "tolerate:120%"
        local:3?labels=os=linux,a=  | 24 | a label must be KEY=VALUE, got "a="
        local:3?timeout=4           | 16 | duration "4" must be a number with a unit, such as 500ms, 30s, 1m30s or 2h
        local:3?listen=7800         | 15 | address must be host:port or [::1]:port, got "7800"
        local:3?agents=-1           | 15 | the number of agents must be a whole number from 1 to 1000, got "-1"
        """)
    void saysWhereTheMistakeIs(String text, int at, String message) {
        assertThatThrownBy(() -> Fleet.parse(text))
                .isInstanceOf(FleetException.class)
                .hasMessage("fleet \"" + text + "\" at " + at + ": " + message);
    }

    @Test
    void settingsThatDoNotGoTogetherAreRefusedTooWhenTheyAreRead() {
        assertThatThrownBy(() -> Fleet.parse("local:3?timeout=1s&heartbeat=1s&join-timeout=0s"))
                .isInstanceOf(FleetException.class)
                .hasMessage("""
                    the fleet has 2 mistakes
                      join timeout must be positive and at most 24h, got 0s
                      heartbeat interval 1s must be at most a quarter of the node timeout 1s, so that one late\
                     heartbeat costs no agent; shorten the one or lengthen the other\
                    """);
    }
}
