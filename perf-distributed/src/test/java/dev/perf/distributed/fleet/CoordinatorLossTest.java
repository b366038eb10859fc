package dev.perf.distributed.fleet;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.result.AgentResult;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A coordinator that is ended while its agents get ready or put on load. */
@Tag("real-time")
@Timeout(90)
class CoordinatorLossTest {

    private static final int RATE = 200;

    @RegisterExtension
    private final FaultBench bench = new FaultBench();

    /** Runs a test as a command line does: the url, its seconds, the folder of reports, and where the agents are. */
    static final class Coordinating {
        public static void main(String... arguments) {
            String url = arguments[0];
            int seconds = Integer.parseInt(arguments[1]);
            LoadTest.madeBy(() -> FaultTests.steady(url, RATE, seconds))
                    .main(
                            "--report",
                            arguments[2],
                            "--fleet",
                            arguments[3] + "?join-timeout=20s&heartbeat=250ms&timeout=2s");
        }
    }

    private Process coordinator(int seconds) throws Exception {
        bench.agents("one", "two");
        return bench.start(
                "coordinator",
                FaultBench.java(
                        Coordinating.class.getName(),
                        bench.target().url(),
                        Integer.toString(seconds),
                        bench.folder().resolve("reports").toString(),
                        bench.address("one") + "," + bench.address("two")));
    }

    private Process coordinatorUnderWay() throws Exception {
        Process process = coordinator(60);
        bench.target().awaitArrivals(RATE * 3 / 2);
        return process;
    }

    private void awaitWorkersGone() {
        FaultBench.await("the workers end", ofSeconds(20), () -> !bench.hasWorker("one") && !bench.hasWorker("two"));
        assertThat(bench.agent("one").isAlive()).isTrue();
        assertThat(bench.agent("two").isAlive()).isTrue();
    }

    private void assertStops(long from, long withinNanos) {
        awaitWorkersGone();
        long last = bench.target().last() - from;
        System.out.println("the last request came " + last / 1_000_000 + " ms after the end of the coordinator");
        assertThat(last).isLessThan(withinNanos);
    }

    private List<String> journals() throws Exception {
        List<String> journals = new ArrayList<>();
        for (String agent : List.of("one", "two")) {
            FaultBench.await(
                    "a journal of " + agent,
                    ofSeconds(10),
                    () -> bench.said(agent).contains("is kept in"));
            try (Stream<Path> files = Files.walk(bench.directory(agent).resolve("journals"))) {
                files.filter(file -> file.endsWith("journal.bin"))
                        .forEach(file -> journals.add(file.getParent().toString()));
            }
        }
        assertThat(journals).hasSize(2);
        return journals;
    }

    /** Makes the report of journals, and returns its folder. */
    private Path rebuilt(List<String> journals) throws Exception {
        List<String> command = FaultBench.java("dev.perf.cli.PerfCommand", "report", "--rebuild");
        command.addAll(journals);
        Process report = bench.start("report", command);
        assertThat(report.waitFor(30, TimeUnit.SECONDS)).isTrue();
        System.out.println(bench.said("report"));
        assertThat(report.exitValue()).as(bench.said("report")).isZero();
        return Path.of(journals.getFirst());
    }

    /** Agents whose coordinator is gone take the next one. */
    private void assertTakeTheNext() throws InterruptedException {
        RunResult next = bench.steady(RATE, 1).runOn(bench.fleet(), bench.quietly());
        assertThat(next.requestCount()).isEqualTo(RATE);
        assertThat(next.agents()).extracting("state").containsOnly(AgentResult.State.ENDED);
    }

    @Test
    void agentsStopAndKeepJournalsThatTheReportIsMadeOf() throws Exception {
        Process coordinator = coordinatorUnderWay();
        long killed = System.nanoTime();
        coordinator.destroyForcibly();
        assertStops(killed, bench.fleet().lease().plusMillis(250).toNanos());

        Path rebuilt = rebuilt(journals());
        assertThat(rebuilt.resolve("index.html")).isNotEmptyFile();
        assertThat(rebuilt.resolve("summary.json")).content().contains("\"one\"", "\"two\"", "\"ABORTED\"");
    }

    @Test
    @EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
    void agentsThatGetReadyPutOnNoLoadAndTakeTheNext() throws Exception {
        Process coordinator = coordinator(60);
        FaultBench.await("workers", FaultBench.PATIENCE, () -> bench.hasWorker("one") && bench.hasWorker("two"));
        long killed = System.nanoTime();
        coordinator.destroyForcibly();
        awaitWorkersGone();
        System.out.println("workers were gone " + (System.nanoTime() - killed) / 1_000_000
                + " ms after the end of the coordinator");
        assertThat(bench.target().seen()).isEmpty();
        assertTakeTheNext();
    }

    @Test
    @EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
    void whatAgentsDidToTheEndIsInTheirJournals() throws Exception {
        int seconds = 4;
        Process coordinator = coordinator(seconds);
        bench.target().awaitArrivals(RATE * seconds - RATE / 2);
        long killed = System.nanoTime();
        coordinator.destroyForcibly();
        assertStops(killed, bench.fleet().lease().plusMillis(250).toNanos());

        Path rebuilt = rebuilt(journals());
        assertThat(rebuilt.resolve("summary.json")).content().contains("\"one\"", "\"two\"");
        System.out.println(bench.target().seen().size() + " requests arrived");
        assertTakeTheNext();
    }

    /** It finds its agents gone, who have long stopped. */
    @Test
    @EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
    void aCoordinatorThatWasFrozenEndsItsRunAndTellsWhy() throws Exception {
        Process coordinator = coordinatorUnderWay();
        long frozen = System.nanoTime();
        FaultBench.signal("STOP", coordinator.toHandle());
        assertStops(frozen, bench.fleet().lease().plusMillis(250).toNanos());
        journals();
        FaultBench.signal("CONT", coordinator.toHandle());
        long thawed = System.nanoTime();
        assertThat(coordinator.waitFor(20, TimeUnit.SECONDS)).isTrue();
        System.out.println("over " + (System.nanoTime() - thawed) / 1_000_000 + " ms after it went on: "
                + bench.said("coordinator"));
        assertThat(coordinator.exitValue()).isEqualTo(Verdict.ABORTED.exitCode());
        assertThat(bench.said("coordinator")).contains("no agent is left");
        assertTakeTheNext();
    }

    @Test
    void ctrlCEndsTheRunOfAllAgentsWithAReport() throws Exception {
        Process coordinator = coordinatorUnderWay();
        long told = System.nanoTime();
        // Java does the same for both, and processes of a shell's background do not hear INT.
        FaultBench.signal("TERM", coordinator.toHandle());
        assertThat(coordinator.waitFor(20, TimeUnit.SECONDS))
                .as(() -> bench.said("coordinator"))
                .isTrue();
        System.out.println(
                "over " + (System.nanoTime() - told) / 1_000_000 + " ms after Ctrl-C: " + bench.said("coordinator"));
        assertStops(told, ofSeconds(2).toNanos());
        try (Stream<Path> files = Files.walk(bench.folder().resolve("reports"))) {
            assertThat(files.filter(file -> file.endsWith("index.html"))).hasSize(1);
        }
    }
}
