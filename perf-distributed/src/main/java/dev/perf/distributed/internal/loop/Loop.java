package dev.perf.distributed.internal.loop;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * One thread that does tasks in order, and the clock it goes by. What only its tasks touch needs no lock. Tasks must not
 * block; what does is done {@linkplain #aside aside}. Thread-safe.
 */
public interface Loop extends Executor, AutoCloseable {

    /** Something that will be done later. */
    interface Timer {

        /** Sees to it that it is not done, unless it is being done. */
        void cancel();
    }

    /** Returns the time, as {@link System#nanoTime}. */
    long nanos();

    /** Returns the time of the wall clock, in nanoseconds since 1970. */
    long wallNanos();

    /** Does a task after all that were given before; does nothing after closing. */
    @Override
    void execute(Runnable task);

    /** Does a task when a time has passed; does nothing after closing. */
    Timer after(Duration delay, Runnable task);

    /** Does a task that may block, on a thread of its own. */
    void aside(String name, Runnable task);

    /** Returns an executor that does tasks that may block one after another, on a thread of its own while there are any. */
    Executor lane(String name);

    /**
     * Waits for something that tasks of this loop bring about; not to be called by them.
     *
     * @throws java.util.concurrent.CompletionException if it failed
     * @throws java.util.concurrent.CancellationException if the loop has been closed, and nothing brings it about any more
     */
    <T> T await(CompletableFuture<T> future) throws InterruptedException;

    /** Does nothing more; what is being done ends. */
    @Override
    void close();
}
