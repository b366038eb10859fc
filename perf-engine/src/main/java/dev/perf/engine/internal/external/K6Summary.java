package dev.perf.engine.internal.external;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What k6 writes with {@code --summary-export FILE}, with or without {@code --new-machine-readable-summary}, or what
 * {@code handleSummary} gets: figures of each metric, of all requests together.
 */
final class K6Summary {

    private static final long LARGEST = 100_000_000;
    private static final Pattern PERCENTILE = Pattern.compile("p\\((\\d{1,2}(?:\\.\\d{1,6})?)\\)");
    private static final List<String> COUNTS =
            List.of("iterations", "dropped_iterations", "data_sent", "data_received");
    private static final List<String> PHASES = List.of(
            "http_req_blocked",
            "http_req_connecting",
            "http_req_tls_handshaking",
            "http_req_sending",
            "http_req_waiting",
            "http_req_receiving");

    private final Path file;
    private final JsonNode root;
    private final Map<String, JsonNode> metrics = new HashMap<>();

    private K6Summary(Path file, JsonNode root) {
        this.file = file;
        this.root = root;
        root.path("metrics").properties().forEach(metric -> {
            JsonNode figures = metric.getValue();
            // What handleSummary gets has them one level deeper.
            metrics.put(metric.getKey(), figures.has("values") ? figures.path("values") : figures);
        });
        JsonNode results = root.path("results");
        for (JsonNode metric : results.path("metrics").values()) {
            metrics.put(metric.path("name").asString(""), metric.path("values"));
        }
        JsonNode checks = results.path("checks").path("results");
        if (!checks.isEmpty()) {
            var sum = JsonMapper.shared().createObjectNode();
            sum.put("passes", sum(checks, "passes"));
            sum.put("fails", sum(checks, "fails"));
            metrics.put("checks", sum);
        }
    }

    static Reported read(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new MalformedFileException(file, "it has more than 100 MB, and so is no summary of k6");
        }
        try (Lines in = Input.text(file)) {
            return new K6Summary(file, JsonMapper.shared().readTree(in)).reported();
        } catch (JacksonException malformed) {
            throw new MalformedFileException(
                    file,
                    Math.max(1, malformed.getLocation().getLineNr()),
                    "this is no JSON: " + malformed.getOriginalMessage());
        }
    }

    private Reported reported() throws IOException {
        long requests = count("http_reqs", "count");
        Figure.Times times = times("http_req_duration", requests);
        if (times == null) {
            throw new MalformedFileException(
                    file,
                    "this is no summary of k6 with requests: it must have the metrics http_reqs and http_req_duration,"
                            + " the latter with avg, min and max, as --summary-export writes them");
        }
        Duration duration = duration(requests);
        long failed = failed();
        var totals = new LinkedHashMap<>(Reported.figures(times, Math.max(0, failed)));
        if (failed < 0) {
            totals.remove("http_req_failed");
        }
        PHASES.forEach(phase -> put(totals, phase, times(phase, requests)));
        if (metrics.containsKey("checks")) {
            totals.put("checks", new Figure.Share(count("checks", "passes"), count("checks", "fails")));
        }
        COUNTS.forEach(name -> totals.put(name, new Figure.Count(count(name, "count"))));
        put(totals, "iteration_duration", times("iteration_duration", count("iterations", "count")));
        var all = new Reported.Requests(
                "all requests",
                Map.of("scenario", "k6", "name", "all requests"),
                Math.max(0, failed),
                times,
                count("data_received", "count"));
        return new Reported(end().minus(duration), duration, List.of(all), totals, List.of(), List.of());
    }

    private static void put(Map<String, Figure> totals, String name, @Nullable Figure figure) {
        if (figure != null) {
            totals.put(name, figure);
        }
    }

    /** Before k6 0.31 there was no such metric. */
    private long failed() {
        JsonNode failed = metrics.getOrDefault("http_req_failed", root.path("none"));
        return failed.has("matches")
                ? count("http_req_failed", "matches")
                : failed.has("passes") ? count("http_req_failed", "passes") : -1;
    }

    private Duration duration(long requests) {
        double seconds = root.path("config").path("duration").asDouble(0);
        double millis = root.path("state").path("testRunDurationMs").asDouble(0);
        double perSecond = number("http_reqs", "rate");
        double known = seconds > 0 ? seconds : millis > 0 ? millis / 1e3 : perSecond > 0 ? requests / perSecond : 0;
        return Duration.ofNanos(Math.max(1, Math.round(Math.min(known, Row.MOST.doubleValue() / 1e3) * 1e9)));
    }

    private Instant end() throws IOException {
        try {
            return OffsetDateTime.parse(
                            root.path("metadata").path("generatedAt").asString(""))
                    .toInstant();
        } catch (DateTimeException notThere) {
            return Files.getLastModifiedTime(file).toInstant();
        }
    }

    /** Returns null where mean or extremes are missing. */
    private Figure.@Nullable Times times(String metric, long count) {
        JsonNode figures = metrics.get(metric);
        if (figures == null || !figures.has("avg") || !figures.has("min") || !figures.has("max")) {
            return null;
        }
        var percentiles = new TreeMap<Double, Double>();
        figures.properties().forEach(figure -> {
            Matcher percentile = PERCENTILE.matcher(figure.getKey());
            if (figure.getKey().equals("med")) {
                percentiles.put(50.0, number(metric, "med"));
            } else if (percentile.matches() && Double.parseDouble(percentile.group(1)) > 0) {
                percentiles.put(Double.valueOf(percentile.group(1)), number(metric, figure.getKey()));
            }
        });
        return new Figure.Times(
                count, number(metric, "min"), number(metric, "avg"), number(metric, "max"), percentiles);
    }

    private static long sum(JsonNode all, String field) {
        long sum = 0;
        for (JsonNode each : all.values()) {
            sum += each.path(field).asLong(0);
        }
        return sum;
    }

    private long count(String metric, String field) {
        return Math.round(number(metric, field));
    }

    private double number(String metric, String field) {
        JsonNode figures = metrics.get(metric);
        double number = figures == null ? 0 : figures.path(field).asDouble(0);
        if (!(number >= 0 && number <= Row.MOST.doubleValue())) {
            throw new MalformedFileException(file, field + " of " + metric + " is out of range");
        }
        return number;
    }
}
