package dev.perf.engine.external;

/** A tool could not be started, or left nothing that a result could be made of. The message says what to do. */
public final class ExternalToolException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Creates an exception. */
    public ExternalToolException(String message) {
        super(message);
    }

    /** Creates an exception that has a cause. */
    public ExternalToolException(String message, Throwable cause) {
        super(message, cause);
    }
}
