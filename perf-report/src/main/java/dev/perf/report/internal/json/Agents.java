package dev.perf.report.internal.json;

import dev.perf.report.internal.Timeline;
import dev.perf.result.AgentResult;
import dev.perf.result.Distribution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What each agent did and what became of it; over time a column per quantity. */
final class Agents {

    private Agents() {}

    static void write(ArrayNode array, List<AgentResult> agents) {
        agents.forEach(agent -> write(array.addObject(), agent));
    }

    private static void write(ObjectNode node, AgentResult agent) {
        node.put("name", agent.name());
        node.put("address", agent.machine().address());
        ObjectNode labels = node.putObject("labels");
        agent.machine().labels().forEach(labels::put);
        Numbers.put(node, "capacityPerSecond", agent.machine().capacity());
        Summary.environment(node.putObject("environment"), agent.machine().environment());
        Numbers.put(node, "share", agent.share());
        node.put("state", agent.state().name());
        node.put("joinedMillis", agent.joined().toMillis());
        AgentResult.Loss loss = agent.loss();
        if (loss == null) {
            node.putNull("loss");
        } else {
            loss(node.putObject("loss"), loss);
        }
        Numbers.putMillis(node, "startLateMillis", agent.clock().late());
        Numbers.putMillis(node, "clockOffsetMillis", agent.clock().offset());
        Numbers.putMillis(node, "clockUncertaintyMillis", agent.clock().uncertainty());
        Summary.ledger(node.putObject("ledger"), agent.ledger());
        node.put("requests", agent.requests());
        node.put("failed", agent.failed());
        times(node.putObject("responseTime"), agent.responseTime());
        ObjectNode generator = node.putObject("generator");
        generator.put("state", agent.generator().state().name());
        generator.put("summary", agent.generator().summary());
        series(node.putObject("series"), few(agent.intervals()));
        ArrayNode warnings = node.putArray("warnings");
        agent.warnings().forEach(warnings::add);
    }

    private static void loss(ObjectNode node, AgentResult.Loss loss) {
        node.put("cause", loss.cause());
        node.put("lastHeardMillis", loss.lastHeard().toMillis());
        node.put("noticedMillis", loss.noticed().toMillis());
        Duration takenOver = loss.takenOver();
        node.put("takenOverMillis", takenOver == null ? null : Long.valueOf(takenOver.toMillis()));
        ArrayNode by = node.putArray("takenOverBy");
        loss.takenOverBy().forEach(by::add);
        node.put("interrupted", loss.interrupted());
        node.put("missing", loss.missing());
        node.put("missingLoadMillis", loss.missingLoad().toMillis());
    }

    private static void times(ObjectNode node, Distribution times) {
        node.put("count", times.count());
        Numbers.putMillis(node, "p50", value(times, 50));
        Numbers.putMillis(node, "p95", value(times, 95));
        Numbers.putMillis(node, "p99", value(times, 99));
        Numbers.putMillis(node, "max", times.isEmpty() ? null : times.max());
    }

    private static @Nullable Duration value(Distribution times, double percentile) {
        return times.isEmpty() ? null : times.percentile(percentile);
    }

    /** Of more than can be drawn, those that are next to each other are told as one. */
    private static List<AgentResult.Point> few(List<AgentResult.Point> points) {
        int width = Math.max(1, Math.ceilDiv(points.size(), Timeline.MOST_POINTS));
        var few = new ArrayList<AgentResult.Point>();
        for (int from = 0; from < points.size(); from += width) {
            few.add(points.subList(from, Math.min(from + width, points.size())).stream()
                    .reduce(AgentResult.Point::plus)
                    .orElseThrow());
        }
        return few;
    }

    private static void series(ObjectNode node, List<AgentResult.Point> points) {
        Columns.numbers(node, "startMillis", points, point -> point.start().toMillis());
        Columns.numbers(node, "lengthMillis", points, point -> point.length().toMillis());
        Columns.numbers(node, "users", points, AgentResult.Point::users);
        ArrayNode requests = node.putArray("requestsPerSecond");
        points.forEach(point -> Numbers.add(requests, point.requestsPerSecond()));
        ArrayNode failed = node.putArray("failedPerSecond");
        points.forEach(point -> Numbers.add(failed, point.failedPerSecond()));
        ArrayNode p95 = node.putArray("p95");
        points.forEach(point -> Numbers.addMillis(p95, point.p95()));
    }
}
