package dev.perf.engine.internal.external;

import dev.perf.result.ErrorResult;
import dev.perf.result.Interval;
import dev.perf.result.MetricResult;
import dev.perf.result.RequestResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a tool reports of a whole run, without single requests.
 *
 * @param requests the requests by name
 * @param totals what is reported of the run, by the name of the metric
 * @param intervals the run over time; empty where that is not reported
 * @param errors failures; empty where they are only counted
 */
record Reported(
        Instant startedAt,
        Duration duration,
        List<Requests> requests,
        Map<String, Figure> totals,
        List<Interval> intervals,
        List<ErrorResult> errors) {

    /**
     * The requests of one name.
     *
     * @param name unlike that of all others
     * @param tags name, and what else is known of them
     * @param bytesReceived by all of them
     */
    record Requests(String name, Map<String, String> tags, long failed, Figure.Times times, long bytesReceived) {

        Map<String, Figure> figures() {
            return Reported.figures(times, failed);
        }

        RequestResult result() {
            return new RequestResult(
                    name,
                    times.samples(),
                    failed,
                    times.distribution(),
                    times.distribution(),
                    Map.of(),
                    0,
                    bytesReceived);
        }
    }

    /** Returns the metrics that follow from times of requests. */
    static Map<String, Figure> figures(Figure.Times times, long failed) {
        var figures = new LinkedHashMap<String, Figure>();
        figures.put("http_reqs", new Figure.Count(times.samples()));
        figures.put("http_req_failed", new Figure.Share(failed, Math.max(0, times.samples() - failed)));
        figures.put("http_req_duration", times);
        figures.put("response_time", times);
        return figures;
    }

    double seconds() {
        return duration.toNanos() / 1e9;
    }

    long count(String metric) {
        Figure figure = totals.get(metric);
        return figure == null ? 0 : figure.samples();
    }

    /**
     * Returns what is reported of the samples with some tags; null where there are none.
     *
     * @throws IllegalArgumentException if it would have to be merged of several
     */
    @Nullable
    Figure figure(String metric, Map<String, String> tags) {
        if (tags.isEmpty()) {
            return totals.get(metric);
        }
        Figure sum = null;
        for (Requests each : requests) {
            Figure figure = each.figures().get(metric);
            if (figure != null && each.tags().entrySet().containsAll(tags.entrySet())) {
                sum = sum == null ? figure : plus(sum, figure);
            }
        }
        return sum;
    }

    private static Figure plus(Figure one, Figure other) {
        return switch (one) {
            case Figure.Count count
            when other instanceof Figure.Count more -> new Figure.Count(count.count() + more.count());
            case Figure.Share share
            when other instanceof Figure.Share more ->
                new Figure.Share(share.passes() + more.passes(), share.fails() + more.fails());
            case Figure.Count ignored -> one;
            case Figure.Share ignored -> one;
            case Figure.Times ignored ->
                throw new IllegalArgumentException(
                        "several names have these tags, and percentiles cannot be merged; name one, with {name:...}");
        };
    }

    List<MetricResult> metrics() {
        var metrics = new ArrayList<MetricResult>();
        totals.forEach((name, figure) -> {
            metrics.add(figure.result(name, Map.of(), seconds()));
            for (Requests each : requests) {
                Figure part = each.figures().get(name);
                if (part != null) {
                    metrics.add(part.result(name, Map.of("name", each.name()), seconds()));
                }
            }
        });
        return metrics;
    }

    /** Returns the run over time, or as one stretch. */
    List<Interval> stretches() {
        if (!intervals.isEmpty()) {
            return intervals;
        }
        Figure times = totals.get("http_req_duration");
        Figure failed = totals.get("http_req_failed");
        return times instanceof Figure.Times all && all.samples() > 0
                ? List.of(new Interval(
                        Duration.ZERO,
                        duration,
                        0,
                        0,
                        0,
                        0,
                        0,
                        all.samples(),
                        failed instanceof Figure.Share share ? share.passes() : 0,
                        requests.stream().mapToLong(Requests::bytesReceived).sum(),
                        all.distribution(),
                        all.distribution()))
                : List.of();
    }
}
