package dev.perf.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgentResultTest {

    private static final AgentResult.Loss KILLED = new AgentResult.Loss(
            "its process was killed",
            Duration.ofSeconds(31),
            Duration.ofSeconds(32),
            Duration.ofSeconds(33),
            List.of("b"),
            12,
            420,
            Duration.ofSeconds(2));

    @Test
    void aLossBelongsToThoseThatAreLost() {
        assertThat(agent("a", AgentResult.State.LOST, KILLED).loss()).isEqualTo(KILLED);
        assertThatThrownBy(() -> agent("a", AgentResult.State.LOST, null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "agent \"a\": a loss belongs to those that are LOST, and to no other; got LOST without a loss");
        assertThatThrownBy(() -> agent("a", AgentResult.State.ENDED, KILLED))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "agent \"a\": a loss belongs to those that are LOST, and to no other; got ENDED with a loss");
    }

    @Test
    void aPointIsWhatAnIntervalCameTo() {
        Distribution times = Distribution.of(new long[] {5_000_000}, new long[] {20}, 5_000_000, 5_000_000, 1e8);

        AgentResult.Point point = AgentResult.Point.of(interval(20, 5, times));
        AgentResult.Point silent = AgentResult.Point.of(interval(0, 0, Distribution.EMPTY));

        assertThat(point)
                .isEqualTo(new AgentResult.Point(
                        Duration.ofSeconds(3), Duration.ofSeconds(2), 7, 10, 2.5, Duration.ofMillis(5)));
        assertThat(silent)
                .isEqualTo(new AgentResult.Point(Duration.ofSeconds(3), Duration.ofSeconds(2), 7, 0, 0, null));
    }

    @Test
    void aResultKeepsItsAgentsWhenItIsBuiltAnew() {
        var agents = new ArrayList<>(List.of(agent("a", AgentResult.State.ENDED, null)));
        RunResult result = RunResult.builder("shop", "1-shop", Instant.EPOCH)
                .agents(agents)
                .build();
        agents.clear();

        assertThat(result.withWarnings(List.of("more")).agents())
                .extracting(AgentResult::name)
                .containsExactly("a");
    }

    @Test
    void aResultOfThisProcessHasNoAgents() {
        assertThat(RunResult.builder("shop", "1-shop", Instant.EPOCH).build().agents())
                .isEmpty();
    }

    @Test
    void aSnapshotCountsTheAgentsThatDoTheirPart() {
        Snapshot local = new Snapshot(
                Duration.ofSeconds(5),
                Duration.ofSeconds(60),
                "load",
                5,
                0,
                Snapshot.Iterations.NONE,
                interval(0, 0, Distribution.EMPTY),
                Ledger.EMPTY,
                List.of(),
                List.of(),
                null);

        Snapshot spread = local.withAgents(List.of(
                agent("a", Snapshot.Agent.State.RUNNING),
                agent("b", Snapshot.Agent.State.LOST),
                agent("c", Snapshot.Agent.State.RUNNING),
                agent("d", Snapshot.Agent.State.ENDED)));

        assertThat(local.agents()).isEmpty();
        assertThat(spread.agents()).hasSize(4);
        assertThat(spread.runningAgents()).isEqualTo(2);
        assertThat(spread.withAgents(List.of())).isEqualTo(local);
    }

    private static Snapshot.Agent agent(String name, Snapshot.Agent.State state) {
        return new Snapshot.Agent(name, state, 1, 10, 0, Duration.ofMillis(20), Duration.ZERO);
    }

    private static AgentResult agent(String name, AgentResult.State state, AgentResult.@Nullable Loss loss) {
        return new AgentResult(
                name,
                new AgentResult.Machine("127.0.0.1:7801", Map.of(), 0, Environment.UNKNOWN),
                0.5,
                state,
                Duration.ZERO,
                loss,
                AgentResult.Clock.UNKNOWN,
                Ledger.EMPTY,
                0,
                0,
                Distribution.EMPTY,
                new GeneratorHealth(GeneratorHealth.State.GOOD, "", List.of()),
                List.of(),
                List.of());
    }

    private static Interval interval(long requests, long failed, Distribution times) {
        return new Interval(
                Duration.ofSeconds(3),
                Duration.ofSeconds(2),
                7,
                requests,
                requests,
                0,
                requests,
                requests,
                failed,
                0,
                times,
                times);
    }
}
