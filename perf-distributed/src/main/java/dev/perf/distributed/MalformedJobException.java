package dev.perf.distributed;

import java.io.Serial;

/** A file is no job; the message says where, what is there and what should be. */
final class MalformedJobException extends Exception {

    @Serial
    private static final long serialVersionUID = 1;

    MalformedJobException(String message) {
        super(message);
    }
}
