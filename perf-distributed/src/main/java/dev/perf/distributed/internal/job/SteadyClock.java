package dev.perf.distributed.internal.job;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows what the wall clock showed when it was made and the time since, so that no timeout ends early, or never, because
 * somebody sets the clock.
 */
public final class SteadyClock implements JobClock {

    private static final Logger LOG = LoggerFactory.getLogger(SteadyClock.class);

    private final Instant start = Instant.now();
    private final long startNanos = System.nanoTime();
    private final ScheduledThreadPoolExecutor executor;

    /** Starts the clock, with its thread. */
    public SteadyClock(String name) {
        executor = new ScheduledThreadPoolExecutor(
                1, task -> Thread.ofPlatform().daemon().name(name).unstarted(task));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public Instant now() {
        return start.plusNanos(System.nanoTime() - startNanos);
    }

    @Override
    public Alarm at(Instant time, Runnable task) {
        long nanos;
        try {
            nanos = Math.max(0, Duration.between(now(), time).toNanos());
        } catch (ArithmeticException farAway) {
            nanos = Long.MAX_VALUE / 2; // more than a century
        }
        try {
            Future<?> later = executor.schedule(() -> guarded(task), nanos, TimeUnit.NANOSECONDS);
            return () -> later.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> {};
        }
    }

    /** The executor would keep what is thrown to itself. */
    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException fault) {
            LOG.error("a fault of Perf in the queue of tests", fault);
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
