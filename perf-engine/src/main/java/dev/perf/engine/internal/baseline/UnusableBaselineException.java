package dev.perf.engine.internal.baseline;

/** An earlier run, or a number of it, that nothing can be compared with; the message says why. */
public final class UnusableBaselineException extends Exception {

    private static final long serialVersionUID = 1;

    UnusableBaselineException(String message) {
        super(message);
    }
}
