package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.clock.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** A time that stands still until it is told otherwise, for those who only ask for it. */
final class HandClock implements Clock {

    private long now;

    void set(Duration time) {
        now = time.toNanos();
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Instant instant() {
        return Instant.EPOCH.plusNanos(now);
    }

    @Override
    public void awaitUntil(long deadline, BooleanSupplier done) {
        throw new UnsupportedOperationException("nobody waits");
    }

    @Override
    public void wake(Thread thread) {
        throw new UnsupportedOperationException("nobody waits");
    }

    @Override
    public void interrupt(Thread thread) {
        throw new UnsupportedOperationException("nobody waits");
    }

    @Override
    public Thread startUser(String name, Runnable life) {
        throw new UnsupportedOperationException("there are no threads");
    }

    @Override
    public Thread startTimer(String name, Runnable task) {
        throw new UnsupportedOperationException("there are no threads");
    }
}
