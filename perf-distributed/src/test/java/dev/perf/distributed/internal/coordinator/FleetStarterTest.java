package dev.perf.distributed.internal.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.conduct.Fleets;
import dev.perf.fleet.Fleet;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Agents in processes of their own, over JGroups. */
@Timeout(120)
class FleetStarterTest {

    @Test
    void startsAgentsOfThisMachineAndEndsThem() throws InterruptedException {
        List<ProcessHandle> started;
        try (var starter = FleetStarter.start(Fleet.local(2), Fleets.version())) {
            started = ProcessHandle.current().children().toList();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
            while (starter.coordinator().agents().size() < 2) {
                assertThat(System.nanoTime())
                        .as("agents: " + starter.coordinator().agents())
                        .isLessThan(end);
                Thread.onSpinWait();
            }
            assertThat(starter.coordinator().agents())
                    .extracting(agent -> agent.node().name())
                    .containsExactly("local-1", "local-2");
            assertThat(started).hasSizeGreaterThanOrEqualTo(2);
        }
        assertThat(started).noneMatch(ProcessHandle::isAlive);
    }
}
