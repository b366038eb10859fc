package dev.perf.engine.internal.script;

/** What steps may end beyond their own user. Thread-safe. */
public interface Exits {

    /** No iteration of the scenario begins any more. */
    void exitScenario();

    /** No iteration of the run begins any more; {@code reason} is for the result. */
    void exitRun(String reason);
}
