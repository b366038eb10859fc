package dev.perf.engine.internal.health;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Which thread was in which step in plain Java lately, for somebody who hears of a thread only when its step may be over.
 * A thread of its own looks each 20 ms; steps tell nobody of themselves, for that would cost each of them. Thread-safe.
 */
final class StepSights implements AutoCloseable {

    private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(20);

    /** What is told of comes within a second or two. */
    private static final long KEPT = TimeUnit.SECONDS.toNanos(5);

    private static final int MOST_THREADS = 10_000;

    /** A step that began at {@code began} was under way at {@code seen}. */
    private record Sight(String step, long began, long seen) {}

    private final PlainJava steps;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Long, Deque<Sight>> sights = new HashMap<>(); // by thread; guarded by lock
    private @Nullable Lookout lookout;

    StepSights(PlainJava steps) {
        this.steps = steps;
    }

    /** Begins to look. */
    static StepSights of(PlainJava steps) {
        var sights = new StepSights(steps);
        sights.lookout = Lookout.begin("perf-sights", PERIOD, sights::look);
        return sights;
    }

    /** Looks once. */
    void look(long now) {
        lock.lock();
        try {
            sights.values().removeIf(ofThread -> now - ofThread.getLast().seen() > KEPT);
            for (PlainJava.Worker worker : steps.workers()) {
                long began = worker.since();
                String step = worker.step();
                Thread thread = worker.thread();
                if (step != null && thread != null && began == worker.since()) {
                    saw(thread.threadId(), new Sight(step, began, now));
                }
            }
        } finally {
            lock.unlock();
        }
    }

    private void saw(long thread, Sight sight) {
        Deque<Sight> ofThread = sights.get(thread);
        if (ofThread == null) {
            if (sights.size() >= MOST_THREADS) {
                return;
            }
            ofThread = new ArrayDeque<>();
            sights.put(thread, ofThread);
        }
        Sight last = ofThread.peekLast();
        if (last != null && last.began() == sight.began()) {
            ofThread.removeLast();
        }
        ofThread.addLast(sight);
        while (sight.seen() - ofThread.getFirst().seen() > KEPT) {
            ofThread.removeFirst();
        }
    }

    /** Returns the step that a thread was in for some of the time between two moments; null where that was not seen. */
    @Nullable
    String stepOf(long thread, long from, long to) {
        lock.lock();
        try {
            for (Sight sight : sights.getOrDefault(thread, new ArrayDeque<>())) {
                if (sight.began() - to <= 0 && sight.seen() - from >= 0) {
                    return sight.step();
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        if (lookout != null) {
            lookout.close();
        }
    }
}
