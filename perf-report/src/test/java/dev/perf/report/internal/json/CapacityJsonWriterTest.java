package dev.perf.report.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.internal.Capacities;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class CapacityJsonWriterTest {

    @TempDir
    private Path folder;

    @Test
    void writesTheAnswerAndAllSteps() throws Exception {
        var writer = new CapacityJsonWriter();
        Path file = folder.resolve(writer.fileName());
        writer.write(Capacities.found(), file);

        assertThat(file).hasFileName("capacity.json");
        JsonNode root = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(root.propertyNames())
                .containsExactly(
                        "schemaVersion",
                        "test",
                        "runId",
                        "startedAt",
                        "durationMillis",
                        "goal",
                        "unit",
                        "from",
                        "to",
                        "resolution",
                        "settlingMillis",
                        "measuringMillis",
                        "verdict",
                        "conclusion",
                        "reason",
                        "highest",
                        "confirmed",
                        "firstBroken",
                        "steps",
                        "tags",
                        "seed",
                        "warnings");
        assertThat(root.get("highest").asDouble()).isEqualTo(20);
        assertThat(root.get("conclusion").asString()).isEqualTo("FOUND");
        assertThat(root.get("unit").asString()).isEqualTo("iterations/s");
        assertThat(root.at("/firstBroken/level").asDouble()).isEqualTo(40);
        assertThat(root.at("/firstBroken/threshold").asString()).isEqualTo("response_time: p(95) < 40");
        assertThat(root.get("steps").size()).isEqualTo(4);
        assertThat(root.at("/steps/2/outcome").asString()).isEqualTo("BROKE");
        assertThat(root.at("/steps/2/achievedRate").asDouble()).isEqualTo(39.5);
        assertThat(root.at("/steps/2/responseTime/max").asDouble()).isEqualTo(47.25);
        assertThat(root.at("/steps/2/report").asString()).isEqualTo("step-03/summary.json");
    }

    @Test
    void saysNullWhereNothingHeld() throws Exception {
        var writer = new CapacityJsonWriter();
        Path file = folder.resolve(writer.fileName());
        writer.write(Capacities.stopped(), file);

        JsonNode root = JsonMapper.shared().readTree(Files.readString(file));
        assertThat(root.get("highest").isNull()).isTrue();
        assertThat(root.get("firstBroken").isNull()).isTrue();
        assertThat(root.at("/steps/0/responseTime/p95").isNull()).isTrue();
    }
}
