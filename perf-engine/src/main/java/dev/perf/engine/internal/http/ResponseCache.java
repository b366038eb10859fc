package dev.perf.engine.internal.http;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The stored responses of one user. Thread-safe, for a user may send several requests at a time. */
final class ResponseCache {

    private static final int MAX_ENTRIES = 256;
    private static final long MAX_BYTES = 1 << 20;

    /**
     * A stored response.
     *
     * @param freshUntilNanos until when it may be used without asking, by the engine's clock
     * @param varying the request's values of the headers that the response depends on
     */
    record Entry(StoredResponse response, long freshUntilNanos, Map<String, String> varying) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final LinkedHashMap<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    @Nullable
    Entry find(String url) {
        lock.lock();
        try {
            return entries.get(url);
        } finally {
            lock.unlock();
        }
    }

    /** Stores a response in place of the one before, and throws out those that were not used for the longest time. */
    void put(String url, Entry entry) {
        lock.lock();
        try {
            remove(url);
            if (entry.response().size() > MAX_BYTES) {
                return;
            }
            entries.put(url, entry);
            bytes += entry.response().size();
            Iterator<Entry> eldest = entries.values().iterator();
            while (bytes > MAX_BYTES || entries.size() > MAX_ENTRIES) {
                bytes -= eldest.next().response().size();
                eldest.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Throws out all; returns how many there were. */
    int clear() {
        lock.lock();
        try {
            int count = entries.size();
            entries.clear();
            bytes = 0;
            return count;
        } finally {
            lock.unlock();
        }
    }

    void remove(String url) {
        lock.lock();
        try {
            Entry removed = entries.remove(url);
            if (removed != null) {
                bytes -= removed.response().size();
            }
        } finally {
            lock.unlock();
        }
    }
}
