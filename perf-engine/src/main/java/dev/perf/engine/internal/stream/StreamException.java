package dev.perf.engine.internal.stream;

import dev.perf.scenario.MissingValueException;

/** A step could not be done on a stream. */
public final class StreamException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String kind;

    /**
     * Creates a failure.
     *
     * @param kind what it is counted under
     */
    public StreamException(String kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /** Why nothing could be sent. */
    public static StreamException unsendable(RuntimeException reason) {
        return new StreamException(
                reason instanceof MissingValueException ? "session" : "request", String.valueOf(reason.getMessage()));
    }

    /** Returns what it is counted under. */
    public String kind() {
        return kind;
    }

    /** Returns what happened. */
    public String what() {
        return String.valueOf(getMessage());
    }
}
