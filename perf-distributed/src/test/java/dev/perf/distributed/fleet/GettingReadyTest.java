package dev.perf.distributed.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.fleet.FleetException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Agents that are lost while they get ready: there is no run, and who is missing is told. */
@Tag("real-time")
@Timeout(90)
class GettingReadyTest {

    @RegisterExtension
    private final FaultBench bench = new FaultBench();

    /** Gives a signal to an agent whose worker gets ready, and looks what the caller is refused with. */
    private void assertRefused(String signal, String cause) throws Exception {
        bench.agents("one", "two");
        var faulty = CompletableFuture.runAsync(() -> {
            FaultBench.await("a worker", FaultBench.PATIENCE, () -> bench.hasWorker("two"));
            FaultBench.signal(signal, bench.agent("two"));
        });
        assertThatThrownBy(() -> bench.steady(200, 5).runOn(bench.fleet(), bench.quietly()))
                .isInstanceOf(FleetException.class)
                .hasMessageContaining("test \"faults\" cannot begin: agent two")
                .hasMessageContaining(cause)
                .hasMessageContaining("2 agents are needed, and 1 is left");
        faulty.join();
        assertThat(bench.target().seen()).isEmpty();
        assertThat(bench.agent("one").isAlive()).isTrue();
    }

    @Test
    void anAgentThatIsKilled() throws Exception {
        assertRefused("KILL", "was lost");
    }

    @Test
    @EnabledIfSystemProperty(named = "perf.faults", matches = "all", disabledReason = FaultBench.LONG)
    void anAgentThatIsFrozen() throws Exception {
        assertRefused("STOP", "silent for 2");
    }
}
