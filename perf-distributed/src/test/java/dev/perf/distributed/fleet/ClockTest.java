package dev.perf.distributed.fleet;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.perf.distributed.internal.security.TestFleet;
import dev.perf.fleet.Fleet;
import dev.perf.result.RunResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agents whose clocks are wrong, by means of libfaketime; their workers, which inherit little, have the right time. */
@Tag("real-time")
@Timeout(90)
@EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
class ClockTest {

    private static final Path LIBRARY = Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1");
    private static final int RATE = 200;

    @RegisterExtension
    private final FaultBench bench = new FaultBench();

    private void agent(String name, String offset) throws Exception {
        bench.agentBehind(
                List.of(
                        "/usr/bin/env",
                        "LD_PRELOAD=" + LIBRARY,
                        "FAKETIME=" + offset,
                        "FAKETIME_DONT_FAKE_MONOTONIC=1",
                        "FAKETIME_FORCE_MONOTONIC_FIX=0"),
                name,
                "--security",
                TestFleet.ours().folder().resolve("agents").resolve(name).toString());
    }

    @Test
    void agentsWhoseClocksAreFiveMinutesOffPutOnTheLoadAtTheSameTime() throws Exception {
        assumeThat(Files.exists(LIBRARY))
                .as(LIBRARY + " of the package faketime is needed")
                .isTrue();
        agent("one", "+300s");
        agent("two", "-300s");
        bench.awaitListening("one", "two");
        Fleet fleet = bench.fleet().secured(TestFleet.ours().folder().resolve("coordinator"));
        RunResult result = bench.steady(RATE, 5).runOn(fleet, bench.quietly());
        bench.tell("clocks 300 s off", System.nanoTime(), result);

        bench.assertAccounts(result, RATE * 5);
        assertThat(result.ledger().completed()).isEqualTo(RATE * 5);
        bench.target().assertNeverMoreThan(RATE, result);
        FaultBench.assertPassed(result);
        assertThat(FaultBench.agent(result, "one").clock().offset()).isCloseTo(ofSeconds(300), ofSeconds(1));
        assertThat(FaultBench.agent(result, "two").clock().offset()).isCloseTo(ofSeconds(-300), ofSeconds(1));
        assertThat(result.agents()).allMatch(agent -> agent.clock().late().compareTo(ofMillis(250)) < 0);
    }
}
