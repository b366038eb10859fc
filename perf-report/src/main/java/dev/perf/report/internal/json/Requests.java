package dev.perf.report.internal.json;

import dev.perf.report.internal.RequestTimeline;
import dev.perf.result.RequestDetail;
import dev.perf.result.RequestInterval;
import dev.perf.result.RequestPart;
import dev.perf.result.RequestPhases;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What the requests of each name came to; the names on which most time was spent have their course besides. */
final class Requests {

    private Requests() {}

    static void write(ArrayNode array, RunResult result) {
        result.requests().forEach(request -> write(array.addObject(), request, result));
    }

    private static void write(ObjectNode node, RequestResult request, RunResult result) {
        node.put("name", request.name());
        node.put("count", request.count());
        node.put("failed", request.failed());
        Numbers.put(node, "failureRate", request.failureRate());
        Numbers.put(node, "rate", result.perSecond(request.count()));
        Metrics.times(node.putObject("responseTime"), request.responseTime());
        Metrics.times(node.putObject("serviceTime"), request.serviceTime());
        ObjectNode statuses = node.putObject("statuses");
        request.statuses().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(status -> statuses.put(String.valueOf(status.getKey()), status.getValue()));
        node.put("bytesSent", request.bytesSent());
        node.put("bytesReceived", request.bytesReceived());
        ArrayNode parts = node.putArray("parts");
        request.parts().forEach(part -> part(parts.addObject(), part));
        RequestDetail detail = request.detail();
        if (!detail.course().isEmpty()) {
            phases(node.putObject("phases"), detail.phases());
            course(node.putObject("series"), RequestTimeline.coarse(detail.course(), result.intervals()));
            SlowRequests.write(node.putArray("slowest"), detail.slowest());
        }
    }

    private static void part(ObjectNode node, RequestPart part) {
        node.put("scenario", part.scenario());
        node.put("group", part.group());
        node.put("count", part.count());
        node.put("failed", part.failed());
        Numbers.put(node, "failureRate", part.failureRate());
        Metrics.times(node.putObject("responseTime"), part.responseTime());
        Metrics.times(node.putObject("serviceTime"), part.serviceTime());
        node.put("bytesSent", part.bytesSent());
        node.put("bytesReceived", part.bytesReceived());
    }

    private static void phases(ObjectNode node, RequestPhases phases) {
        Metrics.times(node.putObject("blocked"), phases.blocked());
        Metrics.times(node.putObject("lookingUp"), phases.lookingUp());
        Metrics.times(node.putObject("connecting"), phases.connecting());
        Metrics.times(node.putObject("tlsHandshaking"), phases.tlsHandshaking());
        Metrics.times(node.putObject("sending"), phases.sending());
        Metrics.times(node.putObject("waiting"), phases.waiting());
        Metrics.times(node.putObject("receiving"), phases.receiving());
    }

    /**
     * In the stretches of the histogram log, a tenth of the room that the points of the run would take. Those in which no
     * request of the name ended are left out.
     */
    private static void course(ObjectNode node, List<RequestInterval> course) {
        Columns.numbers(node, "startMillis", course, point -> point.start().toMillis());
        Columns.numbers(node, "lengthMillis", course, point -> point.length().toMillis());
        Columns.numbers(node, "requests", course, RequestInterval::count);
        Columns.numbers(node, "failed", course, RequestInterval::failed);
        Columns.numbers(node, "bytesReceived", course, RequestInterval::bytesReceived);
        Columns.times(node.putObject("responseTime"), course, RequestInterval::responseTime);
        Columns.times(node.putObject("serviceTime"), course, RequestInterval::serviceTime);
    }
}
