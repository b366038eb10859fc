package dev.perf.report.history;

import dev.perf.report.compare.RunComparison.Outcome;
import dev.perf.report.history.PastRun.Build;
import dev.perf.report.history.PastRun.Figures;
import dev.perf.report.internal.Decimals;
import dev.perf.result.Distribution;
import dev.perf.result.Environment;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.result.Verdict;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A run as a line of JSON. Fields that it does not know are of later versions, and left alone. */
final class HistoryLine {

    private static final int SCHEMA_VERSION = 1;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private HistoryLine() {}

    static PastRun of(RunResult result, RunHistory before, Path folder, Map<String, String> environment) {
        List<Figures> requests = result.requests().stream()
                .sorted(Comparator.comparingLong(RequestResult::count).reversed())
                .limit(PastRun.MOST_REQUESTS)
                .map(request ->
                        figures(result, request.name(), request.count(), request.failed(), request.responseTime()))
                .toList();
        List<String> plan = result.plannedLoad().stream()
                .map(load -> "\"" + load.scenario() + "\": " + load.description())
                .toList();
        String machine = CiServer.machine(result.environment().host(), result.tags(), environment);
        var line = new PastRun.Line(
                result.test(),
                plan,
                machine,
                result.environment().os(),
                result.environment().cores());
        return new PastRun(
                result.test(),
                result.runId(),
                result.startedAt(),
                result.duration(),
                result.verdict(),
                result.reason(),
                result.tags(),
                CiServer.build(result.tags(), environment),
                machine,
                result.environment(),
                plan,
                result.perSecond(result.ledger().scheduled()),
                figures(result, "", result.requestCount(), result.failedCount(), result.responseTime()),
                requests,
                PastComparison.of(result, line, before.runs(), folder),
                relative(folder, result.report()));
    }

    private static Figures figures(RunResult result, String name, long count, long failed, Distribution times) {
        return new Figures(
                name, count, failed, result.perSecond(count), millis(times, 50), millis(times, 95), millis(times, 99));
    }

    private static @Nullable Double millis(Distribution times, double percentile) {
        return times.supports(percentile) ? times.percentile(percentile).toNanos() / 1e6 : null;
    }

    private static @Nullable String relative(Path folder, @Nullable Path report) {
        if (report == null) {
            return null;
        }
        try {
            Path path = folder.toAbsolutePath()
                    .normalize()
                    .relativize(report.toAbsolutePath().normalize());
            return path.toString().replace(path.getFileSystem().getSeparator(), "/");
        } catch (IllegalArgumentException otherDrive) {
            return null;
        }
    }

    static String write(PastRun run) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("schemaVersion", SCHEMA_VERSION);
        node.put("test", run.test());
        node.put("runId", run.runId());
        node.put("startedAt", run.startedAt().toString());
        node.put("durationMillis", run.duration().toMillis());
        node.put("verdict", run.verdict().name());
        node.put("reason", run.reason());
        ObjectNode tags = node.putObject("tags");
        run.tags().forEach(tags::put);
        node.put("commit", run.build().commit());
        node.put("branch", run.build().branch());
        node.put("machine", run.machine());
        Environment at = run.environment();
        node.putObject("environment")
                .put("perf", at.perf())
                .put("java", at.java())
                .put("os", at.os())
                .put("host", at.host())
                .put("cores", at.cores())
                .put("maxHeapBytes", at.maxHeapBytes());
        texts(node.putArray("plan"), run.plan());
        node.put("offeredPerSecond", Decimals.decimal(run.offeredPerSecond()));
        figures(node.putObject("total"), run.total());
        ArrayNode requests = node.putArray("requests");
        run.requests().forEach(request -> figures(requests.addObject().put("name", request.name()), request));
        comparison(node, run.comparison());
        node.put("report", run.report());
        return MAPPER.writeValueAsString(node);
    }

    private static void texts(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static void figures(ObjectNode node, Figures figures) {
        node.put("count", figures.count());
        node.put("failed", figures.failed());
        node.put("perSecond", Decimals.decimal(figures.perSecond()));
        number(node, "p50", figures.p50());
        number(node, "p95", figures.p95());
        number(node, "p99", figures.p99());
    }

    private static void number(ObjectNode node, String field, @Nullable Double value) {
        node.put(field, value == null ? null : Decimals.decimal(value));
    }

    private static void comparison(ObjectNode node, @Nullable PastComparison comparison) {
        if (comparison == null) {
            node.putNull("comparison");
            return;
        }
        ObjectNode entry = node.putObject("comparison");
        entry.put("runId", comparison.runId());
        entry.put("outcome", comparison.outcome().name());
        texts(entry.putArray("worse"), comparison.worse());
        texts(entry.putArray("better"), comparison.better());
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it is no run; the message says why
     */
    static PastRun read(String line) {
        JsonNode node;
        try {
            node = MAPPER.readTree(line);
        } catch (JacksonException malformed) {
            throw new IllegalArgumentException("it is no JSON, or was not written to its end", malformed);
        }
        int version = node.path("schemaVersion").asInt(0);
        if (version != SCHEMA_VERSION) {
            throw new IllegalArgumentException(
                    version == 0
                            ? "it is no run of Perf"
                            : "it has schemaVersion " + version + ", this Perf reads " + SCHEMA_VERSION);
        }
        try {
            return run(node);
        } catch (DateTimeException | JacksonException | IllegalArgumentException other) {
            throw new IllegalArgumentException("a field of it is missing or of another kind", other);
        }
    }

    private static PastRun run(JsonNode node) {
        var tags = new LinkedHashMap<String, String>();
        node.path("tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asString("")));
        var requests = new ArrayList<Figures>();
        node.path("requests").values().forEach(entry -> requests.add(figures(entry, text(entry, "name"))));
        return new PastRun(
                text(node, "test"),
                text(node, "runId"),
                Instant.parse(text(node, "startedAt")),
                Duration.ofMillis(node.path("durationMillis").asLong(0)),
                Verdict.valueOf(text(node, "verdict")),
                node.path("reason").asString(""),
                tags,
                new Build(optional(node, "commit"), optional(node, "branch")),
                node.path("machine").asString(""),
                environment(node.path("environment")),
                texts(node.path("plan")),
                node.path("offeredPerSecond").asDouble(0),
                figures(node.path("total"), ""),
                requests,
                comparison(node.path("comparison")),
                optional(node, "report"));
    }

    private static Environment environment(JsonNode node) {
        return new Environment(
                node.path("perf").asString(""),
                node.path("java").asString(""),
                node.path("os").asString(""),
                node.path("host").asString(""),
                node.path("cores").asInt(0),
                node.path("maxHeapBytes").asLong(0));
    }

    private static Figures figures(JsonNode node, String name) {
        return new Figures(
                name,
                node.path("count").asLong(0),
                node.path("failed").asLong(0),
                node.path("perSecond").asDouble(0),
                optionalNumber(node, "p50"),
                optionalNumber(node, "p95"),
                optionalNumber(node, "p99"));
    }

    private static @Nullable PastComparison comparison(JsonNode node) {
        return node.isObject()
                ? new PastComparison(
                        text(node, "runId"),
                        Outcome.valueOf(text(node, "outcome")),
                        texts(node.path("worse")),
                        texts(node.path("better")))
                : null;
    }

    private static List<String> texts(JsonNode array) {
        return array.values().stream().map(value -> value.asString("")).toList();
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.isString()) {
            throw new IllegalArgumentException(field);
        }
        return value.asString();
    }

    private static @Nullable String optional(JsonNode node, String field) {
        return node.path(field).isString() ? node.path(field).asString() : null;
    }

    private static @Nullable Double optionalNumber(JsonNode node, String field) {
        return node.path(field).isNumber() ? Double.valueOf(node.path(field).asDouble()) : null;
    }
}
