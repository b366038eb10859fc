package dev.perf.engine.internal.external;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What k6 writes with {@code --summary-export FILE}, or what {@code handleSummary} gets: figures of each metric, of all
 * requests together.
 */
final class K6Summary {

    private static final Map<Double, String> PERCENTILES =
            Map.of(50.0, "med", 75.0, "p(75)", 90.0, "p(90)", 95.0, "p(95)", 99.0, "p(99)", 99.9, "p(99.9)");

    private K6Summary() {}

    static Reported read(Path file) throws IOException {
        JsonNode metrics = metrics(file);
        JsonNode times = figures(metrics, "http_req_duration");
        JsonNode count = figures(metrics, "http_reqs");
        if (times.isMissingNode() || count.isMissingNode()) {
            throw new MalformedFileException(
                    file,
                    "this is no summary of k6 with requests: it must have the metrics http_reqs and http_req_duration,"
                            + " as --summary-export writes them");
        }
        double perSecond = number(count, "rate");
        long requests = Math.round(number(count, "count"));
        Duration duration = Duration.ofNanos(perSecond == 0 ? 1 : Math.round(requests / perSecond * 1e9));
        Instant end = Files.getLastModifiedTime(file).toInstant();
        var percentiles = new TreeMap<Double, Double>();
        PERCENTILES.forEach((percentile, name) -> {
            if (times.path(name).isNumber()) {
                percentiles.put(percentile, number(times, name));
            }
        });
        JsonNode checks = figures(metrics, "checks");
        return new Reported(
                end.minus(duration),
                duration,
                List.of(new Reported.Requests(
                        Map.of("scenario", "k6", "name", "all requests"),
                        Math.round(number(figures(metrics, "http_req_failed"), "passes")),
                        new ReportedTimes(
                                requests,
                                number(times, "min"),
                                number(times, "avg"),
                                number(times, "max"),
                                percentiles),
                        0)),
                List.of(),
                List.of(),
                new long[] {Math.round(number(checks, "passes")), Math.round(number(checks, "fails"))},
                Math.round(number(figures(metrics, "iterations"), "count")));
    }

    private static JsonNode metrics(Path file) throws IOException {
        try (BufferedReader in = Input.text(file)) {
            return JsonMapper.shared().readTree(in).path("metrics");
        } catch (JacksonException malformed) {
            throw new MalformedFileException(
                    file, malformed.getLocation().getLineNr(), "this is no JSON: " + malformed.getOriginalMessage());
        }
    }

    /** What {@code handleSummary} gets has them one level deeper. */
    private static JsonNode figures(JsonNode metrics, String name) {
        JsonNode metric = metrics.path(name);
        return metric.has("values") ? metric.path("values") : metric;
    }

    private static double number(JsonNode figures, String name) {
        return figures.path(name).asDouble(0);
    }
}
