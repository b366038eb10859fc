package dev.perf.distributed.fleet;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.fleet.FleetException;
import dev.perf.result.AgentResult;
import dev.perf.result.AgentResult.State;
import dev.perf.result.RunEvent.Type;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.spi.Run;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Agents that are lost while they put on load: real processes, killed and frozen. */
@Tag("real-time")
@Timeout(90)
class AgentLossTest {

    private static final long SECOND = 1_000_000_000;
    private static final int RATE = 200;

    @TempDir
    private Path folder;

    @SuppressWarnings("NullAway.Init") // set before each test
    private FaultBench bench;

    @BeforeEach
    void begin() throws Exception {
        bench = FaultBench.in(folder);
    }

    @AfterEach
    void end() {
        bench.close();
    }

    private static AgentResult.Loss loss(RunResult result, String name) {
        AgentResult agent = FaultBench.agent(result, name);
        assertThat(agent.state()).isEqualTo(State.LOST);
        return Objects.requireNonNull(agent.loss());
    }

    /** From two seconds after a moment on, the others put on the whole load. */
    private void assertTakenOver(long lost) {
        long whole = bench.between(lost + 2 * SECOND, lost + 3 * SECOND);
        assertThat(whole).isBetween(RATE * 9L / 10, RATE * 11L / 10);
        bench.assertNeverMoreThan(RATE);
    }

    @Test
    void othersTakeOverFromAnAgentThatIsKilled() throws Exception {
        bench.agents("one", "two", "three");
        Run run = bench.steady(RATE, 6).startOn(bench.fleet(), bench.quietly());
        bench.awaitArrivals(RATE * 2);
        ProcessHandle worker = bench.worker("two");
        long killed = System.nanoTime();
        FaultBench.signal("KILL", bench.agent("two"));
        RunResult result = run.await();
        bench.tell("agent killed", killed, result);

        bench.assertAccounts(result, RATE * 6);
        assertTakenOver(killed);
        assertThat(bench.last(worker.pid()) - killed).isLessThan(SECOND);
        FaultBench.await("the worker of a dead agent ends", ofSeconds(5), () -> !worker.isAlive());
        AgentResult.Loss loss = loss(result, "two");
        assertThat(loss.takenOverBy()).containsExactly("one", "three");
        assertThat(loss.noticed().minus(loss.lastHeard())).isLessThan(ofSeconds(3));
        assertThat(Objects.requireNonNull(loss.takenOver()))
                .isLessThan(loss.noticed().plusSeconds(1));
        assertThat(loss.missing()).isPositive();
        assertThat(result.verdict()).isIn(Verdict.PASSED, Verdict.INVALID); // where the machine itself is the limit
        assertThat(result.events()).extracting("type").containsSubsequence(Type.AGENT_LOST, Type.SHARE);
    }

    @Test
    void othersTakeOverFromAWorkerThatIsKilledInARamp() throws Exception {
        bench.agents("one", "two", "three");
        Run run = bench.ramp(RATE, 6).startOn(bench.fleet().withoutLateAgents(), bench.quietly());
        bench.awaitArrivals(RATE / 4);
        ProcessHandle worker = bench.worker("two");
        long killed = System.nanoTime();
        FaultBench.signal("KILL", worker);
        RunResult result = run.await();
        bench.tell("worker killed in a ramp", killed, result);

        assertThat(result.ledger().balanced()).as(result.ledger().toString()).isTrue();
        assertThat((long) bench.seen().size())
                .isLessThanOrEqualTo(result.ledger().scheduled());
        assertThat(bench.last(worker.pid()) - killed).isLessThan(SECOND);
        assertThat(bench.agent("two").isAlive()).isTrue();
        AgentResult.Loss loss = loss(result, "two");
        assertThat(loss.cause()).contains("its worker is gone");
        assertThat(loss.takenOverBy()).containsExactly("one", "three");
        assertThat(Objects.requireNonNull(loss.takenOver()).minus(loss.lastHeard()))
                .isLessThan(ofSeconds(3));
        assertThat(result.verdict()).isIn(Verdict.PASSED, Verdict.INVALID); // where the machine itself is the limit
    }

    @Test
    @EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
    void aFrozenAgentSendsNothingAfterItsLeaseAndComesBackAsANewOne() throws Exception {
        bench.agents("one", "two", "three");
        Run run = bench.steady(RATE, 10).startOn(bench.fleet(), bench.quietly());
        bench.awaitArrivals(RATE);
        ProcessHandle worker = bench.worker("two");
        long frozen = System.nanoTime();
        FaultBench.signal("STOP", bench.agent("two"), worker);
        FaultBench.await(
                "the others have its share",
                ofSeconds(8),
                () -> bench.between(System.nanoTime() - SECOND, System.nanoTime()) > RATE * 9L / 10
                        && System.nanoTime() - frozen > 2 * SECOND);
        long thawed = System.nanoTime();
        FaultBench.signal("CONT", bench.agent("two"), worker);
        RunResult result = run.await();
        bench.tell("agent and worker frozen for " + (thawed - frozen) / 1_000_000 + " ms", frozen, result);

        bench.assertAccounts(result, RATE * 10);
        bench.assertNeverMoreThan(RATE);
        assertThat(bench.last(worker.pid()) - frozen)
                .as("nothing is sent by whoever has been lost")
                .isLessThan(SECOND);
        AgentResult.Loss loss = loss(result, "two");
        assertThat(loss.noticed().minus(loss.lastHeard())).isBetween(ofSeconds(1), ofSeconds(5));
        assertThat(bench.agent("two").isAlive()).isTrue();
    }

    @Test
    void aLossBeforeTheLoadBeginsIsARefusalThatNamesTheAgent() throws Exception {
        bench.agents("one", "two");
        FaultBench.await(
                "the agent listens", ofSeconds(20), () -> bench.said("two").contains("listens at"));
        var killer = Thread.ofVirtual().start(() -> {
            FaultBench.await(
                    "a worker",
                    FaultBench.PATIENCE,
                    () -> bench.agent("two").children().findAny().isPresent());
            bench.agent("two").destroyForcibly();
        });
        assertThatThrownBy(() -> bench.steady(RATE, 5).runOn(bench.fleet(), bench.quietly()))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("test \"faults\" cannot begin: agent two")
                .hasMessageContaining("2 agents are needed, and 1 is left");
        killer.join();
        assertThat(bench.seen()).isEmpty();
    }

    @Test
    @EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
    void theLossOfAllEndsTheRun() throws Exception {
        bench.agents("one", "two");
        Run run = bench.steady(RATE, 30).startOn(bench.fleet(), bench.quietly());
        bench.awaitArrivals(RATE);
        long killed = System.nanoTime();
        FaultBench.signal("KILL", bench.agent("one"), bench.agent("two"));
        RunResult result = run.await();
        long took = System.nanoTime() - killed;
        bench.tell("all agents killed, over after " + took / 1_000_000 + " ms", killed, result);

        assertThat(took).isLessThan(8 * SECOND);
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).contains("no agent is left");
        assertThat(result.ledger().balanced()).as(result.ledger().toString()).isTrue();
    }
}
