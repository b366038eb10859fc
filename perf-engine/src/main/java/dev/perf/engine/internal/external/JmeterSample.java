package dev.perf.engine.internal.external;

import dev.perf.engine.internal.external.Entry.Failure;
import dev.perf.text.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A sample as JMeter saves it, with times in nanoseconds.
 *
 * @param startNanos when it began, since 1970
 * @param elapsedNanos from then to the last byte, connecting included
 * @param latencyNanos from then to the first byte
 * @param connectNanos from then to an open connection, the handshake of TLS included
 * @param idleNanos time in which nothing was done, which a transaction has and {@code elapsedNanos} has not
 * @param thread name of the thread, which begins with that of its group
 * @param code status code, or a text where no response came
 * @param assertion what a failed assertion said; null where none failed
 */
record JmeterSample(
        long startNanos,
        long elapsedNanos,
        long latencyNanos,
        long connectNanos,
        long idleNanos,
        String label,
        String thread,
        String code,
        String message,
        @Nullable String assertion,
        boolean success,
        long bytesSent,
        long bytesReceived) {

    private static final String TRANSACTION = "Number of samples in transaction";

    /** Which metrics follow from columns that a table need not have. */
    static final Map<String, Set<String>> COLUMNS = Map.of(
            "Connect", Set.of("http_req_blocked", "http_req_connecting"),
            "Latency", Set.of("http_req_waiting", "http_req_receiving"),
            "bytes", Set.of("data_received"),
            "sentBytes", Set.of("data_sent"),
            "allThreads", Set.of("vus", "vus_max"));

    /** What may be known. */
    static final Set<String> KNOWN = Known.and(
            COLUMNS.values().stream().flatMap(Set::stream).collect(Collectors.toSet()),
            "http_reqs",
            "http_req_duration",
            "response_time",
            "http_req_failed",
            "group_duration");

    /** Returns what a file had, all lines of which were read. */
    static ResultReader.Contents contents(Set<String> metrics, JmeterThreads threads, List<String> warnings) {
        threads.end();
        var known = new TreeSet<>(metrics);
        known.addAll(threads.metrics());
        var all = new ArrayList<>(warnings);
        if (threads.withoutRequests() > 0) {
            all.add(Figures.count(threads.withoutRequests(), "transaction")
                    + " without requests in the file are counted as a request each; let JMeter save sub results to see"
                    + " the requests.");
        }
        return new ResultReader.Contents(known, all);
    }

    /** Tells whether a sample stands for those in it, by what JMeter's transaction controllers say. */
    static boolean isTransaction(String responseMessage) {
        return responseMessage.startsWith(TRANSACTION);
    }

    /** Tells whether no request was made in a transaction. */
    boolean isEmptyTransaction() {
        return message.startsWith(TRANSACTION + " : 0,");
    }

    long endNanos() {
        return startNanos + elapsedNanos + idleNanos;
    }

    JmeterSample withAssertion(@Nullable String failed) {
        return new JmeterSample(
                startNanos,
                elapsedNanos,
                latencyNanos,
                connectNanos,
                idleNanos,
                label,
                thread,
                code,
                message,
                failed,
                success,
                bytesSent,
                bytesReceived);
    }

    Entry.Request request() {
        long connecting = Math.min(connectNanos, elapsedNanos);
        return new Entry.Request(
                startNanos + elapsedNanos,
                Map.of("scenario", group(), "name", label),
                status(),
                success ? null : failure(),
                new Entry.Times(
                        connecting,
                        connecting,
                        0,
                        0,
                        Math.max(0, Math.min(latencyNanos, elapsedNanos) - connecting),
                        elapsedNanos - connecting),
                bytesSent,
                bytesReceived);
    }

    /** Threads are called "Thread Group 1-17". */
    private String group() {
        return thread.replaceFirst("\\s*\\d+-\\d+$", "");
    }

    private int status() {
        return code.matches("[1-9]\\d\\d") ? Integer.parseInt(code) : 0;
    }

    private Failure failure() {
        if (isTransaction(message)) {
            return new Failure("unknown", message);
        }
        if (status() == 0 && !code.isBlank()) {
            return new Failure(kind(), message.isBlank() ? code : code + ": " + message);
        }
        return assertion != null ? new Failure("check", assertion) : new Failure("status", code + " " + message);
    }

    private String kind() {
        if (code.contains("Timeout") || message.contains("timed out")) {
            return "timeout";
        }
        return code.contains("ConnectException") || code.contains("ConnectionException") ? "connect" : "io";
    }
}
