package dev.perf.distributed.fleet;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A coordinator that is ended while its agents put on load. */
@Tag("real-time")
@Timeout(90)
class CoordinatorLossTest {

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

    /** Runs a test for a minute, as a command line does: the url, the folder of reports, and where the agents are. */
    static final class Coordinating {
        public static void main(String... arguments) {
            String url = arguments[0];
            LoadTest.madeBy(() -> FaultBench.steady(url, RATE, 60))
                    .main(
                            "--report",
                            arguments[1],
                            "--fleet",
                            arguments[2] + "?join-timeout=20s&heartbeat=250ms&timeout=2s");
        }
    }

    private Process coordinator() throws Exception {
        bench.agents("one", "two");
        Process process = bench.start(
                "coordinator",
                FaultBench.java(
                        Coordinating.class.getName(),
                        bench.url(),
                        folder.resolve("reports").toString(),
                        bench.address("one") + "," + bench.address("two")));
        bench.awaitArrivals(RATE * 3);
        return process;
    }

    private void assertStops(long from, long withinNanos) {
        FaultBench.await(
                "the workers end",
                ofSeconds(20),
                () -> Stream.of("one", "two")
                        .allMatch(
                                agent -> bench.agent(agent).children().findAny().isEmpty()));
        long last =
                bench.seen().stream().mapToLong(FaultBench.Arrival::nanos).max().orElseThrow();
        System.out.println(
                "the last request came " + (last - from) / 1_000_000 + " ms after the end of the coordinator");
        assertThat(last - from).isLessThan(withinNanos);
        assertThat(bench.agent("one").isAlive()).isTrue();
        assertThat(bench.agent("two").isAlive()).isTrue();
    }

    @Test
    void agentsStopAndKeepJournalsThatTheReportIsMadeOf() throws Exception {
        Process coordinator = coordinator();
        long killed = System.nanoTime();
        coordinator.destroyForcibly();
        assertStops(killed, bench.fleet().lease().plusSeconds(1).toNanos());

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
        List<String> command = FaultBench.java("dev.perf.cli.PerfCommand", "report", "--rebuild");
        command.addAll(journals);
        Process report = bench.start("report", command);
        assertThat(report.waitFor(30, TimeUnit.SECONDS)).isTrue();
        System.out.println(bench.said("report"));
        assertThat(report.exitValue()).as(bench.said("report")).isZero();
        Path rebuilt = Path.of(journals.getFirst());
        assertThat(rebuilt.resolve("index.html")).isNotEmptyFile();
        assertThat(rebuilt.resolve("summary.json")).content().contains("\"one\"", "\"two\"");
    }

    @Test
    void ctrlCEndsTheRunOfAllAgentsWithAReport() throws Exception {
        Process coordinator = coordinator();
        long told = System.nanoTime();
        FaultBench.signal("INT", coordinator.toHandle());
        assertThat(coordinator.waitFor(20, TimeUnit.SECONDS)).isTrue();
        System.out.println(
                "over " + (System.nanoTime() - told) / 1_000_000 + " ms after Ctrl-C: " + bench.said("coordinator"));
        assertStops(told, ofSeconds(4).toNanos());
        try (Stream<Path> files = Files.walk(folder.resolve("reports"))) {
            assertThat(files.filter(file -> file.endsWith("index.html"))).hasSize(1);
        }
    }
}
