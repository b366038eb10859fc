package dev.perf.report.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.report.Reports;
import dev.perf.report.compare.RunComparison;
import dev.perf.report.compare.StoredRun;
import dev.perf.report.internal.Results;
import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ComparisonJsonTest {

    @TempDir
    Path folder;

    private JsonNode written(RunResult baseline, RunResult candidate) throws IOException {
        Reports.write(RunComparison.of(StoredRun.of(baseline), StoredRun.of(candidate)), folder);
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("compare.html"));
        assertThat(folder).isDirectoryContaining(file -> file.endsWith("report.css"));
        return JsonMapper.shared().readTree(folder.resolve("compare.json").toFile());
    }

    @Test
    void writesTheOutcomeAndEveryChange() throws IOException {
        JsonNode root = written(Results.passing(), Results.failing());
        assertThat(root.propertyNames())
                .containsExactly(
                        "schemaVersion",
                        "outcome",
                        "exitCode",
                        "reason",
                        "baseline",
                        "candidate",
                        "rules",
                        "differences",
                        "changes");
        assertThat(root.get("outcome").asString()).isEqualTo("WORSE");
        assertThat(root.get("exitCode").asInt()).isEqualTo(1);
        assertThat(root.get("baseline").get("verdict").asString()).isEqualTo("PASSED");
        assertThat(root.get("candidate").get("environment").get("cores").asInt())
                .isEqualTo(8);
        assertThat(root.get("rules").toString())
                .isEqualTo(
                        "{\"relativeLimit\":0.05,\"absoluteLimitMillis\":0.5,\"errorRateLimit\":0.001,\"chance\":0.05,"
                                + "\"forced\":false}");
        JsonNode p95 = root.get("changes").get(1);
        assertThat(p95.propertyNames())
                .containsExactly(
                        "metric",
                        "request",
                        "before",
                        "after",
                        "difference",
                        "relative",
                        "typical",
                        "relativeTypical",
                        "noise",
                        "blocks",
                        "samplesBefore",
                        "samplesAfter",
                        "chance",
                        "adjustedChance",
                        "judgement");
        assertThat(p95.get("metric").asString()).isEqualTo("p95");
        assertThat(p95.get("request").isNull()).isTrue();
        assertThat(p95.get("blocks").asInt()).isEqualTo(30);
        assertThat(p95.get("typical").get("level").asDouble()).isEqualTo(0.95);
    }

    @Test
    void writesWhyRunsAreNotCompared() throws IOException {
        JsonNode root = written(Results.passing(), Results.hostile());
        assertThat(root.get("exitCode").asInt()).isEqualTo(3);
        assertThat(root.get("changes")).isEmpty();
        assertThat(root.get("differences").get(0).toString())
                .isEqualTo("{\"kind\":\"test\",\"refuses\":true,\"text\":\"test: \\\"checkout\\\" in the baseline,"
                        + " \\\"<script>alert('test')</script>\\\" in the candidate\"}");
    }
}
