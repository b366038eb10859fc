package dev.perf.threshold;

import static dev.perf.threshold.MetricKind.COUNTER;
import static dev.perf.threshold.MetricKind.GAUGE;
import static dev.perf.threshold.MetricKind.RATE;
import static dev.perf.threshold.MetricKind.TREND;

import java.util.Collections;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What is known beforehand about a metric that Perf records by itself.
 *
 * @param kind kind of the metric
 * @param samples what one sample counts
 */
record BuiltInMetric(MetricKind kind, Quantity samples) {

    private static final BuiltInMetric TIMES = new BuiltInMetric(TREND, Quantity.TIME);
    private static final BuiltInMetric EVENTS = new BuiltInMetric(COUNTER, Quantity.NUMBER);
    private static final BuiltInMetric BYTES = new BuiltInMetric(COUNTER, Quantity.SIZE);
    private static final BuiltInMetric SHARE = new BuiltInMetric(RATE, Quantity.RATIO);
    private static final BuiltInMetric LEVEL = new BuiltInMetric(GAUGE, Quantity.NUMBER);

    private static final Map<String, BuiltInMetric> BY_NAME = Map.ofEntries(
            Map.entry("http_req_duration", TIMES),
            Map.entry("http_req_blocked", TIMES),
            Map.entry("http_req_looking_up", TIMES),
            Map.entry("http_req_connecting", TIMES),
            Map.entry("http_req_tls_handshaking", TIMES),
            Map.entry("http_req_sending", TIMES),
            Map.entry("http_req_waiting", TIMES),
            Map.entry("http_req_receiving", TIMES),
            Map.entry("response_time", TIMES),
            Map.entry("schedule_lag", TIMES),
            Map.entry("iteration_duration", TIMES),
            Map.entry("group_duration", TIMES),
            Map.entry("group_cumulated_duration", TIMES),
            Map.entry("step_duration", TIMES),
            Map.entry("rendezvous_wait", TIMES),
            Map.entry("throttle_wait", TIMES),
            Map.entry("ws_connecting", TIMES),
            Map.entry("ws_session_duration", TIMES),
            Map.entry("ws_ping", TIMES),
            Map.entry("ws_sessions", EVENTS),
            Map.entry("ws_msgs_sent", EVENTS),
            Map.entry("ws_msgs_received", EVENTS),
            Map.entry("ws_msgs_dropped", EVENTS),
            Map.entry("sse_connecting", TIMES),
            Map.entry("sse_first_event", TIMES),
            Map.entry("sse_session_duration", TIMES),
            Map.entry("sse_sessions", EVENTS),
            Map.entry("sse_events_received", EVENTS),
            Map.entry("sse_events_dropped", EVENTS),
            Map.entry("http_reqs", EVENTS),
            Map.entry("http_req_retries", EVENTS),
            Map.entry("http_req_cache_hits", EVENTS),
            Map.entry("iterations", EVENTS),
            Map.entry("dropped_iterations", EVENTS),
            Map.entry("data_sent", BYTES),
            Map.entry("data_received", BYTES),
            Map.entry("http_req_failed", SHARE),
            Map.entry("step_failed", SHARE),
            Map.entry("checks", SHARE),
            Map.entry("vus", LEVEL),
            Map.entry("vus_max", LEVEL));

    /** All names, in alphabetical order. */
    static SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(BY_NAME.keySet()));
    }

    static @Nullable BuiltInMetric named(String name) {
        return BY_NAME.get(name);
    }

    /** What an aggregate of this metric counts; meaningful for the aggregates that the kind has. */
    Quantity quantityOf(Aggregate aggregate) {
        return switch (kind) {
            case COUNTER -> aggregate == Aggregate.Statistic.RATE ? perSecond() : samples;
            case TREND -> aggregate == Aggregate.Statistic.COUNT ? Quantity.NUMBER : samples;
            case GAUGE, RATE -> samples;
        };
    }

    private Quantity perSecond() {
        return samples == Quantity.SIZE ? Quantity.DATA_RATE : Quantity.FREQUENCY;
    }
}
