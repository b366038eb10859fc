package dev.perf.engine.internal.http;

/** A body that cannot be unpacked. */
final class MalformedBodyException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String kind;

    MalformedBodyException(String kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** The kind under which the failure is counted. */
    String kind() {
        return kind;
    }
}
