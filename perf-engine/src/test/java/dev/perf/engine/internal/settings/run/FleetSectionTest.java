package dev.perf.engine.internal.settings.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.document.Mistake;
import dev.perf.engine.internal.settings.Readings;
import dev.perf.engine.internal.settings.run.FleetSection.FleetSettings;
import dev.perf.fleet.AgentLoss;
import dev.perf.fleet.Fleet;
import dev.perf.fleet.Sharing;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fleets of files, compared with what Java would say, and the mistakes in them, word by word. */
class FleetSectionTest {

    private static final Readings<FleetSettings> FLEET = new Readings<>("fleet", FleetSection.SHAPE);

    private static Fleet fleet(String yaml) {
        FleetSettings settings = FLEET.read(yaml);
        assertThat(settings.notes()).isEmpty();
        return settings.fleet();
    }

    @Test
    void aTextIsThatOfTheFlag() {
        assertThat(fleet("fleet: local:3")).isEqualTo(Fleet.local(3));
        assertThat(fleet("fleet: host1:7800,host2:7800?loss=stop"))
                .isEqualTo(Fleet.of("host1:7800", "host2:7800").onAgentLoss(AgentLoss.stop()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"agents", "workers", "expectWorkers", "expect-workers", "expect_workers"})
    void agentsAloneAreProcessesOfThisMachine(String key) {
        assertThat(fleet("fleet: {" + key + ": 3}")).isEqualTo(Fleet.local(3));
    }

    @Test
    void nodesAreAgentsThatAreCalled() {
        assertThat(fleet("""
            fleet:
              nodes:
                - one:7801
                - two
                - {host: three, port: 7803}
                - host: ::1
            """)).isEqualTo(Fleet.of("one:7801", "two:7800", "three:7803", "[::1]:7800"));
        assertThat(fleet("fleet: {nodes: [a, b, c], agents: 2, coordinator: {host: 10.0.0.1, port: 8000}}"))
                .isEqualTo(Fleet.of("a:7800", "b:7800", "c:7800").atLeast(2).listeningOn("10.0.0.1:8000"));
    }

    @Test
    void whatAnAgentSaysOfItselfIsNotedWithTheCommandForIt() {
        FleetSettings settings = FLEET.read("""
            fleet:
              coordinator:
                host: "test-coordinator.local"
                port: 8000
              nodes:
                - id: "node-1"
                  host: "test-node-1.local"
                  capacity: 1000  # requests/second
                - {host: localhost, port: 8000, capabilities: {os: linux, memory: 8GB}}
            """);
        assertThat(settings.fleet())
                .isEqualTo(Fleet.of("test-node-1.local:7800", "localhost:8000")
                        .listeningOn("test-coordinator.local:8000"));
        assertThat(settings.notes().stream().map(Mistake::toString)).containsExactly("""
            test.yaml:6:11: fleet.nodes[0].id: an agent says its name itself: perf agent --name node-1
                6 |     - id: "node-1"
                  |           ^^^^^^^^\
            """, """
            test.yaml:8:17: fleet.nodes[0].capacity: an agent says itself what it can do: perf agent --capacity\
             1000/s
                8 |       capacity: 1000  # requests/second
                  |                 ^^^^\
            """, """
            test.yaml:9:51: fleet.nodes[1].capabilities: an agent carries its labels itself: perf agent --label\
             os=linux,memory=8GB
                9 |     - {host: localhost, port: 8000, capabilities: {os: linux, memory: 8GB}}
                  |                                                   ^\
            """);
    }

    @Test
    void agentsJoinACoordinatorOrAreFoundInTheDns() {
        assertThat(fleet("fleet: {coordinator: 10.0.0.1, agents: 3}")).isEqualTo(Fleet.joining("10.0.0.1:7700", 3));
        assertThat(fleet("fleet: {coordinator: {host: 10.0.0.1, port: 7701}, workers: 3}"))
                .isEqualTo(Fleet.joining("10.0.0.1:7701", 3));
        assertThat(fleet("fleet: {dns: {name: agents.load.svc}, agents: 3}"))
                .isEqualTo(Fleet.dns("agents.load.svc", 7800, 3));
        assertThat(fleet("fleet: {dns: {name: agents.load.svc, port: 7801}, agents: 3, coordinator: 10.0.0.1:1}"))
                .isEqualTo(Fleet.dns("agents.load.svc", 7801, 3).listeningOn("10.0.0.1:1"));
    }

    @Test
    void allSettingsOfAFleetCanBeSaid() {
        assertThat(fleet("""
            fleet:
              nodes: one
              security: certificates
              labels: {os: linux}
              sharing: round-robin
              agentLoss: tolerate:20%
              takeover: no
              joinTimeout: 30
              heartbeat_interval: 1
              node_timeout: 8s
              workerArguments: [-Xmx2g]
              lateAgents: false
            """))
                .isEqualTo(Fleet.of("one:7800")
                        .secured(Path.of("certificates"))
                        .require("os", "linux")
                        .sharing(Sharing.ROUND_ROBIN)
                        .onAgentLoss(AgentLoss.tolerate(0.2).withoutTakeover())
                        .joinTimeout(Duration.ofSeconds(30))
                        .heartbeatInterval(Duration.ofSeconds(1))
                        .nodeTimeout(Duration.ofSeconds(8))
                        .workerArguments("-Xmx2g")
                        .withoutLateAgents());
    }

    @ParameterizedTest
    @CsvSource({"carry-on, 1", "CARRY_ON, 1", "stop, 0", "tolerate:12.5%, 0.125"})
    void lossesAreToleratedAsFarAsSaid(String text, double share) {
        assertThat(fleet("fleet: {agents: 1, agentLoss: '" + text + "'}").agentLoss())
                .isEqualTo(new AgentLoss(share, true));
    }

    @Test
    void mistakesOfATextAreShownAtThePart() {
        assertThat(FLEET.refused("fleet: 'local:many'")).isEqualTo("""
            test.yaml:1:15: fleet: the number of agents must be a whole number from 1 to 1000, got "many"
                1 | fleet: 'local:many'
                  |               ^^^^\
            """);
        assertThat(FLEET.refused("fleet: host1:7800,host2?sharing=fair")).isEqualTo("""
            test.yaml:1:19: fleet: address must be host:port or [::1]:port, got "host2"
                1 | fleet: host1:7800,host2?sharing=fair
                  |                   ^^^^^\
            """);
        assertThat(FLEET.refused("fleet: local:3?timeout=1s")).isEqualTo("""
            test.yaml:1:8: fleet: heartbeat interval 500ms must be at most a quarter of the node timeout 1s, so\
             that one late heartbeat costs no agent; shorten the one or lengthen the other
                1 | fleet: local:3?timeout=1s
                  |        ^^^^^^^^^^^^^^^^^^\
            """);
        assertThat(FLEET.refused("fleet: [a:1]")).isEqualTo("""
            test.yaml:1:8: fleet: a fleet such as local:3, or a fleet (a mapping) is expected here, got a list
                1 | fleet: [a:1]
                  |        ^\
            """);
    }

    @Test
    void mistakesSayWhatIsExpected() {
        assertThat(FLEET.refusedByEditors("""
            fleet:
              agents: 0
              nodes: [http://a, {port: 1}, {host: 'a:1', port: 2}]
              sharing: least_loaded
              agentLoss: tolerate:120%
              heartbeat: 5
            """)).isEqualTo("""
                7 mistakes
                test.yaml:2:11: fleet.agents: a whole number from 1 to 1000 is expected here, got the value "0"
                    2 |   agents: 0
                      |           ^
                test.yaml:3:11: fleet.nodes[0]: host:port is expected here, not a URL, got "http://a"
                    3 |   nodes: [http://a, {port: 1}, {host: 'a:1', port: 2}]
                      |           ^^^^^^^^
                test.yaml:3:21: fleet.nodes[1]: "host" is missing: a text
                    3 |   nodes: [http://a, {port: 1}, {host: 'a:1', port: 2}]
                      |                     ^
                test.yaml:3:52: fleet.nodes[2].port: "host" says the port 1; keep one of them
                    3 |   nodes: [http://a, {port: 1}, {host: 'a:1', port: 2}]
                      |                                                    ^
                test.yaml:4:12: fleet.sharing: capacity or round-robin is expected here, got the value "least_loaded"
                    4 |   sharing: least_loaded
                      |            ^^^^^^^^^^^^
                test.yaml:5:14: fleet.agentLoss: carry-on, stop or tolerate with a part of the agents from 0% to\
                 100%, such as tolerate:20%, is expected here, got "tolerate:120%"
                    5 |   agentLoss: tolerate:120%
                      |              ^^^^^^^^^^^^^
                test.yaml:6:3: fleet.heartbeat: no key of a fleet; known are agents, nodes, coordinator, dns,\
                 security, labels, sharing, agentLoss, takeover, joinTimeout, heartbeatInterval, nodeTimeout,\
                 workerArguments, lateAgents
                    6 |   heartbeat: 5
                      |   ^^^^^^^^^\
                """);
        assertThat(FLEET.refused("fleet: {}")).isEqualTo("""
            test.yaml:1:8: fleet: nothing says where the agents are: add nodes, a coordinator that agents join,\
             dns, or agents alone for processes of this machine
                1 | fleet: {}
                  |        ^\
            """);
        assertThat(FLEET.refused("fleet: {coordinator: a}")).isEqualTo("""
            test.yaml:1:8: fleet: "agents" is missing: how many of them must be there before a run begins
                1 | fleet: {coordinator: a}
                  |        ^\
            """);
        assertThat(FLEET.refused("fleet: {dns: {name: a}, nodes: [b], agents: 1}"))
                .isEqualTo("""
                    test.yaml:1:14: fleet.dns: cannot stand beside "nodes": agents are found in one way; keep one of them
                        1 | fleet: {dns: {name: a}, nodes: [b], agents: 1}
                          |              ^\
                    """);
    }

    @Test
    void settingsThatDoNotGoTogetherAreShownWhereTheyStand() {
        assertThat(FLEET.refused("""
            fleet:
              nodes: [a, a:7800]
              heartbeat_interval: 30
              node_timeout: 60
              joinTimeout: 0
              labels: {os: ''}
            """)).isEqualTo("""
                4 mistakes
                test.yaml:2:10: fleet.nodes: agent address a:7800 is given more than once
                    2 |   nodes: [a, a:7800]
                      |          ^
                test.yaml:3:23: fleet.heartbeat_interval: heartbeat interval 30s must be at most a quarter of the\
                 node timeout 1m, so that one late heartbeat costs no agent; shorten the one or lengthen the other
                    3 |   heartbeat_interval: 30
                      |                       ^^
                test.yaml:5:16: fleet.joinTimeout: join timeout must be positive and at most 24h, got 0s
                    5 |   joinTimeout: 0
                      |                ^
                test.yaml:6:11: fleet.labels: label "os" has no value; leave it out, or name the one that is wanted
                    6 |   labels: {os: ''}
                      |           ^\
                """);
        assertThat(FLEET.refused("""
            fleet:
              agents: 3
              labels: {os: linux}
            """)).isEqualTo("""
                test.yaml:3:11: fleet.labels: agents of Fleet.local carry no labels, so none could take part; leave\
                 the labels out, or start agents with perf agent --label
                    3 |   labels: {os: linux}
                      |           ^\
                """);
        assertThat(FLEET.refused("fleet: {agents: 3, nodes: [a]}")).isEqualTo("""
            test.yaml:1:17: fleet.agents: 3 agents cannot be at 1 address; ask for fewer, or name more
                1 | fleet: {agents: 3, nodes: [a]}
                  |                 ^\
            """);
    }
}
