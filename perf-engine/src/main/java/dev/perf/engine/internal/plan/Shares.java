package dev.perf.engine.internal.plan;

import dev.perf.engine.fleet.Share;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The share that this process has of a run, at the start and after each change. What is numbered follows from the share
 * at the start for good: users and records keep their numbers when the load is divided in another way. Thread-safe.
 */
public final class Shares {

    /** Is told of changes. */
    public interface Watcher {

        /**
         * Another part holds from {@code from} of the run's time on.
         *
         * @param from time since the start of the run, pauses included; it may have passed, or lie before the start
         */
        void changed(Part next, Duration from);
    }

    private record Change(Part next, Duration from) {}

    private final Part start;

    /** Guards what follows, and that watchers hear of changes in their order. */
    private final ReentrantLock lock = new ReentrantLock();

    private final List<Change> early = new ArrayList<>();
    private @Nullable Watcher watcher;

    private Shares(Part start) {
        this.start = start;
    }

    /** Returns all of the load, for a run in one process. */
    public static Shares whole() {
        return new Shares(Part.WHOLE);
    }

    /**
     * Returns what begins with a share, which may be nothing: its agent joins the run later.
     *
     * @throws IllegalArgumentException if a weight or the place is below zero
     */
    public static Shares of(Share start) {
        return new Shares(Part.of(start));
    }

    /** Returns the part at the start. */
    public Part start() {
        return start;
    }

    /**
     * Has another share from a time of the run on. All agents have to hear of the same changes, pauses and resumptions in
     * the same order, and then agree on each arrival. What was due since {@code from}, where that has passed, and would be
     * this agent's, is dropped and counted.
     *
     * @param from time since the start of the run, pauses included
     * @throws IllegalArgumentException if a weight or the place is below zero
     * @throws IllegalStateException if this process has all of the load
     */
    public void change(Share next, Duration from) {
        if (start.isWhole()) {
            throw new IllegalStateException("this process has all of the load, which it does not share with others");
        }
        var change = new Change(Part.of(next), from);
        lock.lock();
        try {
            if (watcher == null) {
                early.add(change);
            } else {
                watcher.changed(change.next(), from);
            }
        } finally {
            lock.unlock();
        }
    }

    /** Tells {@code told} of all changes so far, and of those to come. */
    public void watchedBy(Watcher told) {
        lock.lock();
        try {
            watcher = told;
            early.forEach(change -> told.changed(change.next(), change.from()));
            early.clear();
        } finally {
            lock.unlock();
        }
    }
}
