package dev.perf.report.internal.live;

import dev.perf.result.RunResult;
import dev.perf.result.Snapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The state of the run and who watches it. Whoever comes gets all that there is and, from then on, what changes; each change
 * is written once, whatever the number of watchers, and offered to all of them without waiting for any.
 */
final class Watchers {

    /** How many may watch. */
    static final int MOST = 200;

    /** Who takes nothing for that long is gone, or hangs. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Guards the state and who watches. The run does not take it; nobody writes to a connection while holding it. */
    private final ReentrantLock lock = new ReentrantLock();

    private final Condition left = lock.newCondition();
    private final LiveState state;
    private final Set<Watcher> watching = new LinkedHashSet<>();

    /** All that there is, as long as nothing changes. */
    private @Nullable Message whole;

    private long lost;

    Watchers(LiveState state) {
        this.state = state;
    }

    /** An interval has ended. */
    void add(Snapshot snapshot) {
        lock.lock();
        try {
            byte[] json = state.add(snapshot);
            tell(Message.of(state.isWhole() ? Message.WHOLE : Message.CHANGE, json, false));
        } finally {
            lock.unlock();
        }
    }

    /** The run is over. */
    void end(RunResult result) {
        lock.lock();
        try {
            tell(Message.of(Message.WHOLE, state.end(result), true));
        } finally {
            lock.unlock();
        }
    }

    private void tell(Message message) {
        whole = null;
        for (Watcher watcher : List.copyOf(watching)) {
            lost += watcher.offer(message);
            if (watcher.isStuck(PATIENCE)) {
                watching.remove(watcher);
                watcher.close();
            }
        }
    }

    /** Returns a new watcher, or null where there are too many. */
    @Nullable
    Watcher enter() {
        lock.lock();
        try {
            if (watching.size() >= MOST) {
                return null;
            }
            var watcher = new Watcher();
            watcher.offerWhole(whole());
            watching.add(watcher);
            return watcher;
        } finally {
            lock.unlock();
        }
    }

    /** Writes to a watcher until it leaves, or the run is over. */
    void serve(Watcher watcher, OutputStream out) throws IOException {
        try {
            watcher.write(out, () -> catchUp(watcher));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } finally {
            leave(watcher);
        }
    }

    private void catchUp(Watcher watcher) {
        lock.lock();
        try {
            watcher.offerWhole(whole());
        } finally {
            lock.unlock();
        }
    }

    private void leave(Watcher watcher) {
        lock.lock();
        try {
            watching.remove(watcher);
            left.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private Message whole() {
        Message known = whole;
        if (known == null) {
            known = Message.of(Message.WHOLE, state.whole(), state.hasEnded());
            whole = known;
        }
        return known;
    }

    /** Returns the run and how it stands, without charts. */
    byte[] summary() {
        lock.lock();
        try {
            return state.summary(watching.size(), lost);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all have got the last message and left, for that long at most. */
    void awaitNobody(Duration patience) {
        lock.lock();
        try {
            long remaining = TimeUnit.NANOSECONDS.convert(patience);
            while (!watching.isEmpty() && remaining > 0) {
                remaining = left.awaitNanos(remaining);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Ends all that is still under way. */
    void close() {
        lock.lock();
        try {
            watching.forEach(Watcher::close);
            watching.clear();
        } finally {
            lock.unlock();
        }
    }
}
