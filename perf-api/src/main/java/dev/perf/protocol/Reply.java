package dev.perf.protocol;

import org.jspecify.annotations.Nullable;

/**
 * How a request ended. Immutable.
 *
 * @param response what a step in plain Java gets back
 * @param kind a word for the failure, from a small fixed set: {@code wrong_answer}; null where it succeeded. As of {@link
 *     dev.perf.scenario.User#fail}: 1 to 60 characters, and 50 kinds in a run
 * @param message why it failed, for people; null where it succeeded
 * @param bytesSent bytes of the request; 0 where nobody counts them
 * @param bytesReceived bytes of the response; 0 where nobody counts them
 * @param <R> type of the response
 */
public record Reply<R>(
        R response, @Nullable String kind, @Nullable String message, long bytesSent, long bytesReceived) {

    /** Returns the reply to a request that succeeded. */
    public static <R> Reply<R> ok(R response) {
        return new Reply<>(response, null, null, 0, 0);
    }

    /** Returns the reply to a request that was answered, but not as wanted: the iteration fails and goes on. */
    public static <R> Reply<R> failed(R response, String kind, String message) {
        return new Reply<>(response, kind, message, 0, 0);
    }

    /** Returns this reply with the bytes that travelled. */
    public Reply<R> bytes(long sent, long received) {
        return new Reply<>(response, kind, message, sent, received);
    }
}
