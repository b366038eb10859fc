package dev.perf.distributed.internal.loop;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A loop on a platform thread, for virtual ones share their carriers with users of a load. A task that fails is logged,
 * and the loop goes on.
 */
public final class ThreadLoop implements Loop {

    private static final Logger LOG = LoggerFactory.getLogger(ThreadLoop.class);

    private final ScheduledThreadPoolExecutor executor;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();

    /** Starts a loop with its thread. */
    public ThreadLoop(String name) {
        executor = new ScheduledThreadPoolExecutor(
                1, task -> Thread.ofPlatform().daemon().name(name).unstarted(task)) {
            @Override
            protected void terminated() {
                ended.complete(null);
            }
        };
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public long wallNanos() {
        Instant now = Instant.now();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    @Override
    public void execute(Runnable task) {
        try {
            executor.execute(guarded(task));
        } catch (RejectedExecutionException closed) {
            LOG.debug("closed before {}", task);
        }
    }

    @Override
    public Timer after(Duration delay, Runnable task) {
        try {
            Future<?> later = executor.schedule(guarded(task), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
            return () -> later.cancel(false);
        } catch (RejectedExecutionException closed) {
            return () -> LOG.debug("closed before {}", task);
        }
    }

    @Override
    public void aside(String name, Runnable task) {
        Thread.ofPlatform().daemon().name(name).start(guarded(task));
    }

    @Override
    public Executor lane(String name) {
        return new Lane(name);
    }

    @Override
    public <T> T await(CompletableFuture<T> future) throws InterruptedException {
        try {
            CompletableFuture.anyOf(future, ended).get();
            if (!future.isDone()) {
                throw new CancellationException("closed");
            }
            return future.get();
        } catch (ExecutionException failed) {
            throw new CompletionException(failed.getCause());
        }
    }

    @Override
    public void close() {
        executor.shutdown();
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException fault) {
                LOG.error("a fault of Perf; what depends on it runs into its deadline", fault);
            }
        };
    }

    /** Has a thread only while there is something to do, and so needs no closing. */
    private static final class Lane implements Executor {

        private final String name;
        private final ReentrantLock lock = new ReentrantLock();
        private final Queue<Runnable> tasks = new ArrayDeque<>();
        private boolean isRunning;

        Lane(String name) {
            this.name = name;
        }

        @Override
        public void execute(Runnable task) {
            lock.lock();
            try {
                tasks.add(guarded(task));
                if (!isRunning) {
                    isRunning = true;
                    Thread.ofPlatform().daemon().name(name).start(this::work);
                }
            } finally {
                lock.unlock();
            }
        }

        private void work() {
            while (true) {
                Runnable task;
                lock.lock();
                try {
                    if (tasks.isEmpty()) {
                        isRunning = false;
                        return;
                    }
                    task = tasks.remove();
                } finally {
                    lock.unlock();
                }
                task.run();
            }
        }
    }
}
