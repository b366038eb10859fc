package dev.perf.engine.internal.script;

/** Ends steps because the scenario says so; that is no failure. */
final class ExitException extends StepsEndedException {

    private static final long serialVersionUID = 1;

    /** Ends the innermost block. */
    static final ExitException BLOCK = new ExitException("the block is left");

    /** Ends the iteration. */
    static final ExitException ITERATION = new ExitException("the iteration is left");

    /** Ends the iteration, and the life of its user. */
    static final ExitException USER = new ExitException("the user leaves");

    private ExitException(String message) {
        super(message);
    }
}
