package dev.perf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.distributed.internal.coordinator.FleetStarter;
import dev.perf.engine.conduct.Fleets;
import dev.perf.fleet.Fleet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class AgentSerializationTest {

    @TempDir
    private Path folder;

    @Test
    void agentsJoinAndReadNoSerializedObjects() throws Exception {
        try (var starter = FleetStarter.start(Fleet.joining("127.0.0.1:0", 1), Fleets.version())) {
            Process agent = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            UnserializedAgent.class.getName(),
                            "agent",
                            "--insecure",
                            "--join=" + starter.address(),
                            "--name=one",
                            "--dir=" + folder.resolve("runs"),
                            "--cache=" + folder.resolve("cache"))
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try {
                assertThat(starter.coordinator().await(1, Map.of(), Duration.ofSeconds(60)))
                        .isNull();
                assertThat(agent.inputReader().readLine()).isEqualTo("refused");
            } finally {
                agent.destroyForcibly().waitFor();
            }
        }
    }
}
