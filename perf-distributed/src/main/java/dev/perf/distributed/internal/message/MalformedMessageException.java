package dev.perf.distributed.internal.message;

import java.io.Serial;

/** Bytes are no message: cut off, too large, or something else altogether. */
public final class MalformedMessageException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /** Creates the exception. */
    public MalformedMessageException(String message) {
        super(message);
    }
}
