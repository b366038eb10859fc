package dev.perf.engine.internal.external;

import dev.perf.engine.internal.external.Entry.Failure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Puts together what k6 writes as points of metrics: the times of a request follow each other, that of
 * {@code http_req_duration} first.
 */
final class K6Points {

    private static final Set<String> NEEDLESS = Set.of(
            "http_reqs",
            "http_req_failed",
            "http_req_receiving",
            "data_sent",
            "data_received",
            "iterations",
            "vus_max");

    static final Set<String> KNOWN = Known.and(
            Known.TIMES,
            "http_req_failed",
            "http_req_blocked",
            "http_req_connecting",
            "http_req_tls_handshaking",
            "http_req_sending",
            "http_req_waiting",
            "http_req_receiving",
            "checks",
            "group_duration",
            "iterations",
            "iteration_duration",
            "dropped_iterations",
            "vus",
            "vus_max");

    private final Consumer<Entry> to;
    private final Set<String> leftOut = new TreeSet<>();
    private @Nullable Pending pending;

    K6Points(Consumer<Entry> to) {
        this.to = to;
    }

    /** A request whose times are not all known yet; in nanoseconds. */
    private static final class Pending {
        private final long atNanos;
        private final long serviceNanos;
        private final Map<String, String> tags;
        private final int status;
        private final @Nullable Failure failure;
        private long blockedNanos;
        private long connectingNanos;
        private long handshakingNanos;
        private long sendingNanos;
        private long waitingNanos;

        Pending(long atNanos, long serviceNanos, UnaryOperator<String> tag) {
            this.atNanos = atNanos;
            this.serviceNanos = serviceNanos;
            this.tags = tags(tag);
            this.status = tag.apply("status").matches("[1-9]\\d\\d") ? Integer.parseInt(tag.apply("status")) : 0;
            this.failure = failed(tag) ? failure(tag) : null;
        }

        /** Before k6 0.31 there was no such tag. */
        private boolean failed(UnaryOperator<String> tag) {
            String expected = tag.apply("expected_response");
            return expected.isEmpty() ? status == 0 || status >= 400 : expected.equals("false");
        }

        private Failure failure(UnaryOperator<String> tag) {
            String error = tag.apply("error");
            if (status != 0) {
                return new Failure("status", "status " + status);
            }
            String code = tag.apply("error_code");
            return new Failure(
                    code.equals("1050") ? "timeout" : code.startsWith("12") ? "connect" : "io",
                    error.isEmpty() ? "error " + code : error);
        }

        Entry.Request request() {
            return new Entry.Request(
                    atNanos,
                    tags,
                    status,
                    failure,
                    new Entry.Times(
                            blockedNanos,
                            Math.min(connectingNanos, blockedNanos),
                            Math.min(handshakingNanos, blockedNanos),
                            Math.min(sendingNanos, serviceNanos),
                            Math.min(waitingNanos, serviceNanos - Math.min(sendingNanos, serviceNanos)),
                            serviceNanos),
                    0,
                    0);
        }
    }

    /**
     * Takes a point.
     *
     * @param value in milliseconds, where it is a time
     * @param tag returns a tag's value; empty where there is none
     */
    void point(String metric, long atNanos, double value, UnaryOperator<String> tag) {
        switch (metric) {
            case "http_req_duration" -> {
                flush();
                pending = new Pending(atNanos, nanos(value), tag);
            }
            case "http_req_blocked",
                    "http_req_connecting",
                    "http_req_tls_handshaking",
                    "http_req_sending",
                    "http_req_waiting" -> time(metric, nanos(value));
            case "checks" -> to.accept(new Entry.Check(atNanos, tag.apply("check"), value != 0));
            case "iteration_duration" -> to.accept(new Entry.Iteration(atNanos, tag.apply("scenario"), nanos(value)));
            case "dropped_iterations" -> to.accept(new Entry.Dropped(atNanos, (long) value));
            case "group_duration" -> to.accept(new Entry.Group(atNanos, group(tag.apply("group")), nanos(value)));
            case "vus" -> to.accept(new Entry.Users(atNanos, (long) value));
            default -> {
                if (!NEEDLESS.contains(metric)) {
                    leftOut.add(metric);
                }
            }
        }
    }

    /** Hands over the last request; returns what there was. */
    ResultReader.Contents contents(List<String> warnings) {
        flush();
        var all = new ArrayList<>(warnings);
        if (!leftOut.isEmpty()) {
            all.add("Left out, for their kind is not known: " + String.join(", ", leftOut) + ".");
        }
        return new ResultReader.Contents(KNOWN, all);
    }

    private void time(String metric, long nanos) {
        if (pending != null) {
            switch (metric) {
                case "http_req_blocked" -> pending.blockedNanos = nanos;
                case "http_req_connecting" -> pending.connectingNanos = nanos;
                case "http_req_tls_handshaking" -> pending.handshakingNanos = nanos;
                case "http_req_sending" -> pending.sendingNanos = nanos;
                default -> pending.waitingNanos = nanos;
            }
        }
    }

    private void flush() {
        if (pending != null) {
            to.accept(pending.request());
            pending = null;
        }
    }

    private static Map<String, String> tags(UnaryOperator<String> tag) {
        var tags = new LinkedHashMap<String, String>();
        tags.put("scenario", tag.apply("scenario"));
        tags.put("group", group(tag.apply("group")));
        tags.put("name", tag.apply("name"));
        tags.put("method", tag.apply("method"));
        tags.values().removeIf(String::isEmpty);
        return tags;
    }

    /** k6 begins each name of a group with two colons. */
    private static String group(String path) {
        return path.startsWith("::") ? path.substring(2) : path;
    }

    private static long nanos(double millis) {
        return Math.max(0, Math.round(millis * 1e6));
    }
}
