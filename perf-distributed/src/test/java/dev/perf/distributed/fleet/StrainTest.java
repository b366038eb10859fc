package dev.perf.distributed.fleet;

import static dev.perf.distributed.fleet.FaultBench.SECOND;
import static dev.perf.distributed.fleet.FaultBench.agent;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.perf.LoadTest;
import dev.perf.result.AgentResult;
import dev.perf.result.AgentResult.State;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.RunEvent.Type;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.spi.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens to agents that stay: no processor to spare, no room on the disk, an end before time, a newcomer. */
@Tag("real-time")
@Timeout(120)
@EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
class StrainTest {

    private static final int RATE = 200;

    @RegisterExtension
    private final FaultBench bench = new FaultBench();

    @Test
    void usersThatTakeAllCoresCostNoAgent() throws Exception {
        bench.agents("one", "two");
        int users = 4 * Runtime.getRuntime().availableProcessors();
        RunResult result =
                LoadTest.madeBy(() -> FaultTests.computing(users, 30)).runOn(bench.fleet(), bench.quietly());
        bench.tell("users computed for 30 s", System.nanoTime(), result);

        assertThat(result.agents()).extracting(AgentResult::state).containsExactly(State.ENDED, State.ENDED);
        assertThat(result.events()).extracting("type").doesNotContain(Type.AGENT_LOST);
        assertThat(result.ledger().balanced()).as(result.ledger().toString()).isTrue();
        assertThat(result.ledger().completed()).isPositive();
        assertThat(result.generator().state()).isNotEqualTo(GeneratorHealth.State.GOOD);
    }

    /** A file system in memory, which is the agent's alone. */
    private static void mount(Path folder) throws IOException {
        Files.createDirectories(folder);
        try {
            Tool.run("mount -t tmpfs -o size=64m tmpfs " + folder);
        } catch (IllegalStateException refused) {
            abort("file systems can be mounted by root only: " + refused.getMessage());
        }
    }

    private static void fill(Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] some = new byte[4096];
            while (true) {
                out.write(some);
            }
        } catch (IOException full) {
            System.out.println("filled: " + full.getMessage());
        }
    }

    @Test
    void aDiskThatIsFullCostsNoAgentAndIsTold() throws Exception {
        Path disk = bench.directory("two");
        mount(disk);
        try {
            bench.agents("one", "two");
            Run run = bench.steady(RATE, 10).startOn(bench.fleet(), bench.quietly());
            bench.target().awaitArrivals(RATE * 3);
            long filled = System.nanoTime();
            fill(disk.resolve("filler"));
            RunResult result = run.await();
            bench.tell("disk full", filled, result);
            System.out.println(bench.said("two"));

            bench.assertAccounts(result, RATE * 10);
            bench.target().assertNeverMoreThan(RATE, result);
            assertThat(result.ledger().completed()).isEqualTo(RATE * 10);
            assertThat(result.agents()).extracting(AgentResult::state).containsExactly(State.ENDED, State.ENDED);
            assertThat(Stream.concat(result.warnings().stream(), agent(result, "two").warnings().stream()))
                    .anyMatch(warning -> warning.contains("journal") && warning.contains("cannot be written"));
        } finally {
            FaultBench.signal("KILL", bench.agent("two"));
            FaultBench.await(
                    "the agent is gone",
                    ofSeconds(10),
                    () -> !bench.agent("two").isAlive());
            Tool.run("umount --lazy " + disk);
        }
    }

    @Test
    void aThresholdThatAbortsEndsTheLoadOfAllAgents() throws Exception {
        bench.agents("one", "two");
        String url = bench.target().url();
        Run run = LoadTest.madeBy(() -> FaultTests.thatAborts(url, RATE, 30)).startOn(bench.fleet(), bench.quietly());
        bench.target().awaitArrivals(RATE * 2);
        long failed = System.nanoTime();
        bench.target().fail();
        RunResult result = run.await();
        long last = bench.target().last() - failed;
        bench.tell("a threshold broke, the last request " + last / 1_000_000 + " ms later", failed, result);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reason()).contains("checks");
        assertThat(last).isLessThan(8 * SECOND);
        assertThat(result.ledger().balanced()).as(result.ledger().toString()).isTrue();
        assertThat(result.agents()).extracting(AgentResult::state).containsExactly(State.ENDED, State.ENDED);
        FaultBench.await("the workers end", ofSeconds(10), () -> !bench.hasWorker("one") && !bench.hasWorker("two"));
        assertThat(bench.target().last() - failed).as("nothing more is sent").isEqualTo(last);
    }

    @Test
    void anAgentThatComesInARampHasItsShareFromThenOn() throws Exception {
        bench.agents("one", "two");
        bench.keep("three");
        Run run = bench.ramp(RATE, 20).startOn(bench.fleet().atLeast(2), bench.quietly());
        bench.target().awaitArrivals(RATE / 10);
        long came = System.nanoTime();
        bench.agents("three");
        FaultBench.await("the late one has a worker", ofSeconds(20), () -> bench.hasWorker("three"));
        ProcessHandle worker = bench.worker("three");
        RunResult result = run.await();
        bench.tell("a late agent was started", came, result);

        bench.assertAccounts(result, RATE * 10 + 10);
        assertThat(result.ledger().completed()).isEqualTo(RATE * 10 + 10);
        bench.target().assertNeverMoreThan(FaultTests.rampDue(RATE, 20), result);
        AgentResult three = agent(result, "three");
        assertThat(three.isLate()).isTrue();
        assertThat(three.share()).isBetween(0.33, 0.34);
        assertThat(three.requests()).isEqualTo(bench.target().of(worker.pid()).size());
        // From the moment it joined, a third of what was still due.
        double joined = three.joined().toNanos() / 1e9;
        double left = RATE * 10 + 10 - FaultTests.rampDue(RATE, 20).applyAsDouble(joined);
        assertThat((double) three.requests()).isBetween(left / 3 - 3, left / 3 + 3);
    }
}
