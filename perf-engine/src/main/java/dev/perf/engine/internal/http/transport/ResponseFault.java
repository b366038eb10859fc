package dev.perf.engine.internal.http.transport;

import java.io.IOException;

/** A response that cannot be accepted, told by the code that reads it; the channel adds the place. */
final class ResponseFault extends IOException {

    private static final long serialVersionUID = 1L;

    private final ErrorKind kind;

    ResponseFault(ErrorKind kind, String message) {
        super(message);
        this.kind = kind;
    }

    ErrorKind kind() {
        return kind;
    }

    static ResponseFault malformed(String message) {
        return new ResponseFault(ErrorKind.PROTOCOL, message);
    }

    static ResponseFault tooLarge(String message) {
        return new ResponseFault(ErrorKind.LIMIT, message);
    }

    static ResponseFault premature(String message) {
        return new ResponseFault(ErrorKind.PREMATURE_END, message);
    }

    /** Stackless, as {@link TransportException}: a whole run may consist of these. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
