package dev.perf.engine.internal.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.PriorityQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A time that stands still while anybody works, and jumps to the next deadline when all wait.
 *
 * <p>The threads that it starts run one at a time, in an order that follows from what they do and from nothing else: a
 * new thread goes to the end of the queue, as does one that is woken or interrupted, or whose deadline has come; of
 * those with the same deadline, the one that was started first comes first. So a run is the same each time, and takes only as long as its computations do. Threads that it did not start may ask the
 * time and wait for results by other means.
 *
 * <p>When nobody can ever go on, all that wait get an {@link IllegalStateException} that names them, rather than the
 * test hanging.
 */
public final class SimulatedClock implements Clock {

    /** A world that computes this often without time going on will never end. */
    private static final int MAX_CALLS_PER_INSTANT = 2_000_000;

    /** Below zero, for the origin of {@link #nanos()} means nothing, and nobody may rely on its sign. */
    private static final long ORIGIN = -Duration.ofHours(1).toNanos();

    private static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

    private enum State {
        READY,
        RUNNING,
        WAITING
    }

    private static final class Task {
        final Thread thread;
        final long id;
        State state = State.READY;
        long wait;
        boolean interrupted;

        Task(Thread thread, long id) {
            this.thread = thread;
            this.id = id;
        }
    }

    /** A wait of a task; out of date once the task has begun another one. */
    private record Alarm(long deadline, long number, Task task) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Thread, Task> tasks = new LinkedHashMap<>();
    private final Deque<Task> ready = new ArrayDeque<>();
    private final PriorityQueue<Alarm> alarms =
            new PriorityQueue<>(Comparator.comparingLong(Alarm::deadline).thenComparingLong(alarm -> alarm.task().id));
    private final long lateNanos;
    private volatile long now = ORIGIN;
    private long starts;
    private long waits;
    private int callsThisInstant;
    private @Nullable Task running;
    private volatile @Nullable String failure;

    /** Creates a clock that wakes everybody in time. */
    public SimulatedClock() {
        this(Duration.ZERO);
    }

    /** Creates a clock that wakes everybody later than asked, as an overloaded machine does. */
    public SimulatedClock(Duration late) {
        this.lateNanos = late.toNanos();
    }

    @Override
    public long nanos() {
        return now;
    }

    @Override
    public Instant instant() {
        return START.plusNanos(now - ORIGIN);
    }

    /** Returns the time since this clock was made. */
    public Duration elapsed() {
        return Duration.ofNanos(now - ORIGIN);
    }

    /** Lets time pass while the calling thread works and all others get no processor. */
    public void work(Duration time) {
        lock.lock();
        try {
            current();
            advanceTo(now + time.toNanos());
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void awaitUntil(long deadline, BooleanSupplier done) throws InterruptedException {
        while (true) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (deadline <= now || done.getAsBoolean()) {
                countCall();
                return;
            }
            Task task = pause(deadline);
            if (awaitTurn(task)) {
                throw new InterruptedException();
            }
        }
    }

    @Override
    public void wake(Thread thread) {
        lock.lock();
        try {
            Task task = tasks.get(thread);
            if (task != null && task.state == State.WAITING) {
                makeReady(task);
                if (running == null) {
                    dispatch();
                }
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void interrupt(Thread thread) {
        // Whoever runs next is chosen with an eye on the interrupted ones.
        thread.interrupt();
    }

    @Override
    public Thread startUser(String name, Runnable life) {
        return start(Thread.ofVirtual().name(name), life);
    }

    @Override
    public Thread startTimer(String name, Runnable task) {
        return start(Thread.ofPlatform().daemon().name(name), task);
    }

    private Thread start(Thread.Builder builder, Runnable body) {
        Thread thread = builder.unstarted(() -> live(body));
        lock.lock();
        try {
            Task task = new Task(thread, starts++);
            tasks.put(thread, task);
            ready.add(task);
            thread.start();
            if (running == null) {
                dispatch();
            }
        } finally {
            lock.unlock();
        }
        return thread;
    }

    private void live(Runnable body) {
        Task task = task(Thread.currentThread());
        try {
            if (awaitTurn(task)) {
                Thread.currentThread().interrupt();
            }
            body.run();
        } finally {
            lock.lock();
            try {
                tasks.remove(task.thread);
                running = null;
                dispatch();
            } finally {
                lock.unlock();
            }
        }
    }

    /** Gives the processor away. */
    private Task pause(long deadline) {
        lock.lock();
        try {
            Task task = current();
            task.state = State.WAITING;
            task.wait = waits++;
            long alarm = deadline == Long.MAX_VALUE ? deadline : deadline + lateNanos;
            alarms.add(new Alarm(alarm, task.wait, task));
            running = null;
            dispatch();
            return task;
        } finally {
            lock.unlock();
        }
    }

    /** Blocks until it is the task's turn; returns whether it has been interrupted meanwhile, and forgets that. */
    private boolean awaitTurn(Task task) {
        while (true) {
            lock.lock();
            try {
                if (Thread.interrupted()) {
                    task.interrupted = true;
                }
                if (task.state == State.RUNNING) {
                    boolean interrupted = task.interrupted;
                    task.interrupted = false;
                    String why = failure;
                    if (why != null && !interrupted) {
                        throw new IllegalStateException(why);
                    }
                    return interrupted;
                }
            } finally {
                lock.unlock();
            }
            LockSupport.park(this);
        }
    }

    /** Chooses who runs next. The lock is held, and nobody runs. */
    private void dispatch() {
        for (Task task : tasks.values()) {
            if (task.state == State.WAITING && (task.interrupted || task.thread.isInterrupted())) {
                makeReady(task);
            }
        }
        readyDue();
        if (ready.isEmpty()) {
            Alarm next = nextAlarm();
            if (next != null && next.deadline() < Long.MAX_VALUE) {
                advanceTo(next.deadline());
                readyDue();
            } else if (!tasks.isEmpty()) {
                fail("deadlock at " + elapsed() + ": all wait without a deadline: "
                        + tasks.keySet().stream().map(Thread::getName).collect(Collectors.joining(", ")));
            }
        }
        Task chosen = ready.poll();
        if (chosen != null) {
            chosen.state = State.RUNNING;
            running = chosen;
            LockSupport.unpark(chosen.thread);
        }
    }

    private void readyDue() {
        for (Alarm next = nextAlarm(); next != null && next.deadline() <= now; next = nextAlarm()) {
            makeReady(next.task());
        }
    }

    private @Nullable Alarm nextAlarm() {
        while (true) {
            Alarm first = alarms.peek();
            if (first == null || (first.task().state == State.WAITING && first.task().wait == first.number())) {
                return first;
            }
            alarms.remove();
        }
    }

    private void fail(String message) {
        failure = message;
        tasks.values().forEach(this::makeReady);
    }

    private void makeReady(Task task) {
        task.state = State.READY;
        ready.add(task);
    }

    private void advanceTo(long time) {
        now = time;
        callsThisInstant = 0;
    }

    /** Threads that go round without ever waiting would do so for ever. */
    private void countCall() {
        lock.lock();
        try {
            if (++callsThisInstant > MAX_CALLS_PER_INSTANT) {
                throw new IllegalStateException("time stands still at " + elapsed() + ": "
                        + Thread.currentThread().getName() + " and others go round without ever waiting");
            }
        } finally {
            lock.unlock();
        }
    }

    private Task current() {
        Task task = tasks.get(Thread.currentThread());
        if (task == null) {
            throw new IllegalStateException(Thread.currentThread().getName() + " was not started by this clock");
        }
        return task;
    }

    private Task task(Thread thread) {
        lock.lock();
        try {
            return Objects.requireNonNull(tasks.get(thread));
        } finally {
            lock.unlock();
        }
    }
}
