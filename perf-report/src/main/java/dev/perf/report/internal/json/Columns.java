package dev.perf.report.internal.json;

import dev.perf.result.Distribution;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Something over time, a column per quantity; times are null for stretches in which there were none. */
final class Columns {

    private Columns() {}

    static <T> void numbers(ObjectNode node, String field, List<T> points, ToLongFunction<T> value) {
        ArrayNode array = node.putArray(field);
        points.forEach(point -> array.add(value.applyAsLong(point)));
    }

    static <T> void times(ObjectNode node, List<T> points, Function<T, Distribution> clock) {
        List<Distribution> times = points.stream().map(clock).toList();
        times(node, "p50", times, Distribution::p50);
        times(node, "p90", times, Distribution::p90);
        times(node, "p95", times, Distribution::p95);
        times(node, "p99", times, Distribution::p99);
        times(node, "max", times, Distribution::max);
    }

    private static void times(
            ObjectNode node, String field, List<Distribution> times, Function<Distribution, Duration> value) {
        ArrayNode array = node.putArray(field);
        times.forEach(point -> Numbers.addMillis(array, point.isEmpty() ? null : value.apply(point)));
    }
}
