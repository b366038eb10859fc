package dev.perf.engine.internal.benchmark;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A clock that moves when it is told to, and by a set time whenever it is read. */
final class FakeClock implements LongSupplier {

    private final AtomicLong now = new AtomicLong();
    private final long perReading;

    FakeClock(long perReading) {
        this.perReading = perReading;
    }

    void advance(long nanos) {
        now.addAndGet(nanos);
    }

    @Override
    public long getAsLong() {
        return now.addAndGet(perReading);
    }
}
