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

/** The metrics that Perf records by itself. */
final class BuiltInMetric {

    private static final MetricFacts TIMES = new MetricFacts(TREND, Quantity.TIME);
    private static final MetricFacts EVENTS = new MetricFacts(COUNTER, Quantity.NUMBER);
    private static final MetricFacts BYTES = new MetricFacts(COUNTER, Quantity.SIZE);
    private static final MetricFacts SHARE = new MetricFacts(RATE, Quantity.RATIO);
    private static final MetricFacts LEVEL = new MetricFacts(GAUGE, Quantity.NUMBER);

    private static final Map<String, MetricFacts> BY_NAME = Map.ofEntries(
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
            Map.entry("poll_duration", TIMES),
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

    private BuiltInMetric() {}

    /** All names, in alphabetical order. */
    static SortedSet<String> names() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(BY_NAME.keySet()));
    }

    static @Nullable MetricFacts named(String name) {
        return BY_NAME.get(name);
    }
}
