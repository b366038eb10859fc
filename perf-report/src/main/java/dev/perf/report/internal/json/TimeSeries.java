package dev.perf.report.internal.json;

import dev.perf.result.Interval;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The run over time, a column per quantity; times are null for intervals in which no request ended. */
final class TimeSeries {

    private TimeSeries() {}

    /** @param points the intervals of the run, few enough to draw */
    static void write(ObjectNode node, List<Interval> points) {
        Columns.numbers(node, "startMillis", points, point -> point.start().toMillis());
        Columns.numbers(node, "lengthMillis", points, point -> point.length().toMillis());
        Columns.numbers(node, "users", points, Interval::users);
        Columns.numbers(node, "scheduled", points, Interval::scheduled);
        Columns.numbers(node, "started", points, Interval::started);
        Columns.numbers(node, "dropped", points, Interval::dropped);
        Columns.numbers(node, "ended", points, Interval::ended);
        Columns.numbers(node, "requests", points, Interval::requests);
        Columns.numbers(node, "failed", points, Interval::failed);
        Columns.numbers(node, "bytesReceived", points, Interval::bytesReceived);
        Columns.times(node.putObject("responseTime"), points, Interval::responseTime);
        Columns.times(node.putObject("serviceTime"), points, Interval::serviceTime);
        ArrayNode offered = node.putArray("offeredPerSecond");
        points.forEach(point -> Numbers.add(offered, point.offeredPerSecond()));
        Columns.numbers(node, "wantedUsers", points, Interval::wantedUsers);
        Columns.times(node.putObject("scheduleLag"), points, Interval::scheduleLag);
        ObjectNode errors = node.putObject("errors");
        points.stream()
                .flatMap(point -> point.errors().keySet().stream())
                .distinct()
                .sorted()
                .forEach(kind -> Columns.numbers(
                        errors, kind, points, point -> point.errors().getOrDefault(kind, 0L)));
    }
}
