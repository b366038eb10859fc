package dev.perf.fleet;

import static dev.perf.source.Given.given;

import java.io.Serial;

/**
 * A fleet cannot run a test; nothing has been sent to the system under test. The message says what was expected, what was
 * found, and what to do.
 */
public class FleetException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    /** Creates the exception. */
    public FleetException(String message) {
        super(given(message, "message"));
    }

    /** Creates the exception, with its cause. */
    public FleetException(String message, Throwable cause) {
        super(given(message, "message"), given(cause, "cause"));
    }
}
