package dev.perf.scenario;

/**
 * Thrown by a lambda step to leave out the rest of the iteration, because there is nothing to do in it: the account is
 * closed, the queue is empty. The iteration is complete, nothing has failed, and the step that threw is not counted and
 * has no time, as if it had not begun. Requests that it sent are counted.
 */
public final class SkippedIterationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Creates the exception; {@code reason} is for those who catch it. */
    public SkippedIterationException(String reason) {
        super(reason, null, false, false);
    }
}
