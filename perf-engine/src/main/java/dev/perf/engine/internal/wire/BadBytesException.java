package dev.perf.engine.internal.wire;

/** Bytes are not what a {@link ByteOutput} wrote. */
public final class BadBytesException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception; the message says what does not fit. */
    public BadBytesException(String message) {
        super(message);
    }
}
