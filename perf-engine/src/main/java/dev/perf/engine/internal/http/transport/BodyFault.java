package dev.perf.engine.internal.http.transport;

import java.io.IOException;

/** A body that cannot be sent or taken, for a reason that lies neither in the connection nor in the protocol. */
public final class BodyFault extends IOException {

    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;

    /**
     * Creates the failure.
     *
     * @param message in words for the user; the transport puts the server's name before it
     */
    public BodyFault(ErrorKind kind, String message) {
        super(message);
        this.kind = kind;
    }

    /** The kind under which the exchange fails. */
    public ErrorKind kind() {
        return kind;
    }

    static BodyFault ofRequest(String message) {
        return new BodyFault(ErrorKind.REQUEST_BODY, message);
    }

    static BodyFault ofRequest(Throwable thrown) {
        return thrown instanceof BodyFault fault ? fault : ofRequest("the request's body threw " + text(thrown));
    }

    static BodyFault ofResponse(Throwable thrown) {
        return thrown instanceof BodyFault fault
                ? fault
                : new BodyFault(ErrorKind.RESPONSE_BODY, "what takes the response's body threw " + text(thrown));
    }

    private static String text(Throwable thrown) {
        String message = thrown.getMessage();
        String type = thrown.getClass().getSimpleName();
        return message == null || message.isBlank() ? type : type + ": " + message;
    }

    /** Stackless, as {@link TransportException}: a whole run may consist of these. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
