package dev.perf.engine.internal.feed;

import dev.perf.engine.internal.plan.Part;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The numbers of the records that are handed out in order, each once over all users. One generator on its own hands out
 * all of them; of several, each hands out its own, by the part that it has of the load at the start. Thread-safe.
 */
interface RecordNumbers {

    /** Below all numbers: there is none left. */
    long NONE = -1;

    /** Returns the next number, or {@link #NONE}. */
    long next();

    /**
     * Returns the numbers of a part, without an end: who has no part yet gets numbers that nobody else has.
     *
     * @param part what this process has
     */
    static RecordNumbers of(Part part) {
        var drawn = new AtomicLong();
        return () -> part.number(drawn.getAndIncrement());
    }

    /**
     * Returns the numbers of a part below {@code size}. Where they are handed out again, a process that has none of its
     * own, for there are fewer records than processes or it has joined late, hands out all, beginning elsewhere than the
     * others.
     *
     * @param recycled whether they begin again after the last
     */
    static RecordNumbers of(Part part, int size, boolean recycled) {
        var drawn = new AtomicLong();
        long own = part.count(size);
        if (!recycled) {
            return () -> {
                long k = drawn.getAndIncrement();
                return k < own ? part.number(k) : NONE;
            };
        }
        return own == 0
                ? () -> (part.index() + drawn.getAndIncrement()) % size
                : () -> part.number(drawn.getAndIncrement() % own);
    }
}
