package dev.perf.engine.internal.http.transport;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * How long the first byte of a response may take: puts the deadline of the whole exchange forward when the request is
 * sent, and back when the byte has come. One channel's, for one exchange after the other.
 */
final class FirstByteLimit {

    private final Deadline deadline;
    private long whole;
    private long allowed;
    private long moment;
    private boolean armed;

    /** @param deadline the exchange's */
    FirstByteLimit(Deadline deadline) {
        this.deadline = deadline;
    }

    /** An exchange begins that must be over at {@code requestDeadline}. */
    FirstByteLimit begin(Duration limit, long requestDeadline) {
        allowed = limit.toNanos();
        whole = requestDeadline;
        armed = false;
        return this;
    }

    /** The request has been sent. */
    void sent(long now) throws SocketTimeoutException {
        moment = now + allowed;
        armed = moment - whole < 0;
        if (armed && !deadline.move(moment)) {
            throw passed();
        }
    }

    /** The first byte has come: in time even where nobody has enforced it yet. */
    void arrived(long now) throws SocketTimeoutException {
        if (armed && (now - moment > 0 || !deadline.move(whole))) {
            throw passed();
        }
    }

    /** Whether an exchange that failed at {@code now} while waiting did so because its time was over. */
    boolean hasPassed(long now) {
        return armed && now - moment >= 0;
    }

    private static SocketTimeoutException passed() {
        return new SocketTimeoutException("deadline passed");
    }
}
