package dev.perf.distributed.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a run holds until it has ended; what was taken last is given back first. Thread-safe. */
final class Held implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Held.class);

    private final Deque<AutoCloseable> all = new ArrayDeque<>();

    /** Has {@code what} closed with this; returns it. */
    synchronized <T extends AutoCloseable> T hold(T what) {
        all.push(what);
        return what;
    }

    @Override
    public synchronized void close() {
        while (!all.isEmpty()) {
            AutoCloseable last = all.pop();
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
}
