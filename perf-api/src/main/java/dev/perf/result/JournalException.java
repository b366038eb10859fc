package dev.perf.result;

/**
 * The journal of a run cannot be read, so no report can be made of it: there is none, its run is still going, or it is
 * of another version of Perf. The message says which, and what to do.
 */
public final class JournalException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public JournalException(String message) {
        super(message);
    }
}
