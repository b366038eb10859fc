package dev.perf.engine.internal.trace;

/** Takes the lines of a trace. Called by one thread at a time. */
@FunctionalInterface
public interface TraceLines {

    /** What a line tells of. */
    enum Kind {
        /** The steps, and what a user has in its session. */
        PLAIN,
        /** A request or message that is sent. */
        SENT,
        /** A response or message that came. */
        RECEIVED,
        /** Something that is as wanted. */
        GOOD,
        /** Something that is not. */
        BAD
    }

    /** Takes one line, without its end. */
    void line(Kind kind, String text);

    /** Tells whether there is any use in telling more. */
    default boolean areWanted() {
        return true;
    }

    /** An iteration of the user has ended. */
    default void iterationEnded(long number, boolean failed) {}
}
