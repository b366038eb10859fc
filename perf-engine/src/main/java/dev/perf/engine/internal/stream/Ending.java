package dev.perf.engine.internal.stream;

/**
 * How a stream came to its end.
 *
 * @param way how
 * @param kind what it is counted under where it was not wanted
 * @param message what happened
 * @param nanos when
 */
public record Ending(Way way, String kind, String message, long nanos) {

    /** The ways in which a stream may end. */
    public enum Way {
        /** The server has ended it, as one does when all has been said. */
        DONE,
        /** The server has ended it, and said that something was wrong. */
        DISMISSED,
        /** The connection broke, or was cut off. */
        BROKEN
    }

    /** Returns the failure that it is where it was not wanted. */
    public StreamException failure() {
        return new StreamException(kind, message);
    }
}
