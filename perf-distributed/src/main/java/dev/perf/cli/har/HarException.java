package dev.perf.cli.har;

/** A recording cannot be imported; the message says where it is wrong, and what to do. */
public final class HarException extends Exception {

    private static final long serialVersionUID = 1;

    HarException(String message) {
        super(message);
    }
}
