package dev.perf.report.internal.output.file;

import dev.perf.report.internal.output.Batch;
import dev.perf.report.internal.output.Decimal;
import dev.perf.report.internal.output.Encoder;
import dev.perf.report.internal.output.Values;
import dev.perf.result.MetricResult;
import dev.perf.result.Snapshot;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A table in CSV (RFC 4180): a line per series and interval. Tags that have no column of their own are in the last one. */
final class CsvLines implements Encoder {

    private static final List<String> TAGS =
            List.of("scenario", "group", "name", "method", "status", "error", "check", "stage");
    private static final Set<String> KNOWN = Set.copyOf(TAGS);
    private static final List<String> NUMBERS = List.of(
            "count", "rate", "passes", "fails", "value", "min", "avg", "p50", "p75", "p90", "p95", "p99", "p999",
            "max");

    CsvLines() {}

    @Override
    public List<Batch> begin() {
        return List.of(Batch.of(
                "time,phase,metric,type," + String.join(",", TAGS) + "," + String.join(",", NUMBERS)
                        + ",extra_tags\r\n",
                1));
    }

    @Override
    public List<Batch> interval(Instant at, Snapshot snapshot) {
        List<MetricResult> metrics =
                snapshot.detail() == null ? List.of() : snapshot.detail().metrics();
        if (metrics.isEmpty()) {
            return List.of();
        }
        var text = new StringBuilder();
        String begin = at.truncatedTo(ChronoUnit.MILLIS) + "," + snapshot.phase();
        var numbers = new HashMap<String, Double>();
        for (MetricResult metric : metrics) {
            numbers.clear();
            Values.of(metric, numbers::put);
            text.append(begin).append(',');
            field(text, metric.name());
            text.append(',').append(Values.typeOf(metric));
            for (String tag : TAGS) {
                text.append(',');
                field(text, metric.tags().getOrDefault(tag, ""));
            }
            for (String number : NUMBERS) {
                text.append(',');
                Double value = numbers.get(number);
                if (value != null && Double.isFinite(value)) {
                    Decimal.append(text, value);
                }
            }
            text.append(',');
            field(text, extra(metric.tags()));
            text.append("\r\n");
        }
        return List.of(Batch.of(text, metrics.size()));
    }

    private static String extra(Map<String, String> tags) {
        return KNOWN.containsAll(tags.keySet())
                ? ""
                : tags.entrySet().stream()
                        .filter(tag -> !KNOWN.contains(tag.getKey()))
                        .map(tag -> tag.getKey() + "=" + tag.getValue())
                        .collect(Collectors.joining("&"));
    }

    private static void field(StringBuilder text, String value) {
        if (value.indexOf(',') < 0 && value.indexOf('"') < 0 && value.indexOf('\n') < 0 && value.indexOf('\r') < 0) {
            text.append(value);
        } else {
            text.append('"').append(value.replace("\"", "\"\"")).append('"');
        }
    }
}
