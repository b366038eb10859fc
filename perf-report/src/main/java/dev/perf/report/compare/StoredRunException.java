package dev.perf.report.compare;

import org.jspecify.annotations.Nullable;

/** A folder that is not what a run has left; the message says what is missing and what to do. */
public final class StoredRunException extends RuntimeException {

    private static final long serialVersionUID = 1;

    StoredRunException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
