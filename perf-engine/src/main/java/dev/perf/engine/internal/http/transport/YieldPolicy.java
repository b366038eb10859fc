package dev.perf.engine.internal.http.transport;

import java.util.concurrent.TimeUnit;

/**
 * Decides whether a user lets the others run between sending a request and reading its response.
 *
 * <p>A read that finds nothing costs three system calls and a detour over the poller of the virtual threads. While many
 * users are ready to run, the response has usually come by the time it is this one's turn again, so one
 * {@link Thread#yield} saves all of that: a fifth of the CPU of a small request over loopback. When it did not help, the
 * next yields are left out, twice as many each time in a row, so that a quiet or slow system pays next to nothing for
 * the attempts. Belongs to one channel.
 */
final class YieldPolicy {

    /** A read that takes longer has waited; one that finds its bytes takes a microsecond or two. */
    private static final long PROMPT_NANOS = TimeUnit.MICROSECONDS.toNanos(8);

    private static final int MOST_LEFT_OUT = 1_024;

    private int leftOut = 1;
    private int toLeaveOut;

    /** Whether to yield before the next read. */
    boolean shouldYield() {
        if (toLeaveOut == 0) {
            return true;
        }
        toLeaveOut--;
        return false;
    }

    /** The read after a yield took so long. */
    void readTook(long nanos) {
        if (nanos <= PROMPT_NANOS) {
            leftOut = 1;
        } else {
            toLeaveOut = leftOut;
            leftOut = Math.min(MOST_LEFT_OUT, leftOut * 2);
        }
    }
}
