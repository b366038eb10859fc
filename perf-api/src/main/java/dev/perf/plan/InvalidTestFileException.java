package dev.perf.plan;

import static dev.perf.source.Given.given;

/**
 * A file of tests or settings has mistakes. The message tells all of them: for each where it is, what was found there, what is
 * allowed, and the line itself. Nothing has been sent to any target.
 */
public final class InvalidTestFileException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Creates the exception with a message that people can act on. */
    public InvalidTestFileException(String message) {
        super(given(message, "message"));
    }
}
