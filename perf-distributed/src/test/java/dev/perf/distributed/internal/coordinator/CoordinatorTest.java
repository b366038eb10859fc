package dev.perf.distributed.internal.coordinator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.distributed.internal.coordinator.Simulation.SimulatedAgent;
import dev.perf.distributed.internal.message.Frame;
import dev.perf.distributed.internal.message.Message;
import dev.perf.distributed.internal.message.Message.Hello;
import dev.perf.distributed.internal.message.Message.Refuse;
import dev.perf.distributed.internal.message.MessageCodec;
import dev.perf.distributed.internal.transport.Member;
import dev.perf.distributed.internal.transport.Transport;
import dev.perf.fleet.AgentLoss;
import dev.perf.fleet.Fleet;
import dev.perf.fleet.FleetException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is taken on, and who gets which agents. */
class CoordinatorTest {

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private Simulation simulation;

    @BeforeEach
    void begin() {
        simulation = new Simulation(folder);
    }

    @AfterEach
    void end() {
        simulation.close();
    }

    @Test
    void listsAgentsWithTheirStateAndLoad() throws InterruptedException {
        simulation.start("b", "a");
        simulation.until(() -> simulation.agents(simulation.coordinator).size() == 2);
        simulation.coordinator.open(simulation.request(1, AgentLoss.carryOn(), 0));
        simulation.start("c");
        simulation.until(() -> simulation.agents(simulation.coordinator).size() == 3);

        List<AgentStatus> agents = simulation.coordinator.agents();
        assertThat(agents).extracting(agent -> agent.node().name()).containsExactly("a", "b", "c");
        assertThat(agents)
                .extracting(AgentStatus::state)
                .containsExactly(AgentStatus.State.FULL, AgentStatus.State.FULL, AgentStatus.State.IDLE);
        assertThat(agents.getFirst().runs()).containsExactly("shop");
        assertThat(agents.getFirst().load().cpu()).isEqualTo(0.25);
    }

    @Test
    void saysWhichAgentsWereExpectedAndWhatWasFound() {
        simulation.start(Simulation.node("a", 0, Map.of("os", "linux")));
        simulation.start(Simulation.node("b", 0, Map.of("os", "mac")));
        simulation.start(Simulation.node("c"));
        assertThatThrownBy(() -> simulation.coordinator.open(
                        simulation.request(3, AgentLoss.carryOn(), 0, Map.of("os", "linux"), 21)))
                .isInstanceOf(FleetException.class)
                .hasMessage("3 agents with os=linux were expected within 60 s, 1 is there: a (a:7800); b (b:7800) has"
                        + " os=mac; c (c:7800) has no label os");
    }

    @Test
    void saysThatNoneIsThere() {
        assertThatThrownBy(() -> simulation.coordinator.open(simulation.request(1)))
                .hasMessage("1 agent was expected within 60 s, none is there; start agents with perf agent --join it");
    }

    @Test
    void saysHowAgentsAreStartedAsTheFleetHasIt() {
        assertThat(starting(Fleet.joining("10.0.0.1:7700", 2).secured(Path.of("certificates"))))
                .isEqualTo("start agents with perf agent --join 10.0.0.1:7700 --security DIR");
        assertThat(starting(Fleet.joining("0.0.0.0:7700", 2).secured(Path.of("certificates"))))
                .isEqualTo("start agents with perf agent --join HOST:7700 --security DIR");
        assertThat(starting(Fleet.joining("127.0.0.1:7700", 2)))
                .isEqualTo("start agents with perf agent --join 127.0.0.1:7700 --insecure");
        assertThat(starting(Fleet.of("127.0.0.1:7800", "127.0.0.1:7801")))
                .isEqualTo("at each address, start perf agent --listen HOST:PORT --insecure");
        assertThat(starting(Fleet.dns("agents.load", 7800, 2).secured(Path.of("certificates"))))
                .isEqualTo("start agents with perf agent --listen HOST:7800 --security DIR");
        assertThat(starting(Fleet.local(2))).isEmpty();
    }

    private static String starting(Fleet fleet) {
        return CoordinatorSettings.of(fleet, "1.0", 21, (run, agents, orders) -> orders)
                .starting();
    }

    @Test
    void saysWhoHasAnOlderJavaThanTheTest() {
        simulation.start(Simulation.node("a", "1.0", 21));
        assertThatThrownBy(
                        () -> simulation.coordinator.open(simulation.request(1, AgentLoss.carryOn(), 0, Map.of(), 25)))
                .hasMessage(
                        "1 agent was expected within 60 s, none is there; a (a:7800) has Java 21, and the classes of"
                                + " the test need Java 25");
    }

    @Test
    void saysThatTheAgentsCannotDoWhatThePlanComesTo() {
        simulation.start(Simulation.node("a", 400, Map.of()));
        simulation.start(Simulation.node("b", 600, Map.of()));
        assertThatThrownBy(() -> simulation.coordinator.open(simulation.request(2, AgentLoss.carryOn(), 1200)))
                .hasMessage(
                        "the plan comes to 1200/s at its peak, and the 2 agents say that they can do 1000/s together:"
                            + " a (a:7800) 400/s, b (b:7800) 600/s; add agents, raise their --capacity, or lower the"
                            + " load");
    }

    @Test
    void takesAllAgentsOrNone() throws InterruptedException {
        simulation.start("a");
        FleetRun first = simulation.coordinator.open(simulation.request(1));
        CompletableFuture<FleetRun> second = simulation.coordinator.prepare(simulation.request(2));
        simulation.start("b");
        simulation.pass(Duration.ofSeconds(10));
        assertThat(second).isNotDone();
        assertThat(simulation.coordinator.agents())
                .extracting(AgentStatus::state)
                .containsExactly(AgentStatus.State.FULL, AgentStatus.State.IDLE);

        first.close();
        simulation.until(second::isDone);
        assertThat(second.join().agents()).hasSize(2);
    }

    @Test
    void refusesAnotherVersionOfPerf() {
        SimulatedAgent agent = simulation.start(Simulation.node("a", "2.0", 25));
        simulation.until(() -> agent.agent.over().isDone());
        assertThat(agent.agent.over())
                .isCompletedWithValue(
                        "refused: agent \"a\" has Perf 2.0, and the coordinator Perf 1.0; give both the same"
                                + " version");
    }

    @Test
    void refusesAnOldJava() {
        SimulatedAgent agent = simulation.start(Simulation.node("a", "1.0", 17));
        simulation.until(() -> agent.agent.over().isDone());
        assertThat(agent.agent.over())
                .isCompletedWithValue("refused: agent \"a\" has Java 17, and Perf needs Java 21 or later");
    }

    @Test
    void refusesANameThatIsTakenAndSaysByWhom() {
        simulation.start("a");
        simulation.until(() -> simulation.agents(simulation.coordinator).size() == 1);
        SimulatedAgent second = simulation.start(Simulation.node("a"));
        simulation.until(() -> second.agent.over().isDone());
        assertThat(second.agent.over())
                .isCompletedWithValue(
                        "refused: the name \"a\" is taken by the agent at a:7800; give each agent a name of"
                                + " its own with --name");
    }

    @Test
    void anAgentThatWasKilledAndStartedAgainIsTakenOn() {
        simulation.start("a");
        simulation.until(() -> simulation.agents(simulation.coordinator).size() == 1);
        simulation.agent("a").kill();
        simulation.until(() -> simulation.agents(simulation.coordinator).isEmpty());
        simulation.start("a");
        simulation.until(() -> simulation.agents(simulation.coordinator).size() == 1);
    }

    @Test
    void refusesAnotherVersionOfTheProtocol() {
        List<Message> answers = new ArrayList<>();
        Transport stranger = simulation.network.join("stranger");
        stranger.start(new Transport.Listener() {
            @Override
            public void received(Member from, byte[] message) {
                Frame frame = MessageCodec.decode(message);
                if (frame != null) {
                    answers.add(frame.message());
                }
            }

            @Override
            public void joined(Member member) {}

            @Override
            public void left(Member member, String cause) {}
        });
        stranger.send(
                simulation.transport.self(), MessageCodec.encode(Frame.of(new Hello(2, "id", Simulation.node("s")))));
        stranger.send(simulation.transport.self(), new byte[] {1, 2, 3});
        simulation.pass(Duration.ofSeconds(1));
        assertThat(answers)
                .containsExactly(new Refuse(
                        "agent \"s\" speaks version 2 of the protocol, and the coordinator version 1; give both the"
                                + " same version of Perf",
                        true));
    }

    @Test
    void tellsReservationsOfARefusal() {
        simulation.start(Simulation.node("a", "2.0", 25));
        assertThatThrownBy(() -> simulation.coordinator.open(simulation.request(1)))
                .hasMessage("1 agent was expected within 60 s, none is there; a (a:7800) does not come: agent \"a\" has"
                        + " Perf 2.0, and the coordinator Perf 1.0; give both the same version");
    }

    @Test
    void agentsThatAreThereFirstFindTheCoordinatorThatComesLater() throws InterruptedException {
        simulation.network.freeze(simulation.transport.self());
        simulation.start("a", "b");
        simulation.pass(Duration.ofSeconds(30));
        try (var late = new Coordinator(Simulation.settings("1.0"), simulation.loop, simulation.network.join("late"))) {
            late.start();
            simulation.until(() -> simulation.agents(late).size() == 2);
        }
    }
}
