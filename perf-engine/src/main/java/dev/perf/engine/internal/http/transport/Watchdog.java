package dev.perf.engine.internal.http.transport;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Enforces deadlines by scanning those in use every 50 ms from one platform daemon thread.
 *
 * <p>So a blocked exchange ends up to 50 ms after its deadline (plus the length of a scan: well under a millisecond
 * for 10,000 connections). {@code setSoTimeout} would be exact, and double the cost of every blocking read on a
 * virtual thread. Registering costs a map entry: cheap, but not for each fast request.
 */
final class Watchdog implements AutoCloseable {

    /** What can be aborted from another thread. */
    interface Watched {

        /** Aborts what has run past its deadline. */
        void check(long now);

        /** Aborts whatever is going on, for good. */
        void abort();
    }

    static final Duration INTERVAL = Duration.ofMillis(50);

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

    private final LongSupplier clock;
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean closed;

    Watchdog(String name, LongSupplier clock) {
        this.clock = clock;
        this.thread = Thread.ofPlatform().daemon().name(name).start(this::run);
    }

    /** Begins to watch; aborts at once if closed. */
    void add(Watched work) {
        watched.add(work);
        if (closed) {
            work.abort();
        }
    }

    void remove(Watched work) {
        watched.remove(work);
    }

    int size() {
        return watched.size();
    }

    boolean isClosed() {
        return closed;
    }

    /** Aborts everything still watched. Idempotent. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        watched.forEach(Watched::abort);
    }

    private void run() {
        while (!closed) {
            LockSupport.parkNanos(this, INTERVAL.toNanos());
            scan();
        }
    }

    private void scan() {
        long now = clock.getAsLong();
        for (Watched work : watched) {
            try {
                work.check(now);
            } catch (RuntimeException e) {
                LOG.warn("a deadline could not be enforced", e); // the others still can
            }
        }
    }
}
