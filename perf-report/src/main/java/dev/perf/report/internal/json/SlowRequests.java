package dev.perf.report.internal.json;

import dev.perf.result.SlowRequest;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Slow requests as examples, slowest first; times in milliseconds. */
final class SlowRequests {

    private SlowRequests() {}

    static void write(ArrayNode array, List<SlowRequest> slowest) {
        slowest.forEach(request -> write(array.addObject(), request));
    }

    private static void write(ObjectNode node, SlowRequest request) {
        node.put("atMillis", request.at().toMillis());
        node.put("request", request.request());
        node.put("scenario", request.scenario());
        node.put("user", request.user());
        node.put("iteration", request.iteration());
        node.put("status", request.status());
        node.put("failed", request.failed());
        Numbers.putMillis(node, "responseTime", request.responseTime());
        Numbers.putMillis(node, "serviceTime", request.serviceTime());
        Numbers.putMillis(node, "blocked", request.blocked());
        Numbers.putMillis(node, "lookingUp", request.lookingUp());
        Numbers.putMillis(node, "connecting", request.connecting());
        Numbers.putMillis(node, "tlsHandshaking", request.tlsHandshaking());
        Numbers.putMillis(node, "sending", request.sending());
        Numbers.putMillis(node, "waiting", request.waiting());
        Numbers.putMillis(node, "receiving", request.receiving());
        node.put("bytesSent", request.bytesSent());
        node.put("bytesReceived", request.bytesReceived());
        node.put("trace", request.trace());
    }
}
