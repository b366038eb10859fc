package dev.perf.engine.internal.feed;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The numbers of the records that are handed out in order, each once over all users. One generator on its own hands out
 * all of them; several would have a share each. Thread-safe.
 */
interface RecordNumbers {

    /** Returns the next number, which is above those before it. */
    long next();

    /** Returns all numbers from 0. */
    static RecordNumbers all() {
        return new AtomicLong()::getAndIncrement;
    }
}
