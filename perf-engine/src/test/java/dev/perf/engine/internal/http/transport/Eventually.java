package dev.perf.engine.internal.http.transport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Awaits what other threads bring about. */
final class Eventually {

    private Eventually() {}

    /** Returns as soon as {@code condition} holds; fails after 20 seconds, which only a broken product or a very busy machine takes. */
    static void isTrue(BooleanSupplier condition, Supplier<String> complaint) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError(complaint.get());
            }
            LockSupport.parkNanos(100_000);
        }
    }
}
