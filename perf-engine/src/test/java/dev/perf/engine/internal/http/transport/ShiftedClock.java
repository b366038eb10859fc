package dev.perf.engine.internal.http.transport;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** The system's clock, which a test puts forward. */
final class ShiftedClock implements LongSupplier {

    private final AtomicLong ahead = new AtomicLong();
    private final AtomicInteger scans = new AtomicInteger();

    @Override
    public long getAsLong() {
        if (Thread.currentThread().getName().endsWith("watchdog")) {
            scans.incrementAndGet();
        }
        return System.nanoTime() + ahead.get();
    }

    /** Puts the clock forward. */
    void advance(Duration time) {
        ahead.addAndGet(time.toNanos());
    }

    /** Puts the clock forward, and returns when the watchdog has seen it and acted. */
    void advanceAndEnforce(Duration time) {
        advance(time);
        int from = scans.get();
        Eventually.isTrue(() -> scans.get() >= from + 3, () -> "the watchdog does not look");
    }
}
