package dev.perf.report.internal.json;

import dev.perf.benchmark.BenchmarkResult;
import dev.perf.benchmark.BenchmarkRound;
import dev.perf.benchmark.ComparisonResult;
import dev.perf.benchmark.ConfidenceInterval;
import dev.perf.benchmark.Contrast;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What benchmarks measured as a tree, version 1. Times are in nanoseconds. */
final class Benchmarks {

    private static final int SCHEMA_VERSION = 1;
    private static final List<Double> PERCENTILES = List.of(50.0, 90.0, 95.0, 99.0, 99.9);

    private Benchmarks() {}

    static ObjectNode of(ComparisonResult result) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schemaVersion", SCHEMA_VERSION);
        root.put("name", result.name());
        root.put("startedAt", result.startedAt().toString());
        root.put("durationMillis", result.duration().toMillis());
        root.put("verdict", result.verdict().name());
        ArrayNode benchmarks = root.putArray("benchmarks");
        result.benchmarks().forEach(one -> benchmark(benchmarks.addObject(), one));
        ArrayNode contrasts = root.putArray("contrasts");
        result.contrasts().forEach(one -> contrast(contrasts.addObject(), one));
        Summary.environment(root.putObject("environment"), result.environment());
        return root;
    }

    private static void benchmark(ObjectNode node, BenchmarkResult result) {
        node.put("name", result.name());
        node.put("threads", result.threads());
        node.put("operations", result.operations());
        node.put("failures", result.failures());
        node.put("batch", result.batch());
        Numbers.put(node, "meanNanos", result.meanNanos());
        interval(node, "meanInterval", result.interval());
        ObjectNode percentiles = node.putObject("percentilesNanos");
        for (double percentile : PERCENTILES) {
            Numbers.put(
                    percentiles,
                    "p" + String.valueOf(percentile).replace(".0", "").replace(".", ""),
                    result.batches().supports(percentile) ? result.percentileNanos(percentile) : Double.NaN);
        }
        Numbers.put(node, "operationsPerSecond", result.operationsPerSecond());
        Numbers.put(node, "allocatedBytesPerOperation", result.allocatedBytesPerOperation());
        node.put("collections", result.collections());
        ArrayNode rounds = node.putArray("rounds");
        result.rounds().forEach(round -> round(rounds.addObject(), round));
        ArrayNode errors = node.putArray("errors");
        result.errors()
                .forEach(error -> errors.addObject()
                        .put("kind", error.kind())
                        .put("message", error.message())
                        .put("count", error.count()));
        ArrayNode warnings = node.putArray("warnings");
        result.warnings().forEach(warnings::add);
    }

    private static void round(ObjectNode node, BenchmarkRound round) {
        node.put("operations", round.operations());
        Numbers.put(node, "meanNanos", round.meanNanos());
        node.put("failures", round.failures());
        node.put("allocatedBytes", round.allocatedBytes());
        node.put("collections", round.collections());
        node.put("collectingMillis", round.collecting().toMillis());
    }

    private static void contrast(ObjectNode node, Contrast contrast) {
        node.put("benchmark", contrast.benchmark());
        node.put("baseline", contrast.baseline());
        interval(node, "speedup", contrast.speedup());
        node.put("supported", contrast.isSupported());
        node.put("sentence", contrast.toString());
    }

    private static void interval(ObjectNode node, String name, @Nullable ConfidenceInterval interval) {
        if (interval == null) {
            node.putNull(name);
            return;
        }
        ObjectNode child = node.putObject(name);
        Numbers.put(child, "estimate", interval.estimate());
        Numbers.put(child, "low", interval.low());
        Numbers.put(child, "high", interval.high());
        Numbers.put(child, "level", interval.level());
    }
}
