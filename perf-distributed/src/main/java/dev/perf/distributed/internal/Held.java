package dev.perf.distributed.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run holds until it has ended; what was taken last is given back first. Thread-safe. */
final class Held implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Held.class);

    private final ReentrantLock lock = new ReentrantLock(); // guards all
    private final Deque<AutoCloseable> all = new ArrayDeque<>();

    /** Has {@code what} closed with this; returns it. */
    <T extends AutoCloseable> T hold(T what) {
        lock.lock();
        try {
            all.push(what);
            return what;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            while (!all.isEmpty()) {
                close(all.pop());
            }
        } finally {
            lock.unlock();
        }
    }

    private static void close(AutoCloseable last) {
        try {
            last.close();
        } catch (Exception unclosed) {
            if (unclosed instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.warn("{} cannot be closed", last, unclosed);
        }
    }
}
