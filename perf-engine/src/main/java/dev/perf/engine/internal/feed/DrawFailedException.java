package dev.perf.engine.internal.feed;

/** A record could not be had, and another one may. */
public final class DrawFailedException extends Exception {

    private static final long serialVersionUID = 1;

    DrawFailedException(String message) {
        super(message);
    }
}
