package dev.perf.engine.internal.clock;

import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The real time. */
public final class SystemClock implements Clock {

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Instant instant() {
        return Instant.now();
    }

    @Override
    public void awaitUntil(long deadline, BooleanSupplier done) throws InterruptedException {
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            long remaining = deadline - System.nanoTime();
            if (remaining <= 0 || done.getAsBoolean()) {
                return;
            }
            LockSupport.parkNanos(this, remaining);
        }
    }

    @Override
    public void wake(Thread thread) {
        LockSupport.unpark(thread);
    }

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
        return Thread.ofPlatform()
                .name(name)
                .daemon()
                .priority(Thread.MAX_PRIORITY)
                .start(task);
    }
}
