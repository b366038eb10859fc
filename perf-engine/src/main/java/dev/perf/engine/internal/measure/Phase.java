package dev.perf.engine.internal.measure;

/** The part of a run that an iteration began in; samples of the warm-up are kept apart. */
public enum Phase {
    /** Run, but not reported. */
    WARM_UP,
    /** What the result is about. */
    LOAD
}
