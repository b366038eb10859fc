package dev.perf.engine.internal.external;

import dev.perf.engine.internal.clock.Clock;
import java.time.Instant;
import java.util.function.BooleanSupplier;

/** The time at which something was recorded. Nobody waits for it: what it cannot do is to let time pass. */
final class RecordedClock implements Clock {

    private volatile long nanos;

    void set(long now) {
        nanos = now;
    }

    @Override
    public long nanos() {
        return nanos;
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochSecond(0, nanos);
    }

    @Override
    public void awaitUntil(long deadline, BooleanSupplier done) {
        set(Math.max(nanos, deadline));
    }

    @Override
    public void wake(Thread thread) {}

    @Override
    public void interrupt(Thread thread) {
        thread.interrupt();
    }

    @Override
    public Thread startUser(String name, Runnable life) {
        return Thread.ofVirtual().name(name).start(life);
    }

    @Override
    public Thread startTimer(String name, Runnable task) {
        return Thread.ofPlatform().name(name).daemon().start(task);
    }
}
