package dev.perf.engine.internal.settings.judge;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A number that Artillery measures, in the words of thresholds.
 *
 * @param judged metric and aggregate: {@code response_time: p(95)}
 * @param unit of numbers that it is compared with
 */
record ArtilleryMetric(String judged, String unit) {

    static final Map<String, String> AGGREGATES = Map.ofEntries(
            Map.entry("min", "min"),
            Map.entry("max", "max"),
            Map.entry("mean", "avg"),
            Map.entry("median", "med"),
            Map.entry("p50", "p(50)"),
            Map.entry("p75", "p(75)"),
            Map.entry("p90", "p(90)"),
            Map.entry("p95", "p(95)"),
            Map.entry("p99", "p(99)"),
            Map.entry("p999", "p(99.9)"));

    private static final Map<String, ArtilleryMetric> SINGLE = Map.of(
            "http.request_rate", new ArtilleryMetric("http_reqs: rate", "/s"),
            "http.requests", new ArtilleryMetric("http_reqs: count", ""),
            "vusers.created", new ArtilleryMetric("iterations: count", ""),
            "vusers.skipped", new ArtilleryMetric("dropped_iterations: count", ""));

    private static final Map<String, String> TRENDS =
            Map.of("http.response_time", "response_time", "vusers.session_length", "iteration_duration");

    private static final Pattern TREND = Pattern.compile("(.+)\\.([a-z]+\\d*)");
    private static final Pattern OF_ENDPOINT =
            Pattern.compile("(?:plugins\\.)?metrics-by-endpoint\\.response_time\\.(.+)");
    private static final Pattern STATUS = Pattern.compile("http\\.codes\\.(\\d{3})");

    /** A name that begins so means nothing here, and why. */
    private record Refusal(String beginning, String reason) {}

    private static final List<Refusal> REFUSALS = List.of(
            new Refusal(
                    "http.response_time.",
                    "is told apart here by status, not by class: write under thresholds"
                            + " \"response_time{status:200}: p(95) < 500ms\""),
            new Refusal(
                    "http.responses",
                    "counts requests that were answered; http.requests, and http.codes.200 for one status, are counted"
                            + " here"),
            new Refusal(
                    "http.downloaded_bytes",
                    "counts bodies alone; write under thresholds \"data_received: count < 10MB\", which counts all"
                            + " bytes"),
            new Refusal(
                    "vusers.",
                    "tells how users ended, who go on after a failure here; judge requests by maxErrorRate, or checks"
                            + " under thresholds: \"checks: rate > 99%\""),
            new Refusal(
                    "errors.",
                    "has names of errors that are others here; write under thresholds"
                            + " \"http_req_failed{error:connect_refused}: count < 1\""));

    /** Returns what a response time is, by the name that Artillery has for the aggregate. */
    static ArtilleryMetric responseTime(String aggregate) {
        return new ArtilleryMetric("response_time: " + AGGREGATES.get(aggregate), "ms");
    }

    /**
     * Returns what is the same here.
     *
     * @param given such as {@code http.response_time.p95}; older names with {@code engine.} and {@code core.} are understood
     * @throws IllegalArgumentException if nothing is, with the reason
     */
    static ArtilleryMetric named(String given) {
        String name = given.replaceFirst("^(?:engine|core)\\.", "").replaceFirst("\\.total$", "");
        ArtilleryMetric single = SINGLE.get(name);
        ArtilleryMetric found = single == null ? trend(name) : single;
        if (found != null) {
            return found;
        }
        Matcher status = STATUS.matcher(name);
        if (status.matches()) {
            return new ArtilleryMetric("http_reqs{status:" + status.group(1) + "}: count", "");
        }
        throw new IllegalArgumentException("\"" + given + "\" "
                + REFUSALS.stream()
                        .filter(refusal -> name.startsWith(refusal.beginning()))
                        .map(Refusal::reason)
                        .findFirst()
                        .orElse("has no counterpart here; known are http.response_time.p95 and the like,"
                                + " http.request_rate, http.requests, http.codes.200 and the like,"
                                + " vusers.session_length.p95 and the like, vusers.created and vusers.skipped;"
                                + " metrics of your own are judged under thresholds"));
    }

    private static @Nullable ArtilleryMetric trend(String name) {
        Matcher parts = TREND.matcher(name);
        String aggregate = parts.matches() ? AGGREGATES.get(parts.group(2)) : null;
        if (aggregate == null) {
            return null;
        }
        String metric = TRENDS.get(parts.group(1));
        if (metric != null) {
            return new ArtilleryMetric(metric + ": " + aggregate, "ms");
        }
        Matcher endpoint = OF_ENDPOINT.matcher(parts.group(1));
        return endpoint.matches()
                ? new ArtilleryMetric(
                        "response_time{name:\""
                                + endpoint.group(1).replace("\\", "\\\\").replace("\"", "\\\"") + "\"}: " + aggregate,
                        "ms")
                : null;
    }
}
