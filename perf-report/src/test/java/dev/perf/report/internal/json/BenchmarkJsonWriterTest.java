package dev.perf.report.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.benchmark.BenchmarkError;
import dev.perf.benchmark.BenchmarkResult;
import dev.perf.benchmark.BenchmarkRound;
import dev.perf.benchmark.ComparisonResult;
import dev.perf.benchmark.ConfidenceInterval;
import dev.perf.benchmark.Contrast;
import dev.perf.result.Distribution;
import dev.perf.result.Environment;
import dev.perf.result.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BenchmarkJsonWriterTest {

    @TempDir
    private Path folder;

    @Test
    void writesBenchmarksContrastsAndSurroundings() throws IOException {
        JsonNode root = written(result());

        assertThat(root.propertyNames())
                .containsExactly(
                        "schemaVersion",
                        "name",
                        "startedAt",
                        "durationMillis",
                        "verdict",
                        "benchmarks",
                        "contrasts",
                        "environment");
        assertThat(root.get("verdict").asString()).isEqualTo("FAILED");
        assertThat(root.at("/environment/cores").asInt()).isEqualTo(4);
        assertThat(root.at("/contrasts/0").toString())
                .isEqualTo("{\"benchmark\":\"fast\",\"baseline\":\"slow\",\"speedup\":{\"estimate\":2,\"low\":1.5,"
                        + "\"high\":2.5,\"level\":0.95},\"supported\":true,\"sentence\":\"fast is 2.00 times as fast as"
                        + " slow (95 % interval 1.50 to 2.50)\"}");
    }

    @Test
    void writesWhatWasMeasuredInNanoseconds() throws IOException {
        JsonNode slow = written(result()).at("/benchmarks/0");

        assertThat(slow.get("operations").asLong()).isEqualTo(200);
        assertThat(slow.get("failures").asLong()).isEqualTo(3);
        assertThat(slow.get("batch").asInt()).isEqualTo(10);
        assertThat(slow.get("meanNanos").asDouble()).isEqualTo(25);
        assertThat(slow.at("/meanInterval/low").asDouble()).isEqualTo(20);
        assertThat(slow.get("operationsPerSecond").asDouble()).isEqualTo(8e7);
        assertThat(slow.get("allocatedBytesPerOperation").asDouble()).isEqualTo(16);
        assertThat(slow.get("percentilesNanos").toString())
                .isEqualTo("{\"p50\":25,\"p90\":null,\"p95\":null,\"p99\":null,\"p999\":null}");
        assertThat(slow.at("/rounds/0").toString())
                .isEqualTo("{\"operations\":100,\"meanNanos\":20,\"failures\":0,\"allocatedBytes\":1600,"
                        + "\"collections\":1,\"collectingMillis\":7}");
        assertThat(slow.at("/errors/0").toString())
                .isEqualTo("{\"kind\":\"IllegalStateException\",\"message\":\"closed\",\"count\":3}");
        assertThat(slow.at("/warnings/0").asString()).isEqualTo("noise");
    }

    @Test
    void whatIsNotKnownIsNull() throws IOException {
        JsonNode fast = written(result()).at("/benchmarks/1");

        assertThat(fast.get("meanNanos").isNull()).isTrue();
        assertThat(fast.get("meanInterval").isNull()).isTrue();
        assertThat(fast.get("allocatedBytesPerOperation").isNull()).isTrue();
        assertThat(fast.at("/percentilesNanos/p50").isNull()).isTrue();
        assertThat(fast.at("/rounds/0/allocatedBytes").isNull()).isTrue();
    }

    private JsonNode written(ComparisonResult result) throws IOException {
        Path file = folder.resolve("benchmarks.json");
        new BenchmarkJsonWriter().write(result, file);
        return JsonMapper.shared().readTree(Files.readString(file));
    }

    private static ComparisonResult result() {
        var slow = new BenchmarkResult(
                "slow",
                2,
                10,
                List.of(
                        new BenchmarkRound(100, 2_000, 0, 1_600L, 1, Duration.ofMillis(7)),
                        new BenchmarkRound(100, 3_000, 3, 1_600L, 0, Duration.ZERO)),
                Distribution.of(new long[] {250}, new long[] {20}, 250, 250, 5_000),
                new ConfidenceInterval(25, 20, 30, 0.95),
                List.of(new BenchmarkError("IllegalStateException", "closed", 3)),
                List.of("noise"));
        var fast = new BenchmarkResult(
                "fast",
                1,
                1,
                List.of(new BenchmarkRound(0, 0, 0, null, 0, Duration.ZERO)),
                Distribution.EMPTY,
                null,
                List.of(),
                List.of());
        return new ComparisonResult(
                "slow, fast",
                Instant.EPOCH,
                Duration.ofSeconds(3),
                Verdict.FAILED,
                List.of(slow, fast),
                List.of(new Contrast("fast", "slow", new ConfidenceInterval(2, 1.5, 2.5, 0.95))),
                new Environment("1", "25", "Linux", "host", 4, 1_000));
    }
}
