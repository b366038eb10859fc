package dev.perf.engine.internal.external;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Something that another tool recorded. */
sealed interface Entry {

    /** Returns when it was recorded, in nanoseconds since 1970: the end of what takes time. */
    long atNanos();

    /** Returns when it began, in nanoseconds since 1970. */
    default long fromNanos() {
        return atNanos();
    }

    /**
     * A request.
     *
     * @param tags name, and what else is known of it: scenario, method, group
     * @param status status code; 0 where no response came, {@link #UNKNOWN} where the tool does not say
     * @param failure why it failed; null where it did not
     */
    record Request(
            long atNanos,
            Map<String, String> tags,
            int status,
            @Nullable Failure failure,
            Times times,
            long bytesSent,
            long bytesReceived)
            implements Entry {

        /** There may have been a response or not. */
        static final int UNKNOWN = -1;

        @Override
        public long fromNanos() {
            return atNanos - times.blockedNanos - times.serviceNanos;
        }
    }

    /**
     * What the time of a request was spent on; 0 where that is not known.
     *
     * @param blockedNanos from the start until a connection was ready, of which connecting and the handshake are a part
     * @param waitingNanos from the last byte sent to the first byte received
     * @param serviceNanos from the first byte sent to the last byte received
     */
    record Times(
            long blockedNanos,
            long connectingNanos,
            long tlsHandshakingNanos,
            long sendingNanos,
            long waitingNanos,
            long serviceNanos) {}

    /**
     * Why a request failed.
     *
     * @param kind a word from a bounded set
     * @param message what the tool said
     */
    record Failure(String kind, String message) {}

    /** A check, which passed or not. */
    record Check(long atNanos, String name, boolean passed) implements Entry {}

    /** An iteration that ended. */
    record Iteration(long atNanos, String scenario, long durationNanos) implements Entry {
        @Override
        public long fromNanos() {
            return atNanos - durationNanos;
        }
    }

    /** Iterations that were due and never began. */
    record Dropped(long atNanos, long count) implements Entry {}

    /** A group of requests that ended. */
    record Group(long atNanos, String name, long durationNanos) implements Entry {}

    /** The number of users alive. */
    record Users(long atNanos, long count) implements Entry {}
}
