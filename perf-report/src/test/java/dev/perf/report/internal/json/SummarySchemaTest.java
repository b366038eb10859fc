package dev.perf.report.internal.json;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.perf.metric.Unit;
import dev.perf.report.Reports;
import dev.perf.report.internal.Results;
import dev.perf.report.internal.Times;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The published schema, neither narrower nor wider than what is written. */
class SummarySchemaTest {

    private static final SchemaRegistry REGISTRY =
            SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    private static final JsonNode SCHEMA = JsonMapper.shared().readTree(Reports.summarySchema());

    @Test
    void isASchema() {
        Schema dialect = REGISTRY.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

        assertThat(SCHEMA.get("$schema").stringValue()).isEqualTo(SpecificationVersion.DRAFT_2020_12.getDialectId());
        assertThat(faults(dialect, SCHEMA)).isEmpty();
    }

    @TempDir
    private static Path folder;

    @BeforeAll
    static void writeBaseline() throws IOException {
        Reports.write(Results.passing(), folder);
    }

    static Stream<RunResult> runs() {
        return Stream.concat(
                Results.all().stream(),
                Stream.of(
                        withOwnMetrics(),
                        Results.failing().toBuilder().baseline(folder).build(),
                        Results.invalid().toBuilder().baseline(folder).build(),
                        Results.passing().toBuilder()
                                .baseline(folder.resolve("index.html"))
                                .build()));
    }

    @ParameterizedTest
    @MethodSource("runs")
    void describesEverySummary(RunResult result) {
        assertThat(faults(Summary.of(result))).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("runs")
    void describesEverySummaryAsItIsRead(RunResult result) {
        assertThat(faults(JsonMapper.shared().readTree(Summary.of(result).toString())))
                .isEmpty();
    }

    @Test
    void namesNothingThatIsNeverWritten() {
        var written = new TreeSet<String>();
        runs().forEach(result -> names(Summary.of(result), written));
        var named = new TreeSet<String>();
        properties(SCHEMA, named);

        assertThat(named).isNotEmpty();
        assertThat(written).containsAll(named);
    }

    @Test
    void noFieldMayBeMissing() {
        ObjectNode summary = Summary.of(Results.tiny());
        for (String field : List.copyOf(summary.propertyNames())) {
            ObjectNode less = summary.deepCopy();
            less.remove(field);

            assertThat(faults(less)).as(field).containsExactly(": required property '" + field + "' not found");
        }
    }

    @Test
    void noFieldMayBeForgottenInIt() {
        ObjectNode summary = Summary.of(Results.tiny());
        summary.put("surprise", 1);
        ((ObjectNode) summary.at("/metrics/response_time")).put("p42", 1);
        ((ObjectNode) summary.at("/metrics/http_reqs")).put("p42", 1);
        ((ObjectNode) summary.at("/requests/0/serviceTime")).put("p42", 1);
        ((ObjectNode) summary.at("/series")).putArray("surprise");

        assertThat(faults(summary))
                .anyMatch(fault -> fault.startsWith(": property 'surprise'"))
                .anyMatch(fault -> fault.startsWith("/metrics/response_time:"))
                .anyMatch(fault -> fault.startsWith("/metrics/http_reqs:"))
                .anyMatch(fault -> fault.startsWith("/requests/0/serviceTime:"))
                .anyMatch(fault -> fault.startsWith("/series: property 'surprise'"));
    }

    @Test
    void anotherVersionIsAnotherFormat() {
        assertThat(faults(Summary.of(Results.tiny()).put("schemaVersion", 2)))
                .containsExactly("/schemaVersion: must be the constant value '1'");
    }

    private static RunResult withOwnMetrics() {
        RunResult tiny = Results.tiny();
        return tiny.toBuilder()
                .seed(Long.MIN_VALUE)
                .metrics(List.of(
                        new MetricResult.Trend("order_size", Map.of(), Times.of(12, 30), Unit.BYTES),
                        new MetricResult.Counter("orders", Map.of("shop", "a,b"), -3, -1.5, Unit.MILLISECONDS),
                        new MetricResult.Gauge("stock", Map.of(), -1, -1, -1, Unit.BYTES),
                        new MetricResult.Rate("found", Map.of(), 0, 0)))
                .build();
    }

    private static List<String> faults(JsonNode summary) {
        return faults(REGISTRY.getSchema(SCHEMA), summary);
    }

    private static List<String> faults(Schema schema, JsonNode value) {
        return schema.validate(value).stream()
                .map(fault -> fault.getInstanceLocation() + ": " + fault.getMessage())
                .toList();
    }

    private static void names(JsonNode node, TreeSet<String> into) {
        into.addAll(node.propertyNames());
        node.forEach(child -> names(child, into));
    }

    private static void properties(JsonNode schema, TreeSet<String> into) {
        if (schema.get("properties") instanceof ObjectNode properties) {
            into.addAll(properties.propertyNames());
        }
        schema.forEach(child -> properties(child, into));
    }
}
