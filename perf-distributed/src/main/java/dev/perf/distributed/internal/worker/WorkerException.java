package dev.perf.distributed.internal.worker;

/** A worker cannot be started; the message says why and what to do. */
public final class WorkerException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Creates the exception. */
    public WorkerException(String message) {
        super(message);
    }

    /** Creates the exception, with its cause. */
    public WorkerException(String message, Throwable cause) {
        super(message, cause);
    }
}
