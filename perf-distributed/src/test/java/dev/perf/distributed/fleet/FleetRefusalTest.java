package dev.perf.distributed.fleet;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perf.distributed.internal.security.TestFleet;
import dev.perf.distributed.internal.transport.HostPort;
import dev.perf.fleet.Fleet;
import dev.perf.fleet.FleetException;
import dev.perf.result.RunResult;
import dev.perf.spi.Run;
import java.io.File;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is refused before a run, with real agents: in time, with what was expected and what was found. */
@Tag("real-time")
@Timeout(90)
class FleetRefusalTest {

    @RegisterExtension
    private final FaultBench bench = new FaultBench();

    private String refused(Fleet fleet) throws Exception {
        long start = System.nanoTime();
        FleetException refused = catchThrowableOfType(
                FleetException.class, () -> bench.steady(50, 2).runOn(fleet, bench.quietly()));
        long took = System.nanoTime() - start;
        assertThat(refused).isNotNull();
        System.out.println("refused after " + took / 1_000_000 + " ms: " + refused.getMessage());
        assertThat(took).isLessThan(fleet.joinTimeout().plusSeconds(5).toNanos());
        assertThat(bench.target().seen()).isEmpty();
        return String.valueOf(refused.getMessage());
    }

    @Test
    void agentsThatAreNotThereOrDoNotFit() throws Exception {
        bench.agents("one");
        String closed = bench.freeAddress();
        Fleet one = bench.fleet().joinTimeout(ofSeconds(2));
        Fleet two = FaultBench.quick(Fleet.of(bench.address("one"), closed)).joinTimeout(ofSeconds(2));

        assertThat(refused(two)).contains("2 agents were expected", "one", closed);
        assertThat(refused(one.require("gpu", "yes")))
                .contains("1 agent with gpu=yes was expected", "one", "has no label gpu");
        assertThat(refused(FaultBench.quick(Fleet.of("nowhere.invalid:7800")).joinTimeout(ofSeconds(2))))
                .contains("nowhere.invalid");
        // And all that has cost the agent nothing.
        assertThat(bench.steady(50, 1)
                        .runOn(one.joinTimeout(ofSeconds(20)), bench.quietly())
                        .requestCount())
                .isEqualTo(50);
    }

    @Test
    @EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
    void agentsOfOneName() throws Exception {
        bench.agents("one");
        Process other = bench.start("other", bench.agentCommand("one", bench.keep("other"), "--insecure"));
        bench.awaitListening("other");
        assertThat(refused(bench.fleet().joinTimeout(ofSeconds(4))))
                .contains("2 agents were expected", "the name \"one\" is taken");
        assertThat(other.isAlive() || other.exitValue() == 4).isTrue();
    }

    @Test
    void anAgentOfAnotherVersion() throws Exception {
        Path version = bench.folder().resolve("newer/dev/perf/engine/internal/version/perf-version.properties");
        Files.createDirectories(version.getParent());
        Files.writeString(version, "version=99.9");
        List<String> command = new ArrayList<>(bench.agentCommand("newer", bench.keep("newer"), "--insecure"));
        int classPath = command.indexOf("-cp") + 1;
        command.set(classPath, bench.folder().resolve("newer") + File.pathSeparator + command.get(classPath));
        bench.start("newer", command);
        bench.awaitListening("newer");
        assertThat(refused(bench.fleet().joinTimeout(ofSeconds(2))))
                .contains(bench.address("newer"), "it has Perf 99.9", "give both the same version");
    }

    @Test
    @EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
    void certificatesThatDoNotFit() throws Exception {
        Path ours = TestFleet.ours().folder();
        Path foreign = TestFleet.foreign().folder();
        bench.agent(
                "foreign",
                "--security",
                foreign.resolve("agents").resolve("one").toString());
        bench.agents("bare");
        bench.awaitListening("foreign");
        Fleet secured = bench.fleet().secured(ours.resolve("coordinator")).joinTimeout(ofSeconds(4));

        assertThat(refused(secured))
                .contains("2 agents were expected", bench.address("foreign"), bench.address("bare"));
        assertThat(refused(FaultBench.quick(Fleet.of(bench.address("foreign"))).joinTimeout(ofSeconds(3))))
                .contains(bench.address("foreign"));
    }

    @Test
    void anAgentOfNoCapacityDoesNotStart() throws Exception {
        Process none = bench.agent("none", "--insecure", "--capacity", "0/s");
        assertThat(none.waitFor(20, TimeUnit.SECONDS)).isTrue();
        System.out.println(bench.said("none"));
        assertThat(none.exitValue()).isEqualTo(2);
        assertThat(bench.said("none")).contains("capacity");
    }

    @Test
    void anAgentWithoutRoomOnItsDiskIsRefusedWithTheReason() throws Exception {
        bench.agentBehind(List.of("/bin/sh", "-c", "ulimit -f 64 && exec \"$0\" \"$@\""), "full", "--insecure");
        bench.awaitListening("full");
        assertThat(refused(bench.fleet())).contains("full", "the class path: ", "File too large");
        assertThat(bench.agent("full").isAlive()).isTrue();
    }

    @Test
    @EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
    void silentConnectionsHoldNobodyUp() throws Exception {
        bench.agents("one");
        int agent = HostPort.parse(bench.address("one")).port();
        int coordinator = bench.freePort();
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 40; i++) {
                silent.add(new Socket(FaultBench.LOOPBACK, agent));
            }
            long start = System.nanoTime();
            Fleet fleet = bench.fleet().listeningOn(FaultBench.LOOPBACK + ":" + coordinator);
            Run run = bench.steady(100, 4).startOn(fleet, bench.quietly());
            long ready = System.nanoTime() - start;
            for (int i = 0; i < 40; i++) {
                silent.add(new Socket(FaultBench.LOOPBACK, coordinator));
            }
            RunResult result = run.await();
            bench.tell("80 silent connections, ready after " + ready / 1_000_000 + " ms", start, result);
            bench.assertAccounts(result, 400);
            assertThat(result.ledger().completed()).isEqualTo(400);
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }
}
