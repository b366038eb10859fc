package dev.perf.report.compare;

import dev.perf.result.Environment;
import dev.perf.result.GeneratorHealth;
import dev.perf.result.PlannedLoad;
import dev.perf.result.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What stands where in {@code summary.json}; a field that is missing or of another kind is an error that names it. */
final class SummaryJson {

    private SummaryJson() {}

    static RunFacts facts(JsonNode summary, Instant startedAt) {
        var tags = new LinkedHashMap<String, String>();
        field(summary, "tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asString("")));
        return RunFacts.of(
                text(summary, "test"),
                text(summary, "runId"),
                startedAt,
                Duration.ofMillis(number(summary, "warmUpMillis").asLong()),
                Duration.ofMillis(number(summary, "durationMillis").asLong()),
                Verdict.valueOf(text(summary, "verdict")),
                tags,
                environment(field(summary, "environment")),
                GeneratorHealth.State.valueOf(text(field(summary, "generator"), "state")),
                list(summary, "plannedLoad").stream().map(SummaryJson::load).toList(),
                number(field(summary, "ledger"), "scheduled").asLong());
    }

    private static Environment environment(JsonNode node) {
        return new Environment(
                text(node, "perf"),
                text(node, "java"),
                text(node, "os"),
                text(node, "host"),
                number(node, "cores").asInt(),
                number(node, "maxHeapBytes").asLong());
    }

    /** Of a load, what is needed to compare it. */
    private static PlannedLoad load(JsonNode node) {
        return new PlannedLoad(
                text(node, "scenario"),
                PlannedLoad.Model.valueOf(text(node, "model").toUpperCase(Locale.ROOT)),
                text(node, "description"),
                list(node, "points").stream()
                        .map(point -> new PlannedLoad.Point(
                                Duration.ofMillis(number(point, "atMillis").asLong()),
                                number(point, "level").asDouble()))
                        .toList(),
                List.of(),
                List.of());
    }

    static JsonNode field(JsonNode node, String name) {
        return require(node.get(name), name);
    }

    static String text(JsonNode node, String name) {
        JsonNode value = field(node, name);
        return require(value.isString() ? value : null, name).asString();
    }

    static JsonNode number(JsonNode node, String name) {
        JsonNode value = field(node, name);
        return require(value.isNumber() ? value : null, name);
    }

    static List<JsonNode> list(JsonNode node, String name) {
        JsonNode value = field(node, name);
        return StreamSupport.stream(
                        require(value.isArray() ? value : null, name).spliterator(), false)
                .toList();
    }

    private static JsonNode require(@Nullable JsonNode value, String name) {
        if (value == null) {
            throw new IllegalArgumentException("it has no field \"" + name + "\" of the right kind");
        }
        return value;
    }
}
