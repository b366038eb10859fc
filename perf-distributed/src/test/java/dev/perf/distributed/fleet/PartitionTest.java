package dev.perf.distributed.fleet;

import static dev.perf.distributed.fleet.FaultBench.SECOND;
import static dev.perf.distributed.fleet.FaultBench.loss;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perf.distributed.fleet.Namespace.Cut;
import dev.perf.distributed.internal.security.TestFleet;
import dev.perf.fleet.Fleet;
import dev.perf.fleet.FleetException;
import dev.perf.result.AgentResult;
import dev.perf.result.RunResult;
import dev.perf.spi.Run;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * An agent on a bad line to coordinator and agents; its way to the target stays good, so that the target sees whatever it
 * should not send.
 */
@Tag("real-time")
@Timeout(120)
@EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
class PartitionTest {

    private static final int RATE = 200;

    @RegisterExtension
    @Order(1)
    private final Namespace far = new Namespace();

    @RegisterExtension
    @Order(2)
    private final FaultBench bench = new FaultBench(far.here());

    private static Path folder(String agent) throws Exception {
        return TestFleet.ours().folder().resolve("agents").resolve(agent);
    }

    /** Starts agent one here and agent two far away. */
    private void startAgents() throws Exception {
        bench.agent("one", "--security", folder("one").toString());
        bench.keep("two", far.there() + ":7790");
        bench.agentBehind(far.prefix(), "two", "--security", folder("two").toString());
        bench.awaitListening("one", "two");
    }

    private Fleet fleet(int port) throws Exception {
        return bench.fleet()
                .secured(TestFleet.ours().folder().resolve("coordinator"))
                .listeningOn(far.here() + ":" + port);
    }

    private Fleet fleet() throws Exception {
        return fleet(bench.freePort());
    }

    @ParameterizedTest
    @EnumSource
    void anAgentThatIsCutOffSendsNothingAfterItsLeaseAndComesBackAsANewOne(Cut cut) throws Exception {
        startAgents();
        Run run = bench.steady(RATE, 20).startOn(fleet(), bench.quietly());
        bench.target().awaitArrivals(RATE * 2);
        ProcessHandle worker = bench.worker("two");
        long began = System.nanoTime();
        far.cut(cut, bench.target().port());
        FaultBench.await(
                "the other has its share",
                ofSeconds(10),
                () -> System.nanoTime() - began > 2 * SECOND && bench.target().hasWhole(RATE));
        long sent = bench.target().last(worker.pid()) - began;
        far.heal();
        long healed = System.nanoTime() - began;
        RunResult result = run.await();
        bench.tell(
                "cut " + cut + ", sent for " + sent / 1_000_000 + " ms, healed after " + healed / 1_000_000 + " ms",
                began,
                result);

        bench.assertAccounts(result, RATE * 20);
        bench.target().assertNeverMoreThan(RATE, result);
        assertThat(bench.target().last(worker.pid()) - began)
                .as("nothing is sent after the lease")
                .isLessThan(bench.fleet().nodeTimeout().plusMillis(250).toNanos());
        AgentResult.Loss loss = loss(result, "two");
        assertThat(loss.cause()).contains("silent for 2");
        assertThat(loss.takenOverBy()).containsExactly("one");
        assertThat(bench.agent("two").isAlive()).isTrue();
        assertThat(result.agents())
                .filteredOn("name", "two")
                .extracting(AgentResult::isLate)
                .containsExactly(false, true);
    }

    @Test
    void anAgentThatIsCutOffWhileItGetsReadyIsARefusal() throws Exception {
        startAgents();
        var faulty = CompletableFuture.runAsync(() -> {
            FaultBench.await("a worker", FaultBench.PATIENCE, () -> bench.hasWorker("two"));
            far.cut(Cut.ALL, bench.target().port());
        });
        Fleet fleet = fleet();
        FleetException refused = catchThrowableOfType(
                FleetException.class, () -> bench.steady(RATE, 5).runOn(fleet, bench.quietly()));
        faulty.join();
        System.out.println(refused.getMessage());
        assertThat(refused)
                .hasMessageContaining("cannot begin: agent two")
                .hasMessageContaining("was lost: silent for 2")
                .hasMessageContaining("2 agents are needed, and 1 is left");
        assertThat(bench.target().seen()).isEmpty();
    }

    /** The load is on the target all the same; what the coordinator has not heard of, it cannot count. */
    @Test
    void anAgentThatIsCutOffInTheLastSecondIsLostAndTheRunOver() throws Exception {
        startAgents();
        Run run = bench.steady(RATE, 5).startOn(fleet(), bench.quietly());
        bench.target().awaitArrivals(RATE * 5 - RATE / 2);
        long began = System.nanoTime();
        far.cut(Cut.ALL, bench.target().port());
        RunResult result = run.await();
        long took = System.nanoTime() - began;
        bench.tell("cut in the last second, over after " + took / 1_000_000 + " ms", began, result);

        assertThat(took).isLessThan(8 * SECOND);
        bench.target().assertNeverMoreThan(RATE, result);
        bench.assertAccounts(result, RATE * 5);
        assertThat(loss(result, "two").cause()).contains("silent for 2");
    }

    @Test
    void aLineThatLosesOnePacketInTwentyLosesNothingOfTheRun() throws Exception {
        startAgents();
        far.lose(0.05, bench.target().port());
        Run run = bench.steady(RATE, 20).startOn(fleet(), bench.quietly());
        RunResult result = run.await();
        bench.tell("5 % of the packets lost each way", System.nanoTime(), result);

        bench.assertAccounts(result, RATE * 20);
        bench.target().assertNeverMoreThan(RATE, result);
        if (result.agents().stream().allMatch(agent -> agent.loss() == null)) {
            assertThat(result.ledger().completed()).isEqualTo(RATE * 20);
        } else {
            assertThat(loss(result, "two").cause()).contains("silent for 2");
        }
    }

    private RunResult delayed(Duration first, Duration later) throws Exception {
        startAgents();
        int port = bench.freePort();
        try (var slow = new SlowLink(far.here(), port, first)) {
            far.redirect(port, slow.port());
            Run run = bench.steady(RATE, 10).startOn(fleet(port), bench.quietly());
            bench.target().awaitArrivals(RATE * 2);
            slow.delay(later);
            RunResult result = run.await();
            bench.tell("each way " + first + ", later " + later, System.nanoTime(), result);
            assertThat(slow.carried()).isGreaterThan(10_000);
            return result;
        }
    }

    @Test
    void aLineThatTakesTimeLosesNothing() throws Exception {
        RunResult result = delayed(ofMillis(40), ofMillis(40));
        bench.assertAccounts(result, RATE * 10);
        assertThat(result.ledger().completed()).isEqualTo(RATE * 10);
        assertThat(FaultBench.agent(result, "two").clock().uncertainty()).isBetween(ofMillis(40), ofMillis(50));
        FaultBench.assertPassed(result);
    }

    @Test
    void aLineThatGetsSlowDuringTheRunLosesNothing() throws Exception {
        RunResult result = delayed(Duration.ZERO, ofMillis(200));
        bench.assertAccounts(result, RATE * 10);
        assertThat(result.ledger().completed()).isEqualTo(RATE * 10);
        bench.target().assertNeverMoreThan(RATE, result);
        FaultBench.assertPassed(result);
    }

    @Test
    void aLineThatIsTooSlowToCompareClocksIsRefused() throws Exception {
        FleetException refused =
                catchThrowableOfType(FleetException.class, () -> delayed(ofMillis(200), ofMillis(200)));
        System.out.println(refused.getMessage());
        assertThat(refused).hasMessageContaining("its clock is known to", "and 50 ms are allowed");
        assertThat(bench.target().seen()).isEmpty();
    }
}
