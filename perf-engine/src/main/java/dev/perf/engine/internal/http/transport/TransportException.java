package dev.perf.engine.internal.http.transport;

import org.jspecify.annotations.Nullable;

/**
 * A request that got no whole response.
 *
 * <p>Checked, unlike the exceptions of Perf's API: it is an outcome to be measured, not a mistake, and the one
 * caller must not forget it. Carries no stack trace, since a server under load may fail thousands of requests
 * per second; its cause may.
 */
public final class TransportException extends Exception {

    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;

    /**
     * @param message where ({@code host:port}), what happened, what to do
     * @param cause what the platform threw, if it did
     */
    TransportException(ErrorKind kind, String message, @Nullable Throwable cause) {
        super(message, cause, false, false);
        this.kind = kind;
    }

    /** The bounded name of the failure. */
    public ErrorKind kind() {
        return kind;
    }
}
