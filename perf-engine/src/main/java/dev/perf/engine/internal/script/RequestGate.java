package dev.perf.engine.internal.script;

import dev.perf.engine.internal.plan.RequestSlots;
import dev.perf.load.Throttle;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Gives each request the next free slot of a throttle, in the order in which they ask. A slot that was given to a user
 * who is interrupted before it comes stays unused. Lock-free and thread-safe.
 */
public final class RequestGate {

    private record Begun(long startNanos, RequestSlots slots) {}

    private final Throttle throttle;
    private final AtomicLong free = new AtomicLong();
    private volatile @Nullable Begun begun;

    private RequestGate(Throttle throttle) {
        this.throttle = throttle;
    }

    /** Returns the gate of {@code throttle}; null where there is none. */
    public static @Nullable RequestGate of(@Nullable Throttle throttle) {
        return throttle == null ? null : new RequestGate(throttle);
    }

    /** The throttle's time begins at {@code nanos}. */
    void begin(long nanos) {
        begun = new Begun(nanos, RequestSlots.of(throttle));
    }

    /** Returns when a request that is ready at {@code now} may be sent. */
    long reserve(long now) {
        Begun known = begun;
        if (known == null) {
            throw new IllegalStateException("the load has not begun");
        }
        long start = known.startNanos();
        RequestSlots slots = known.slots();
        while (true) {
            long next = free.get();
            long slot = slots.openFrom(Math.max(next, now - start));
            if (free.compareAndSet(next, slots.after(slot))) {
                return start + slot;
            }
        }
    }
}
