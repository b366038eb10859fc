package dev.perf.engine.internal.command;

/** The words of a command line are off. */
final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    UsageException(String message) {
        super(message);
    }
}
