package dev.perf.engine.internal.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A clock whose time passes only when everybody waits, so that an hour takes milliseconds and counts are exact.
 *
 * <p>Of the threads it started, one runs at a time. When it waits or ends, the next ready one goes on, in the order in
 * which they became ready; when none is ready, time jumps to the earliest deadline. A thread that is interrupted while
 * it waits becomes ready at that moment.
 */
public final class SimulatedClock implements Clock {

    private static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");

    private final ReentrantLock lock = new ReentrantLock();
    private final long lateNanos;
    private final List<Actor> actors = new ArrayList<>();
    private @Nullable Actor running;
    private long now;
    private long order;

    /** Creates a clock that wakes everybody in time. */
    public SimulatedClock() {
        this(Duration.ZERO);
    }

    /** Creates a clock that wakes everybody later than asked, as an overloaded machine does. */
    public SimulatedClock(Duration late) {
        this.lateNanos = late.toNanos();
    }

    /** A thread that this clock started. */
    private final class Actor {
        final Condition turn = lock.newCondition();
        final Runnable task;

        @Nullable
        Thread thread;

        boolean ready = true;
        boolean woken;
        boolean interrupted;
        long readySince = order++;
        long deadline = Long.MAX_VALUE;

        Actor(Runnable task) {
            this.task = task;
        }

        void becomeReady() {
            if (!ready) {
                ready = true;
                readySince = order++;
            }
        }

        void live() {
            lock.lock();
            try {
                awaitTurn();
            } finally {
                lock.unlock();
            }
            try {
                task.run();
            } finally {
                lock.lock();
                try {
                    actors.remove(this);
                    handOver();
                } finally {
                    lock.unlock();
                }
            }
        }

        void awaitTurn() {
            while (running != this) {
                turn.awaitUninterruptibly();
            }
        }
    }

    @Override
    public long nanos() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Instant instant() {
        return EPOCH.plusNanos(nanos());
    }

    @Override
    public void awaitUntil(long deadline, BooleanSupplier done) throws InterruptedException {
        lock.lock();
        try {
            Actor self = current();
            while (true) {
                if (self.interrupted) {
                    self.interrupted = false;
                    throw new InterruptedException();
                }
                if (now >= deadline || done.getAsBoolean()) {
                    return;
                }
                self.deadline = deadline == Long.MAX_VALUE ? deadline : deadline + lateNanos;
                self.ready = self.woken;
                self.woken = false;
                if (self.ready) {
                    continue;
                }
                handOver();
                self.awaitTurn();
            }
        } finally {
            lock.unlock();
        }
    }

    private Actor current() {
        Actor self = running;
        if (self == null || self.thread != Thread.currentThread()) {
            throw new IllegalStateException("only threads that the clock started may wait for it");
        }
        return self;
    }

    /** Lets the next ready actor run; when none is ready, lets time pass. */
    private void handOver() {
        running = null;
        if (actors.isEmpty()) {
            return;
        }
        Actor next = firstReady();
        if (next == null) {
            now = actors.stream().mapToLong(actor -> actor.deadline).min().orElseThrow();
            if (now == Long.MAX_VALUE) {
                throw new IllegalStateException("everybody waits for something that never comes");
            }
            actors.stream().filter(actor -> actor.deadline <= now).forEach(Actor::becomeReady);
            next = firstReady();
        }
        running = next;
        next.deadline = Long.MAX_VALUE;
        next.turn.signal();
    }

    private @Nullable Actor firstReady() {
        return actors.stream()
                .filter(actor -> actor.ready)
                .min((one, other) -> Long.compare(one.readySince, other.readySince))
                .orElse(null);
    }

    @Override
    public void wake(Thread thread) {
        touch(thread, actor -> {});
    }

    @Override
    public void interrupt(Thread thread) {
        touch(thread, actor -> actor.interrupted = true);
    }

    private void touch(Thread thread, Consumer<Actor> change) {
        lock.lock();
        try {
            for (Actor actor : actors) {
                if (actor.thread == thread) {
                    change.accept(actor);
                    if (actor == running) {
                        actor.woken = true;
                    } else {
                        actor.becomeReady();
                    }
                }
            }
            if (running == null) {
                handOver();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Thread startUser(String name, Runnable life) {
        return start(Thread.ofVirtual().name(name), life);
    }

    @Override
    public Thread startTimer(String name, Runnable task) {
        return start(Thread.ofPlatform().name(name).daemon(), task);
    }

    private Thread start(Thread.Builder builder, Runnable task) {
        lock.lock();
        try {
            Actor actor = new Actor(task);
            Thread thread = builder.unstarted(actor::live);
            actor.thread = thread;
            actors.add(actor);
            thread.start();
            if (running == null) {
                handOver();
            }
            return thread;
        } finally {
            lock.unlock();
        }
    }
}
