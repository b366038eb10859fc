package dev.perf.engine.internal.http.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers answers for a time, for all users together. Users who need an answer at the same time wait for one look-up;
 * where answers are not remembered at all, each looks up by itself. Failures are not remembered.
 */
public final class RememberingResolver implements Resolver {

    private final Resolver source;
    private final long ttlNanos;
    private final LongSupplier clock;
    private final Map<String, Host> hosts = new ConcurrentHashMap<>();

    /** @param ttl how long an answer holds, from when it came; may be zero */
    public RememberingResolver(Resolver source, Duration ttl, LongSupplier clock) {
        this.source = source;
        this.ttlNanos = ttl.toNanos();
        this.clock = clock;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        return ttlNanos == 0
                ? source.resolve(host)
                : hosts.computeIfAbsent(host, Host::new).addresses();
    }

    private final class Host {
        private final String name;
        private final ReentrantLock lock = new ReentrantLock();
        private InetAddress @Nullable [] known; // both guarded by the lock
        private long knownSince;

        Host(String name) {
            this.name = name;
        }

        InetAddress[] addresses() throws UnknownHostException {
            lock.lock();
            try {
                InetAddress[] addresses = known;
                if (addresses == null || clock.getAsLong() - knownSince >= ttlNanos) {
                    addresses = source.resolve(name);
                    known = addresses;
                    knownSince = clock.getAsLong();
                }
                return addresses;
            } finally {
                lock.unlock();
            }
        }
    }
}
