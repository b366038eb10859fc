package dev.perf.report.internal.json;

import dev.perf.result.PlannedLoad.Model;
import dev.perf.result.ThresholdResult;
import dev.perf.search.CapacityResult;
import dev.perf.search.CapacityStep;
import dev.perf.spi.CapacityWriter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a search found as a tree, version 1. */
final class Capacity {

    private static final int SCHEMA_VERSION = 1;

    private Capacity() {}

    static ObjectNode of(CapacityResult result) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schemaVersion", SCHEMA_VERSION);
        root.put("test", result.test());
        root.put("runId", result.runId());
        root.put("startedAt", result.startedAt().toString());
        root.put("durationMillis", result.duration().toMillis());
        root.put("goal", word(result.goal()));
        root.put("unit", result.model() == Model.OPEN ? "iterations/s" : "users");
        Numbers.put(root, "from", result.from());
        Numbers.put(root, "to", result.to());
        Numbers.put(root, "resolution", result.resolution());
        root.put("settlingMillis", result.settling().toMillis());
        root.put("measuringMillis", result.measuring().toMillis());
        root.put("verdict", result.verdict().name());
        root.put("conclusion", result.conclusion().name());
        root.put("reason", result.reason());
        Numbers.put(root, "highest", level(result.highest()));
        root.put("confirmed", result.confirmed());
        broken(root, result.firstBroken());
        ArrayNode steps = root.putArray("steps");
        result.steps().forEach(step -> step(steps.addObject(), step));
        ObjectNode tags = root.putObject("tags");
        result.tags().forEach(tags::put);
        root.put("seed", result.seed());
        ArrayNode warnings = root.putArray("warnings");
        result.warnings().forEach(warnings::add);
        return root;
    }

    private static @Nullable Double level(@Nullable CapacityStep step) {
        return step == null ? null : Double.valueOf(step.level());
    }

    private static void broken(ObjectNode root, @Nullable CapacityStep step) {
        if (step == null) {
            root.putNull("firstBroken");
            return;
        }
        ObjectNode node = root.putObject("firstBroken");
        Numbers.put(node, "level", step.level());
        node.put("reason", step.reason());
        ThresholdResult threshold = step.broken();
        node.put("threshold", threshold == null ? null : threshold.expression());
        Numbers.put(node, "actual", threshold == null ? null : threshold.actual());
        Numbers.put(node, "limit", threshold == null ? null : Double.valueOf(threshold.limit()));
        node.put(
                "firstBreachMillis",
                threshold == null || threshold.firstBreach() == null
                        ? null
                        : Long.valueOf(threshold.firstBreach().toMillis()));
    }

    private static void step(ObjectNode node, CapacityStep step) {
        node.put("number", step.number());
        Numbers.put(node, "level", step.level());
        node.put("purpose", word(step.purpose()));
        node.put("startedMillis", step.startedAt().toMillis());
        node.put("outcome", step.outcome().name());
        node.put("reason", step.reason());
        Numbers.put(node, "achievedRate", step.achieved());
        node.put("requests", step.run().requestCount());
        Numbers.put(node, "errorRate", step.errorRate());
        node.put("dropped", step.run().ledger().dropped());
        Metrics.times(node.putObject("responseTime"), step.run().responseTime());
        node.put("runId", step.run().runId());
        node.put("report", CapacityWriter.folderOf(step.number()) + "/summary.json");
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
