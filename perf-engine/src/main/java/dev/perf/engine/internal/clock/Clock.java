package dev.perf.engine.internal.clock;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What time it is, how to wait, and how to start a thread that does either. Thread-safe. */
public interface Clock {

    /** Whoever awaits a condition is woken in time, and looks by itself only now and then. */
    long LOOK_AGAIN_NANOS = TimeUnit.HOURS.toNanos(1);

    /** Returns a monotonic time in nanoseconds, whose origin means nothing. */
    long nanos();

    /** Returns the time of day, for stamps only. */
    Instant instant();

    /**
     * Blocks until {@link #nanos()} has reached {@code deadline} or {@code done} says so; returns at once when either
     * is so already. The condition is looked at again whenever the thread is {@linkplain #wake woken}.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    void awaitUntil(long deadline, BooleanSupplier done) throws InterruptedException;

    /**
     * Blocks until {@code done} says so, which is looked at whenever the thread is {@linkplain #wake woken}.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    default void await(BooleanSupplier done) throws InterruptedException {
        while (!done.getAsBoolean()) {
            awaitUntil(nanos() + LOOK_AGAIN_NANOS, done);
        }
    }

    /** Makes {@code thread} look again at the condition that it awaits. */
    void wake(Thread thread);

    /** Interrupts {@code thread}: a wait that it is in, or else its next one, ends with an InterruptedException. */
    void interrupt(Thread thread);

    /**
     * Blocks until {@link #nanos()} has reached {@code deadline}; returns at once when it has.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    default void sleepUntil(long deadline) throws InterruptedException {
        awaitUntil(deadline, () -> false);
    }

    /**
     * Lets a user pause until {@link #nanos()} has reached {@code deadline}: what nobody but the user waits for, and so
     * a clock may leave out.
     *
     * @throws InterruptedException if the thread is interrupted before or while it waits
     */
    default void pauseUntil(long deadline) throws InterruptedException {
        sleepUntil(deadline);
    }

    /** Starts a virtual thread, on which a virtual user lives. */
    Thread startUser(String name, Runnable life);

    /** Starts a platform thread, for timing and aggregation: it must run even when users keep all carriers busy. */
    Thread startTimer(String name, Runnable task);
}
