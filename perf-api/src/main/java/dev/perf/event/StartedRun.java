package dev.perf.event;

/** A run under way, as those who listen to its start see it. Thread-safe; nothing here blocks. */
public interface StartedRun {

    /** Returns the name of the run, which is that of its report's folder too. */
    String id();

    /**
     * Gives this moment a name, for the reader of the result: {@code mark("deployed v2")}.
     *
     * @throws IllegalArgumentException if the text is blank
     */
    void mark(String text);

    /**
     * Ends the run early: no iteration begins any more, running ones get the graceful stop.
     *
     * @param reason why, for the result
     */
    void stop(String reason);

    /**
     * Ends the run now; running iterations are interrupted.
     *
     * @param reason why, for the result
     */
    void abort(String reason);
}
