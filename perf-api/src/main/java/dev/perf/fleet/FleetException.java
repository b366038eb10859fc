package dev.perf.fleet;

import java.io.Serial;

/** A fleet cannot run a test; the message says what was expected, what was found, and what to do. */
public class FleetException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /** Creates the exception. */
    public FleetException(String message) {
        super(message);
    }

    /** Creates the exception, with its cause. */
    public FleetException(String message, Throwable cause) {
        super(message, cause);
    }
}
