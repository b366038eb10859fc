package dev.perf.engine.internal.template;

/** A value has no part of the kind that is asked for. The message goes on after the name of the value. */
final class NoSuchPartException extends Exception {

    private static final long serialVersionUID = 1;

    NoSuchPartException(String problem) {
        super(problem, null, false, false);
    }
}
