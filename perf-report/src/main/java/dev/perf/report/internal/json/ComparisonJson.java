package dev.perf.report.internal.json;

import dev.perf.benchmark.ConfidenceInterval;
import dev.perf.report.compare.BaselineComparison;
import dev.perf.report.compare.Change;
import dev.perf.report.compare.ComparisonRules;
import dev.perf.report.compare.RunComparison;
import dev.perf.report.compare.RunDifference;
import dev.perf.report.compare.StoredRun;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Writes {@code compare.json}, version 1: times in milliseconds, shares from 0 to 1. */
public final class ComparisonJson {

    private static final int SCHEMA_VERSION = 1;

    private ComparisonJson() {}

    /** Writes a comparison to a file. */
    public static void write(RunComparison comparison, Path file) throws IOException {
        SummaryWriter.write(of(comparison), file);
    }

    static ObjectNode of(RunComparison comparison) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schemaVersion", SCHEMA_VERSION);
        root.put("outcome", comparison.outcome().name());
        root.put("exitCode", comparison.outcome().exitCode());
        root.put("reason", comparison.reason());
        run(root.putObject("baseline"), comparison.baseline());
        run(root.putObject("candidate"), comparison.candidate());
        findings(root, comparison);
        return root;
    }

    /** Returns how the run of a summary compares with its baseline. */
    static ObjectNode of(BaselineComparison baseline) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("path", baseline.baseline().toString());
        root.put("outcome", baseline.outcome().name());
        root.put("reason", baseline.reason());
        RunComparison comparison = baseline.comparison();
        if (comparison == null) {
            root.putNull("run");
            root.putNull("rules");
            root.putArray("differences");
            root.putArray("changes");
        } else {
            run(root.putObject("run"), comparison.baseline());
            findings(root, comparison);
        }
        return root;
    }

    private static void findings(ObjectNode root, RunComparison comparison) {
        rules(root.putObject("rules"), comparison.rules());
        ArrayNode differences = root.putArray("differences");
        for (RunDifference difference : comparison.differences()) {
            differences
                    .addObject()
                    .put("kind", difference.kind().name().toLowerCase(Locale.ROOT))
                    .put("refuses", difference.refuses())
                    .put("text", difference.text());
        }
        ArrayNode changes = root.putArray("changes");
        comparison.changes().forEach(change -> change(changes.addObject(), change));
    }

    private static void run(ObjectNode node, StoredRun run) {
        node.put("test", run.test());
        node.put("runId", run.runId());
        node.put("startedAt", run.startedAt().toString());
        node.put("durationMillis", run.duration().toMillis());
        node.put("verdict", run.verdict().name());
        node.put("requests", run.requestCount());
        ObjectNode tags = node.putObject("tags");
        run.tags().forEach(tags::put);
        Summary.environment(node.putObject("environment"), run.environment());
    }

    private static void rules(ObjectNode node, ComparisonRules rules) {
        Numbers.put(node, "relativeLimit", rules.relativeLimit());
        Numbers.putMillis(node, "absoluteLimitMillis", rules.absoluteLimit());
        Numbers.put(node, "errorRateLimit", rules.errorRateLimit());
        Numbers.put(node, "chance", rules.chance());
        node.put("forced", rules.forced());
    }

    private static void change(ObjectNode node, Change change) {
        node.put("metric", change.metric().key());
        node.put("request", change.request());
        Numbers.put(node, "before", change.before());
        Numbers.put(node, "after", change.after());
        Numbers.put(node, "difference", change.difference());
        Numbers.put(node, "relative", change.relative());
        interval(node, "typical", change.typical());
        interval(node, "relativeTypical", change.relativeTypical());
        Numbers.put(node, "noise", change.noise());
        node.put("blocks", change.blocks());
        node.put("samplesBefore", change.samplesBefore());
        node.put("samplesAfter", change.samplesAfter());
        node.put("chance", change.isTested() ? Double.valueOf(change.chance()) : null);
        node.put("adjustedChance", change.isTested() ? Double.valueOf(change.adjustedChance()) : null);
        node.put("judgement", change.judgement().name());
    }

    private static void interval(ObjectNode node, String field, @Nullable ConfidenceInterval interval) {
        if (interval == null) {
            node.putNull(field);
            return;
        }
        ObjectNode entry = node.putObject(field);
        Numbers.put(entry, "estimate", interval.estimate());
        Numbers.put(entry, "low", interval.low());
        Numbers.put(entry, "high", interval.high());
        Numbers.put(entry, "level", interval.level());
    }
}
