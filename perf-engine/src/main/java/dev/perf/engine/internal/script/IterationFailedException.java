package dev.perf.engine.internal.script;

/** Ends an iteration whose failure has been counted, or the try that it is in. */
public final class IterationFailedException extends StepsEndedException {

    private static final long serialVersionUID = 1;

    /** The only instance, for there is nothing to tell instances apart. */
    public static final IterationFailedException INSTANCE = new IterationFailedException();

    private IterationFailedException() {
        super("the iteration has failed");
    }
}
