package dev.perf.cli;

/** What {@code perf run} was given is no test; the message says why, and what would be one. */
final class UnusableTestException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UnusableTestException(String message) {
        super(message);
    }
}
