package dev.perf.report.internal.output;

import java.io.IOException;

/** A server has got a batch and did not take it. */
public final class RefusedException extends IOException {

    private static final long serialVersionUID = 1;

    private final boolean forGood;

    /**
     * Creates the exception.
     *
     * @param message what the server said
     * @param forGood whether it would refuse the batch another time as well
     */
    public RefusedException(String message, boolean forGood) {
        super(message);
        this.forGood = forGood;
    }

    boolean isForGood() {
        return forGood;
    }
}
