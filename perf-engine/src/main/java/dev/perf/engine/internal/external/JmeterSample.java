package dev.perf.engine.internal.external;

import dev.perf.engine.internal.external.Entry.Failure;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A sample as JMeter saves it, with times in nanoseconds.
 *
 * @param startNanos when it began, since 1970
 * @param elapsedNanos from then to the last byte, connecting included
 * @param latencyNanos from then to the first byte
 * @param connectNanos from then to an open connection, the handshake of TLS included
 * @param thread name of the thread, which begins with that of its group
 * @param code status code, or a text where no response came
 * @param assertion what a failed assertion said; null where none failed
 */
record JmeterSample(
        long startNanos,
        long elapsedNanos,
        long latencyNanos,
        long connectNanos,
        String label,
        String thread,
        String code,
        String message,
        @Nullable String assertion,
        boolean success,
        long bytesSent,
        long bytesReceived) {

    /** Tells whether a sample stands for those in it, by what JMeter's transaction controllers say. */
    static boolean isTransaction(String responseMessage) {
        return responseMessage.startsWith("Number of samples in transaction");
    }

    JmeterSample withAssertion(@Nullable String failed) {
        return new JmeterSample(
                startNanos,
                elapsedNanos,
                latencyNanos,
                connectNanos,
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
                connecting,
                connecting,
                Math.max(0, Math.min(latencyNanos, elapsedNanos) - connecting),
                elapsedNanos - connecting,
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
