package dev.perf.engine.internal.script;

/** What steps may end beyond their own user. Thread-safe. */
public interface Exits {

    /** No iteration of the scenario begins any more; {@code reason} is for the result. */
    void exitScenario(String reason);

    /** No iteration of the run begins any more; {@code reason} is for the result. */
    void exitRun(String reason);

    /** The run has come to an end that it was meant to have: as {@link #exitRun}, but its thresholds are judged. */
    void endRun(String reason);
}
