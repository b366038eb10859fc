package dev.perf.engine.internal.script;

/** Ends an iteration whose failure has been counted. Carries no stack trace: it is control flow. */
public final class IterationFailedException extends Exception {

    private static final long serialVersionUID = 1;

    /** The only instance, for there is nothing to tell instances apart. */
    public static final IterationFailedException INSTANCE = new IterationFailedException();

    private IterationFailedException() {
        super("the iteration has failed", null, false, false);
    }
}
