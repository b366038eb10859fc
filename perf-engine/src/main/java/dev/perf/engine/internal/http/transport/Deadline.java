package dev.perf.engine.internal.http.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The moment by which one exchange after the other must be over, kept by its owner and enforced by a {@link Watchdog}.
 *
 * <p>Costs an exchange one release store and one compare-and-set; nothing is queued or allocated. The
 * compare-and-set decides the race at the end: either {@link #stop} wins and the watchdog keeps its hands off, or the
 * watchdog has won and the connection is lost.
 */
final class Deadline {

    private static final long IDLE = 0;
    private static final long EXPIRED = 1;
    private static final long NEITHER = 2; // set in every moment, so that none equals the two above

    private static final VarHandle STATE;

    static {
        try {
            STATE = MethodHandles.lookup().findVarHandle(Deadline.class, "state", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final Runnable onExpiry;
    private volatile long state = IDLE;
    private long armed; // the owner's

    /** @param onExpiry called by the watchdog's thread, at most once per start */
    Deadline(Runnable onExpiry) {
        this.onExpiry = onExpiry;
    }

    /** Owner: the work now beginning must end at {@code nanos}. */
    void start(long nanos) {
        armed = nanos | NEITHER;
        STATE.setRelease(this, armed);
    }

    /** Owner: puts the moment off or forward; false if it has passed and been acted on. */
    boolean move(long nanos) {
        long next = nanos | NEITHER;
        boolean moved = STATE.compareAndSet(this, armed, next);
        armed = next;
        return moved;
    }

    /** Owner: the work is over; false if the watchdog has acted. */
    boolean stop() {
        if (STATE.compareAndSet(this, armed, IDLE)) {
            return true;
        }
        state = IDLE;
        return false;
    }

    /** Owner, in the midst of work: whether the watchdog has acted. */
    boolean hasExpired() {
        return state == EXPIRED;
    }

    /** Watchdog: acts if the moment has come. */
    void check(long now) {
        long moment = state;
        boolean due = moment != IDLE && moment != EXPIRED && moment - now <= 0;
        if (due && STATE.compareAndSet(this, moment, EXPIRED)) {
            onExpiry.run();
        }
    }
}
