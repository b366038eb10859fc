package dev.perf.engine.internal.debug;

import dev.perf.engine.internal.clock.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/** The time of another clock, but that users' pauses take none: it is later by them. Thread-safe. */
final class SkippingClock implements Clock {

    private final Clock clock;
    private final AtomicLong skipped = new AtomicLong();

    SkippingClock(Clock clock) {
        this.clock = clock;
    }

    @Override
    public long nanos() {
        return clock.nanos() + skipped.get();
    }

    @Override
    public Instant instant() {
        return clock.instant().plusNanos(skipped.get());
    }

    @Override
    public void pauseUntil(long deadline) throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        skipped.addAndGet(Math.max(0, deadline - nanos()));
    }

    @Override
    public void awaitUntil(long deadline, BooleanSupplier done) throws InterruptedException {
        clock.awaitUntil(deadline - skipped.get(), done);
    }

    @Override
    public void wake(Thread thread) {
        clock.wake(thread);
    }

    @Override
    public void interrupt(Thread thread) {
        clock.interrupt(thread);
    }

    @Override
    public Thread startUser(String name, Runnable life) {
        return clock.startUser(name, life);
    }

    @Override
    public Thread startTimer(String name, Runnable task) {
        return clock.startTimer(name, task);
    }
}
