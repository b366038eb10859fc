package dev.perf.engine.internal.script;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.plan.RequestSlots;
import dev.perf.load.Throttle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request the next free slot of a throttle, in the order in which they ask. A slot that was given to a user
 * who is interrupted before it comes stays unused.
 *
 * <p>While the load is paused, the curve of the throttle stands still: requests of iterations under way go on at the rate
 * that it has there. A request that waits already keeps the slot that it was given. Thread-safe; requests take no lock.
 */
public final class RequestGate {

    /**
     * The curve as it is in real time.
     *
     * @param planned the curve as it is when no pause is under way
     * @param heldAt when the pause under way began, in the time of the curve
     */
    private record Course(long startNanos, RequestSlots slots, RequestSlots planned, long heldAt) {

        boolean isHeld() {
            return slots != planned;
        }
    }

    private final Throttle throttle;
    private final AtomicLong free = new AtomicLong();
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

    /** Guards the changes of the course. */
    private final ReentrantLock lock = new ReentrantLock();

    private volatile @Nullable Course course;

    private RequestGate(Throttle throttle) {
        this.throttle = throttle;
    }

    /** Returns the gate of {@code throttle}; null where there is none. */
    public static @Nullable RequestGate of(@Nullable Throttle throttle) {
        return throttle == null ? null : new RequestGate(throttle);
    }

    /** The throttle's curve begins at {@code nanos}, if it has not begun before. */
    void begin(long nanos) {
        lock.lock();
        try {
            if (course == null) {
                RequestSlots slots = RequestSlots.of(throttle);
                course = new Course(nanos, slots, slots, 0);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The load is paused: the curve stands still from {@code nanos} on, if it does not do so already. */
    void paused(long nanos) {
        lock.lock();
        try {
            Course now = course;
            if (now != null && !now.isHeld()) {
                long at = nanos - now.startNanos();
                course = new Course(now.startNanos(), now.slots().heldAt(at, RequestSlots.NEVER), now.planned(), at);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The load goes on, and the curve with it. */
    void resumed(Clock clock) {
        lock.lock();
        try {
            Course now = course;
            if (now != null && now.isHeld()) {
                long length = clock.nanos() - now.startNanos() - now.heldAt();
                RequestSlots slots = now.planned().heldAt(now.heldAt(), length);
                course = new Course(now.startNanos(), slots, slots, 0);
                waiting.forEach(clock::wake);
            }
        } finally {
            lock.unlock();
        }
    }

    /**
     * Returns when a request may be sent that is ready at {@code now}: then, where nothing is to be waited for. Waits as
     * long as the load is paused where its rate is zero.
     */
    long slot(Clock clock, long now) throws InterruptedException {
        long ready = now;
        while (true) {
            Course known = begun();
            long slot = reserve(known, ready);
            if (slot != RequestSlots.NEVER) {
                return slot;
            }
            waiting.add(Thread.currentThread());
            try {
                clock.await(() -> begun() != known);
            } finally {
                waiting.remove(Thread.currentThread());
            }
            ready = clock.nanos();
        }
    }

    private Course begun() {
        Course known = course;
        if (known == null) {
            throw new IllegalStateException("the load has not begun");
        }
        return known;
    }

    private long reserve(Course known, long now) {
        long start = known.startNanos();
        RequestSlots slots = known.slots();
        while (true) {
            long next = free.get();
            long slot = slots.openFrom(Math.max(next, now - start));
            if (slot == RequestSlots.NEVER) {
                return slot;
            }
            if (free.compareAndSet(next, slots.after(slot))) {
                return start + slot;
            }
        }
    }
}
