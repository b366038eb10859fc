package dev.perf.report.internal.live;

import dev.perf.report.internal.output.Requests;
import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;

/** What the requests of each name came to so far, and in the last interval. */
final class RequestTotals {

    /** More rows than that nobody reads while they change; the report has all of them. */
    static final int MOST_ROWS = 200;

    private final Map<Name, Total> totals = new LinkedHashMap<>();

    private record Name(String scenario, String group, String request) {}

    private static final class Total {
        private long count;
        private long failed;
        private long lately;
        private Distribution response = Distribution.EMPTY;
    }

    /** Adds what an interval came to. */
    void add(Collection<MetricResult> metrics) {
        totals.values().forEach(total -> total.lately = 0);
        Requests.of(metrics).rows().forEach((key, row) -> {
            Total total =
                    totals.computeIfAbsent(new Name(key.scenario(), key.group(), key.request()), any -> new Total());
            total.count += row.count();
            total.lately += row.count();
            total.failed += key.failed() ? row.count() : 0;
            total.response = total.response.plus(row.response());
        });
    }

    /** Nothing is going on any more. */
    void end() {
        totals.values().forEach(total -> total.lately = 0);
    }

    /**
     * Writes the names, those first that took the most time where there are too many.
     *
     * @param seconds length of the last interval
     */
    void write(JsonGenerator json, double seconds) {
        json.writeNumberProperty("requestNames", totals.size());
        json.writeArrayPropertyStart("requests");
        shown().forEach(entry -> {
            Total total = entry.getValue();
            json.writeStartObject();
            json.writeStringProperty("scenario", entry.getKey().scenario());
            json.writeStringProperty("group", entry.getKey().group());
            json.writeStringProperty("name", entry.getKey().request());
            json.writeNumberProperty("count", total.count);
            json.writeNumberProperty("failed", total.failed);
            Millis.number(json, "perSecond", seconds > 0 ? total.lately / seconds : 0);
            Millis.distribution(json, total.response);
            json.writeEndObject();
        });
        json.writeEndArray();
    }

    private List<Map.Entry<Name, Total>> shown() {
        Stream<Map.Entry<Name, Total>> all = totals.entrySet().stream();
        return totals.size() <= MOST_ROWS
                ? all.toList()
                : all.sorted(Comparator.comparingDouble((Map.Entry<Name, Total> entry) ->
                                        entry.getValue().response.sumNanos())
                                .reversed())
                        .limit(MOST_ROWS)
                        .toList();
    }
}
