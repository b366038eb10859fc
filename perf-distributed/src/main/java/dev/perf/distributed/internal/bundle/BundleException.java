package dev.perf.distributed.internal.bundle;

/** A class path cannot be sent, taken or kept; the message says what is wrong with what, and what to do. */
public final class BundleException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public BundleException(String message) {
        super(message);
    }

    /** Creates the exception, with its cause. */
    public BundleException(String message, Throwable cause) {
        super(message, cause);
    }
}
