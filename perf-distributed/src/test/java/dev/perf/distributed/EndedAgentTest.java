package dev.perf.distributed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.fleet.Fleet;
import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An agent whose process is told to end in the middle of a test. */
@Timeout(120)
class EndedAgentTest {

    private final List<Process> agents = new ArrayList<>();

    @TempDir
    private Path folder;

    @AfterEach
    void endAgents() throws InterruptedException {
        for (Process agent : agents) {
            agent.destroyForcibly().waitFor();
        }
    }

    @Test
    void endsItsIterationsTellsTheCoordinatorAndLeaves() throws Exception {
        String coordinator = "127.0.0.1:" + freePort();
        Process one = startAgent("one", coordinator);
        startAgent("two", coordinator);
        String marker = folder.resolve("under-load").toString();
        Run run = LoadTest.madeBy(() -> QueuedTests.marking(marker, Duration.ofSeconds(4)))
                .startOn(Fleet.joining(coordinator, 2), RunOptions.DEFAULTS.withoutReport());
        awaitFile(Path.of(marker));

        one.destroy();

        RunResult result = run.await();
        assertThat(one.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.PASSED);
        assertThat(result.ledger().interrupted()).isZero();
        assertThat(result.events())
                .extracting(RunEvent::text)
                .contains("agent \"one\" was lost: the agent is shut down");
    }

    private Process startAgent(String name, String coordinator) throws IOException {
        Process agent = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "dev.perf.cli.PerfCommand",
                        "agent",
                        "--insecure",
                        "--join=" + coordinator,
                        "--name=" + name,
                        "--dir=" + folder.resolve("runs"),
                        "--cache=" + folder.resolve("cache"))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        agents.add(agent);
        return agent;
    }

    private static int freePort() throws IOException {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void awaitFile(Path file) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!Files.exists(file)) {
            assertThat(System.nanoTime()).as("no load yet").isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }
}
