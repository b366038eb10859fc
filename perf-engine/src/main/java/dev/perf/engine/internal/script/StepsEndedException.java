package dev.perf.engine.internal.script;

/** Ends steps before the last of them has been done. Carries no stack trace: it is control flow. */
public abstract sealed class StepsEndedException extends Exception permits ExitException, IterationFailedException {

    private static final long serialVersionUID = 1;

    StepsEndedException(String message) {
        super(message, null, false, false);
    }
}
