package dev.perf.distributed.fleet;

import static dev.perf.distributed.fleet.FaultBench.SECOND;
import static dev.perf.distributed.fleet.FaultBench.assertPassed;
import static dev.perf.distributed.fleet.FaultBench.loss;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.fleet.AgentLoss;
import dev.perf.result.AgentResult;
import dev.perf.result.RunEvent.Type;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.spi.Run;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agents that are lost while they put on load: real processes, killed and frozen. */
@Tag("real-time")
@Timeout(90)
class AgentLossTest {

    private static final int RATE = 200;

    @RegisterExtension
    private final FaultBench bench = new FaultBench();

    /** From two seconds after a moment on, the others put on the whole load. */
    private void assertTakenOver(long lost) {
        long whole = bench.target().between(lost + 2 * SECOND, lost + 3 * SECOND);
        assertThat(whole).isBetween(RATE * 9L / 10, RATE * 11L / 10);
    }

    @Test
    void othersTakeOverFromAnAgentThatIsKilled() throws Exception {
        bench.agents("one", "two", "three");
        Run run = bench.steady(RATE, 5).startOn(bench.fleet(), bench.quietly());
        bench.target().awaitArrivals(RATE * 5 / 4);
        ProcessHandle worker = bench.worker("two");
        long killed = System.nanoTime();
        FaultBench.signal("KILL", bench.agent("two"));
        RunResult result = run.await();
        bench.tell("agent killed", killed, result);

        bench.assertAccounts(result, RATE * 5);
        bench.target().assertNeverMoreThan(RATE, result);
        assertTakenOver(killed);
        assertThat(bench.target().last(worker.pid()) - killed).isLessThan(SECOND);
        FaultBench.await("the worker of a dead agent ends", ofSeconds(5), () -> !worker.isAlive());
        AgentResult.Loss loss = loss(result, "two");
        assertThat(loss.takenOverBy()).containsExactly("one", "three");
        assertThat(loss.noticed().minus(loss.lastHeard())).isLessThan(ofSeconds(3));
        assertThat(Objects.requireNonNull(loss.takenOver()))
                .isLessThan(loss.noticed().plusSeconds(1));
        assertThat(loss.missing()).isPositive();
        assertPassed(result);
        assertThat(result.events()).extracting("type").containsSubsequence(Type.AGENT_LOST, Type.SHARE);
    }

    @Test
    @EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
    void othersTakeOverFromAWorkerThatIsKilledInARamp() throws Exception {
        bench.agents("one", "two", "three");
        Run run = bench.ramp(RATE, 6).startOn(bench.fleet().withoutLateAgents(), bench.quietly());
        bench.target().awaitArrivals(RATE / 4);
        ProcessHandle worker = bench.worker("two");
        long killed = System.nanoTime();
        FaultBench.signal("KILL", worker);
        RunResult result = run.await();
        bench.tell("worker killed in a ramp", killed, result);

        bench.assertAccounts(result, RATE * 3 + 3);
        bench.target().assertNeverMoreThan(FaultTests.rampDue(RATE, 6), result);
        assertThat(bench.target().last(worker.pid()) - killed).isLessThan(SECOND);
        assertThat(bench.agent("two").isAlive()).isTrue();
        AgentResult.Loss loss = loss(result, "two");
        assertThat(loss.cause()).contains("its worker is gone");
        assertThat(loss.takenOverBy()).containsExactly("one", "three");
        assertThat(Objects.requireNonNull(loss.takenOver()).minus(loss.lastHeard()))
                .isLessThan(ofSeconds(3));
        assertPassed(result);
    }

    @Test
    @EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
    void aFrozenAgentSendsNothingAfterItsLeaseAndComesBackAsANewOne() throws Exception {
        bench.agents("one", "two", "three");
        Run run = bench.steady(RATE, 14).startOn(bench.fleet(), bench.quietly());
        bench.target().awaitArrivals(RATE);
        ProcessHandle worker = bench.worker("two");
        long frozen = System.nanoTime();
        FaultBench.signal("STOP", bench.agent("two"), worker);
        awaitTakeover(frozen);
        FaultBench.signal("CONT", bench.agent("two"), worker);
        RunResult result = run.await();
        bench.tell("agent and worker frozen", frozen, result);

        bench.assertAccounts(result, RATE * 14);
        bench.target().assertNeverMoreThan(RATE, result);
        assertThat(bench.target().last(worker.pid()) - frozen)
                .as("nothing is sent by whoever has been lost")
                .isLessThan(SECOND);
        AgentResult.Loss loss = loss(result, "two");
        assertThat(loss.noticed().minus(loss.lastHeard())).isBetween(ofSeconds(1), ofSeconds(5));
        assertCameBack(result);
    }

    @Test
    @EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
    void aPauseThatIsShorterThanTheLeaseCostsNobody() throws Exception {
        bench.agents("one", "two");
        Run run = bench.steady(RATE, 6).startOn(bench.fleet(), bench.quietly());
        bench.target().awaitArrivals(RATE * 2);
        long frozen = System.nanoTime();
        FaultBench.signal("STOP", bench.agent("two"), bench.worker("two"));
        FaultBench.await(
                "a second's load of the other",
                ofSeconds(5),
                () -> bench.target().between(frozen, System.nanoTime()) >= RATE / 2);
        FaultBench.signal("CONT", bench.agent("two"), bench.worker("two"));
        RunResult result = run.await();
        bench.tell("agent and worker frozen for a second", frozen, result);

        assertThat(result.agents()).extracting(AgentResult::loss).containsOnlyNulls();
        bench.assertAccounts(result, RATE * 6);
        assertThat(result.ledger().completed()).isEqualTo(RATE * 6);
        bench.target().assertNeverMoreThan(RATE, result);
    }

    private void awaitTakeover(long since) {
        FaultBench.await(
                "the others have its share",
                ofSeconds(8),
                () -> System.nanoTime() - since > 2 * SECOND && bench.target().hasWhole(RATE));
    }

    private void assertCameBack(RunResult result) {
        assertThat(bench.agent("two").isAlive()).isTrue();
        assertThat(result.agents())
                .filteredOn("name", "two")
                .extracting(AgentResult::isLate)
                .containsExactly(false, true);
    }

    /** The agent does not let its worker go on, whose lease runs out. */
    @Test
    @EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
    void theWorkerOfAFrozenAgentSendsNothingAfterItsLease() throws Exception {
        bench.agents("one", "two", "three");
        Run run = bench.steady(RATE, 14).startOn(bench.fleet(), bench.quietly());
        bench.target().awaitArrivals(RATE);
        ProcessHandle worker = bench.worker("two");
        long frozen = System.nanoTime();
        FaultBench.signal("STOP", bench.agent("two"));
        awaitTakeover(frozen);
        long sent = bench.target().last(worker.pid()) - frozen;
        FaultBench.signal("CONT", bench.agent("two"));
        RunResult result = run.await();
        bench.tell("agent frozen, worker not, which sent for " + sent / 1_000_000 + " ms", frozen, result);

        bench.assertAccounts(result, RATE * 14);
        bench.target().assertNeverMoreThan(RATE, result);
        assertThat(bench.target().last(worker.pid()) - frozen)
                .isLessThan(bench.fleet().lease().plusMillis(250).toNanos());
        assertThat(loss(result, "two").cause()).contains("silent for 2");
        assertCameBack(result);
    }

    @Test
    @EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
    void aWorkerThatIsFrozenAloneIsLost() throws Exception {
        bench.agents("one", "two", "three");
        Run run = bench.steady(RATE, 10).startOn(bench.fleet().withoutLateAgents(), bench.quietly());
        bench.target().awaitArrivals(RATE * 2);
        ProcessHandle worker = bench.worker("two");
        long frozen = System.nanoTime();
        FaultBench.signal("STOP", worker);
        FaultBench.await("the worker is killed", ofSeconds(15), () -> !worker.isAlive());
        long noticed = System.nanoTime() - frozen;
        RunResult result = run.await();
        bench.tell("worker frozen, killed after " + noticed / 1_000_000 + " ms", frozen, result);

        assertThat(noticed)
                .isLessThan(bench.fleet().nodeTimeout().multipliedBy(2).toNanos());
        bench.assertAccounts(result, RATE * 10);
        bench.target().assertNeverMoreThan(RATE, result);
        assertThat(bench.target().last(worker.pid()) - frozen).isLessThan(SECOND / 2);
        AgentResult.Loss loss = loss(result, "two");
        assertThat(loss.cause()).contains("worker", "silent for");
        assertThat(loss.takenOverBy()).containsExactly("one", "three");
        assertThat(bench.agent("two").isAlive()).isTrue();
    }

    @Test
    @EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
    void theFirstLossEndsARunThatIsToStopThen() throws Exception {
        bench.agents("one", "two", "three");
        Run run = bench.steady(RATE, 30).startOn(bench.fleet().onAgentLoss(AgentLoss.stop()), bench.quietly());
        bench.target().awaitArrivals(RATE);
        long killed = System.nanoTime();
        FaultBench.signal("KILL", bench.agent("two"));
        RunResult result = run.await();
        long last = bench.target().last() - killed;
        bench.tell(
                "agent killed, the policy being to stop, the last request " + last / 1_000_000 + " ms later",
                killed,
                result);

        assertThat(last).isLessThan(3 * SECOND);
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).contains("agent two", "is lost", "that makes 1 of 3, and at most 0 % may be");
        assertThat(result.ledger().balanced()).as(result.ledger().toString()).isTrue();
        assertThat(loss(result, "two").takenOver()).isNull();
        assertThat(bench.agent("one").isAlive() && bench.agent("three").isAlive())
                .isTrue();
    }

    @Test
    @EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
    void theLossOfAllEndsTheRun() throws Exception {
        bench.agents("one", "two");
        Run run = bench.steady(RATE, 30).startOn(bench.fleet(), bench.quietly());
        bench.target().awaitArrivals(RATE);
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

    @Test
    void whatALossInTheLastSecondCostsIsMissing() throws Exception {
        bench.agents("one", "two");
        Run run = bench.steady(RATE, 3).startOn(bench.fleet(), bench.quietly());
        bench.target().awaitArrivals(RATE * 3 - RATE / 2);
        ProcessHandle worker = bench.worker("two");
        long killed = System.nanoTime();
        FaultBench.signal("KILL", worker);
        RunResult result = run.await();
        long took = System.nanoTime() - killed;
        bench.tell("worker killed in the last second, over after " + took / 1_000_000 + " ms", killed, result);

        assertThat(took).isLessThan(8 * SECOND);
        bench.assertAccounts(result, RATE * 3);
        bench.target().assertNeverMoreThan(RATE, result);
        assertThat(bench.target().last(worker.pid()) - killed).isLessThan(SECOND / 4);
        AgentResult.Loss loss = loss(result, "two");
        assertThat(loss.cause()).contains("its worker is gone");
        assertThat(loss.missing()).isEqualTo(result.ledger().dropped()).isBetween(1L, (long) RATE);
        assertThat(loss.missingLoad()).isBetween(ofMillis(1), ofSeconds(2));
    }
}
