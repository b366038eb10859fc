package dev.perf.report.internal.json;

import dev.perf.report.compare.BaselineComparison;
import dev.perf.report.internal.Timeline;
import dev.perf.result.Environment;
import dev.perf.result.Interval;
import dev.perf.result.Ledger;
import dev.perf.result.PlannedLoad;
import dev.perf.result.RunEvent;
import dev.perf.result.RunResult;
import dev.perf.result.SteadyState;
import dev.perf.result.ThresholdResult;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The summary of a run as a tree, version 1. */
final class Summary {

    private static final int SCHEMA_VERSION = 1;

    private Summary() {}

    static ObjectNode of(RunResult result) {
        ObjectNode root = JsonNodeFactory.instance.objectNode();
        root.put("schemaVersion", SCHEMA_VERSION);
        root.put("test", result.test());
        root.put("runId", result.runId());
        root.put("startedAt", result.startedAt().toString());
        root.put("verdict", result.verdict().name());
        root.put("reason", result.reason());
        root.put("durationMillis", result.duration().toMillis());
        root.put("warmUpMillis", result.warmUpLength().toMillis());
        ledger(root.putObject("ledger"), result.ledger());
        Metrics.write(root.putObject("metrics"), result.metrics());
        List<Interval> points = Timeline.of(result.intervals());
        Requests.write(root.putArray("requests"), result);
        ArrayNode thresholds = root.putArray("thresholds");
        result.thresholds().forEach(threshold -> threshold(thresholds.addObject(), threshold));
        Slos.write(root.putArray("slos"), result.slos());
        Errors.write(root.putArray("errors"), result.errors());
        SlowRequests.write(root.putArray("slowest"), result.slowest());
        Generator.write(root.putObject("generator"), result.generator());
        environment(root.putObject("environment"), result.environment());
        Agents.write(root.putArray("agents"), result.agents());
        ObjectNode tags = root.putObject("tags");
        result.tags().forEach(tags::put);
        root.put("seed", result.seed());
        ArrayNode plannedLoad = root.putArray("plannedLoad");
        result.plannedLoad().forEach(load -> plannedLoad(plannedLoad.addObject(), load));
        ArrayNode events = root.putArray("events");
        result.events().forEach(event -> event(events.addObject(), event));
        ArrayNode warnings = root.putArray("warnings");
        result.warnings().forEach(warnings::add);
        steadyState(root.putObject("steadyState"), SteadyState.of(result.intervals()));
        TimeSeries.write(root.putObject("series"), points);
        TimeSeries.write(root.putObject("warmUpSeries"), Timeline.of(result.warmUp()));
        BaselineComparison baseline = BaselineComparison.of(result);
        root.set("baseline", baseline == null ? null : ComparisonJson.of(baseline));
        return root;
    }

    private static void steadyState(ObjectNode node, SteadyState found) {
        node.put("summary", found.describe());
        node.put(
                "fromMillis",
                found.from() == null ? null : Long.valueOf(found.from().toMillis()));
        SteadyState.Drift drift = found.drift();
        Numbers.put(node, "driftMillisPerMinute", drift == null ? null : Double.valueOf(drift.millisPerMinute()));
        Numbers.put(node, "driftChance", drift == null ? null : Double.valueOf(drift.chance()));
    }

    static void ledger(ObjectNode node, Ledger ledger) {
        node.put("scheduled", ledger.scheduled());
        node.put("started", ledger.started());
        node.put("dropped", ledger.dropped());
        node.put("completed", ledger.completed());
        node.put("failed", ledger.failed());
        node.put("interrupted", ledger.interrupted());
    }

    private static void threshold(ObjectNode node, ThresholdResult threshold) {
        node.put("expression", threshold.expression());
        node.put("passed", threshold.passed());
        Numbers.put(node, "actual", threshold.actual());
        Numbers.put(node, "limit", threshold.limit());
        Numbers.put(node, "margin", threshold.margin());
        node.put("samples", threshold.samples());
        node.put(
                "firstBreachMillis",
                threshold.firstBreach() == null
                        ? null
                        : Long.valueOf(threshold.firstBreach().toMillis()));
        node.put("message", threshold.message());
        node.put("scope", threshold.scope());
        node.put("state", threshold.state().name());
        Numbers.put(node, "breachShare", threshold.breachShare());
        node.put("longestBreachMillis", threshold.longestBreach().toMillis());
        ArrayNode course = node.putArray("course");
        for (ThresholdResult.Point point : threshold.course()) {
            ObjectNode entry = course.addObject();
            entry.put("atMillis", point.at().toMillis());
            Numbers.put(entry, "value", point.value());
        }
    }

    static void environment(ObjectNode node, Environment environment) {
        node.put("perf", environment.perf());
        node.put("java", environment.java());
        node.put("os", environment.os());
        node.put("host", environment.host());
        node.put("cores", environment.cores());
        node.put("maxHeapBytes", environment.maxHeapBytes());
    }

    private static void event(ObjectNode node, RunEvent event) {
        node.put("atMillis", event.at().toMillis());
        node.put("type", event.type().name().toLowerCase(Locale.ROOT));
        node.put("text", event.text());
        node.put("by", event.by());
    }

    private static void plannedLoad(ObjectNode node, PlannedLoad load) {
        node.put("scenario", load.scenario());
        node.put("model", load.model().name().toLowerCase(Locale.ROOT));
        node.put("description", load.description());
        ArrayNode points = node.putArray("points");
        for (PlannedLoad.Point point : load.points()) {
            ObjectNode entry = points.addObject();
            entry.put("atMillis", point.at().toMillis());
            Numbers.put(entry, "level", point.level());
        }
        ArrayNode bursts = node.putArray("atOnce");
        for (PlannedLoad.Burst burst : load.bursts()) {
            bursts.addObject().put("atMillis", burst.at().toMillis()).put("iterations", burst.iterations());
        }
        ArrayNode stages = node.putArray("stages");
        for (PlannedLoad.Stage stage : load.stages()) {
            stages.addObject()
                    .put("name", stage.name())
                    .put("fromMillis", stage.from().toMillis())
                    .put("toMillis", stage.to().toMillis());
        }
    }
}
