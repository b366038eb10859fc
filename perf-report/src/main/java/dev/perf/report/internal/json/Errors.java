package dev.perf.report.internal.json;

import dev.perf.result.ErrorInterval;
import dev.perf.result.ErrorResult;
import dev.perf.result.ErrorSample;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The failures, with their course and their samples. */
final class Errors {

    private Errors() {}

    static void write(ArrayNode array, List<ErrorResult> errors) {
        errors.forEach(error -> write(array.addObject(), error));
    }

    private static void write(ObjectNode node, ErrorResult error) {
        node.put("kind", error.kind());
        node.put("request", error.request());
        node.put("message", error.message());
        node.put("count", error.count());
        node.put("firstSeenMillis", error.firstSeen().toMillis());
        node.put("lastSeenMillis", error.lastSeen().toMillis());
        ObjectNode series = node.putObject("series");
        Columns.numbers(
                series, "startMillis", error.course(), point -> point.start().toMillis());
        Columns.numbers(
                series, "lengthMillis", error.course(), point -> point.length().toMillis());
        Columns.numbers(series, "count", error.course(), ErrorInterval::count);
        ArrayNode samples = node.putArray("samples");
        error.samples().forEach(sample -> sample(samples.addObject(), sample));
    }

    private static void sample(ObjectNode node, ErrorSample sample) {
        node.put("atMillis", sample.at().toMillis());
        node.put("scenario", sample.scenario());
        node.put("user", sample.user());
        node.put("iteration", sample.iteration());
        node.put("message", sample.message());
        message(node, "request", sample.request());
        node.put("status", sample.status());
        message(node, "response", sample.response());
        ArrayNode exception = node.putArray("exception");
        sample.exception().forEach(exception::add);
        node.put("trace", sample.trace());
    }

    private static void message(ObjectNode node, String field, ErrorSample.@Nullable Message message) {
        if (message == null) {
            node.putNull(field);
            return;
        }
        ObjectNode entry = node.putObject(field);
        entry.put("line", message.line());
        ArrayNode headers = entry.putArray("headers");
        message.headers().forEach(headers::add);
        entry.put("body", message.body());
    }
}
