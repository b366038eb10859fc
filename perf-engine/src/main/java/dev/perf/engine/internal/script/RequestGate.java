package dev.perf.engine.internal.script;

import dev.perf.engine.internal.clock.Clock;
import dev.perf.engine.internal.plan.Part;
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
 *
 * <p>The gate of an agent has the agent's part of the throttle's rate. Where the load is divided in another way, it goes
 * on with its new part; an agent that has none any more sends what its last iterations have to at the rate that it had.
 */
public final class RequestGate {

    /**
     * The curve as it is in real time.
     *
     * @param slots this process's part of the curve
     * @param whole the curve over all agents
     * @param planned that curve as it is when no pause is under way
     * @param heldAt when the pause under way began, in the time of the curve
     */
    private record Course(long startNanos, RequestSlots slots, RequestSlots whole, RequestSlots planned, long heldAt) {

        static Course of(long startNanos, RequestSlots planned, double fraction) {
            return new Course(startNanos, planned.times(fraction), planned, planned, 0);
        }

        Course held(long at, double fraction) {
            RequestSlots held = planned.heldAt(at, RequestSlots.NEVER);
            return new Course(startNanos, held.times(fraction), held, planned, at);
        }

        Course shared(double fraction) {
            return new Course(startNanos, whole.times(fraction), whole, planned, heldAt);
        }

        boolean isHeld() {
            return whole != planned;
        }
    }

    private final Throttle throttle;
    private final AtomicLong free = new AtomicLong();
    private final Set<Thread> waiting = ConcurrentHashMap.newKeySet();

    /** Guards the changes of the course. */
    private final ReentrantLock lock = new ReentrantLock();

    /** This process's part of the rate; guarded by the lock. */
    private double fraction = 1;

    private volatile @Nullable Course course;

    private RequestGate(Throttle throttle) {
        this.throttle = throttle;
    }

    /** Returns the gate for a part of {@code throttle}; null where there is none. */
    public static @Nullable RequestGate of(@Nullable Throttle throttle, Part part) {
        if (throttle == null) {
            return null;
        }
        var gate = new RequestGate(throttle);
        gate.take(part);
        return gate;
    }

    private void take(Part part) {
        if (part.isAny()) {
            fraction = part.fraction();
        }
    }

    /** Another part of the rate is this process's from now on. */
    void shared(Clock clock, Part next) {
        lock.lock();
        try {
            take(next);
            Course now = course;
            if (now != null) {
                course = now.shared(fraction);
                waiting.forEach(clock::wake);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The throttle's curve begins at {@code nanos}, if it has not begun before. */
    void begin(long nanos) {
        lock.lock();
        try {
            if (course == null) {
                course = Course.of(nanos, RequestSlots.of(throttle), fraction);
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
                course = now.held(nanos - now.startNanos(), fraction);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The load goes on since {@code nanos}, and the curve with it. */
    void resumed(Clock clock, long nanos) {
        lock.lock();
        try {
            Course now = course;
            if (now != null && now.isHeld()) {
                long length = nanos - now.startNanos() - now.heldAt();
                course = Course.of(now.startNanos(), now.planned().heldAt(now.heldAt(), length), fraction);
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
