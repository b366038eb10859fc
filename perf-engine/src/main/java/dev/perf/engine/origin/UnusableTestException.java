package dev.perf.engine.origin;

/** What was named as a test is none; the message says why, and what would be one. */
public final class UnusableTestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Creates the exception with a message that people can act on. */
    public UnusableTestException(String message) {
        super(message);
    }
}
