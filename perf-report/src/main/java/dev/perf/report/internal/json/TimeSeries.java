package dev.perf.report.internal.json;

import dev.perf.report.internal.Timeline;
import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The run over time, a column per quantity; times are null for intervals in which no request ended. */
final class TimeSeries {

    private TimeSeries() {}

    static void write(ObjectNode node, List<Interval> intervals) {
        List<Interval> points = Timeline.of(intervals);
        numbers(node, "startMillis", points, point -> point.start().toMillis());
        numbers(node, "lengthMillis", points, point -> point.length().toMillis());
        numbers(node, "users", points, Interval::users);
        numbers(node, "scheduled", points, Interval::scheduled);
        numbers(node, "started", points, Interval::started);
        numbers(node, "dropped", points, Interval::dropped);
        numbers(node, "ended", points, Interval::ended);
        numbers(node, "requests", points, Interval::requests);
        numbers(node, "failed", points, Interval::failed);
        numbers(node, "bytesReceived", points, Interval::bytesReceived);
        times(node.putObject("responseTime"), points, Interval::responseTime);
        times(node.putObject("serviceTime"), points, Interval::serviceTime);
    }

    private static void times(ObjectNode node, List<Interval> points, Function<Interval, Distribution> clock) {
        times(node, "p50", points, clock, Distribution::p50);
        times(node, "p90", points, clock, Distribution::p90);
        times(node, "p95", points, clock, Distribution::p95);
        times(node, "p99", points, clock, Distribution::p99);
        times(node, "max", points, clock, Distribution::max);
    }

    private static void times(
            ObjectNode node,
            String field,
            List<Interval> points,
            Function<Interval, Distribution> clock,
            Function<Distribution, Duration> value) {
        ArrayNode array = node.putArray(field);
        for (Interval point : points) {
            Distribution times = clock.apply(point);
            Numbers.addMillis(array, times.isEmpty() ? null : value.apply(times));
        }
    }

    private static void numbers(ObjectNode node, String field, List<Interval> points, ToLongFunction<Interval> value) {
        ArrayNode array = node.putArray(field);
        points.forEach(point -> array.add(value.applyAsLong(point)));
    }
}
