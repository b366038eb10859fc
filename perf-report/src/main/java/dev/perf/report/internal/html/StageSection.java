package dev.perf.report.internal.html;

import static dev.perf.report.internal.html.Element.el;

import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the named stages of the load came to, from the metrics that are tagged with them. */
final class StageSection {

    private static final String TAG = "stage";

    private StageSection() {}

    static Section of(RunResult result) {
        List<String> names = Stages.names(result);
        if (names.isEmpty()) {
            return Section.none("stages");
        }
        Table table = Table.of("Stages of the load, in their order; times are response times unless named otherwise")
                .interactive()
                .text("Stage", "Stage")
                .text("Time")
                .number("Requests")
                .number("Rate")
                .number("Failed")
                .number("Samples")
                .number("p50", "Percentile")
                .number("p95", "Percentile")
                .number("p99", "Percentile")
                .number("Max")
                .number("Service p50", "Service time")
                .number("Service p95", "Service time");
        RunTime time = RunTime.of(result);
        names.forEach(name -> table.row(row(name, result, time)));
        return Section.of(
                "stages",
                "Stages",
                el(
                                "p",
                                "Requests of the iterations that began in a stage, wherever they ended. The rate is per"
                                        + " second of the stage, without warm-up and pauses.")
                        .cls("note"),
                table.element());
    }

    private static List<Cell> row(String name, RunResult result, RunTime time) {
        Distribution response = times(result, "response_time", name);
        Distribution http = times(result, "http_req_duration", name);
        Distribution service = http.isEmpty() ? times(result, "step_duration", name) : http;
        long requests = metric(result, "http_reqs", name) instanceof MetricResult.Counter counter
                ? Math.max(counter.count(), response.count())
                : response.count();
        return List.of(
                Cell.foreign(name),
                Cell.text(Stages.when(name, result, time)),
                Cell.count(requests),
                rate(requests, Stages.measured(name, result, time)),
                failed(metric(result, "http_req_failed", name)),
                Cell.count(response.count()),
                Cell.percentile(response, 50),
                Cell.percentile(response, 95),
                Cell.percentile(response, 99),
                Cell.max(response),
                Cell.percentile(service, 50),
                Cell.percentile(service, 95));
    }

    private static Cell rate(long requests, Duration length) {
        if (length.isZero()) {
            return Cell.none("its iterations begin at one moment, or none was measured");
        }
        double rate = requests / RunTime.seconds(length);
        return Cell.number(Format.perSecond(rate), rate);
    }

    private static Cell failed(@Nullable MetricResult found) {
        return found instanceof MetricResult.Rate failed
                ? Cell.failed(failed.passes(), failed.rate())
                : Cell.none("no HTTP requests");
    }

    private static Distribution times(RunResult result, String metric, String stage) {
        return metric(result, metric, stage) instanceof MetricResult.Trend trend
                ? trend.distribution()
                : Distribution.EMPTY;
    }

    private static @Nullable MetricResult metric(RunResult result, String metric, String stage) {
        return result.metrics().stream()
                .filter(each -> each.name().equals(metric) && each.tags().equals(Map.of(TAG, stage)))
                .findFirst()
                .orElse(null);
    }
}
