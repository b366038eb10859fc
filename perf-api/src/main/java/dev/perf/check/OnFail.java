package dev.perf.check;

/** What a failure ends. */
public enum OnFail {
    /** Nothing: the iteration has failed, and goes on. */
    GO_ON,
    /** The iteration: the user goes on with its next one. */
    EXIT_ITERATION,
    /** The life of the user: it does onStop, and ends. */
    EXIT_USER
}
