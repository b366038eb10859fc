package dev.perf.engine.internal.http.transport;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * One user's way over connections that all users share: it takes one for each exchange, and waits while all that there
 * may be to a server are busy. The wait belongs to the exchange, and to its deadline.
 */
public final class SharedChannel implements Channel {

    /** The connections that users share. Thread-safe. */
    public static final class Connections implements AutoCloseable {

        private final Transport transport;
        private final int max;
        private final Map<Origin, Lane> lanes = new ConcurrentHashMap<>();
        private final TransportSettings settings;

        /** At most {@code max} connections to each server, over {@code transport}, which stays the caller's to close. */
        public Connections(Transport transport, TransportSettings settings, int max) {
            this.transport = transport;
            this.settings = settings;
            this.max = max;
        }

        private Lane lane(Origin origin) {
            return lanes.computeIfAbsent(
                    origin, ignored -> new Lane(new Semaphore(max, true), new ChannelPool(transport)));
        }

        /** Closes what is idle now, and the rest when it comes back. */
        @Override
        public void close() {
            lanes.values().forEach(lane -> lane.idle.close());
        }
    }

    private record Lane(Semaphore free, ChannelPool idle) {}

    private final Connections connections;
    private volatile boolean closed;

    /** A way over {@code connections}. */
    public SharedChannel(Connections connections) {
        this.connections = connections;
    }

    @Override
    public void exchange(WireRequest request, Exchange exchange) throws TransportException, InterruptedException {
        if (closed) {
            throw new IllegalStateException("channel is closed");
        }
        Lane lane = connections.lane(request.origin());
        long start = now();
        if (lane.free.tryAcquire()) {
            exchange(lane, request, exchange, start);
            return;
        }
        ExchangeLimits whole = request.limits();
        long timeout = whole.requestTimeout().toNanos();
        if (!lane.free.tryAcquire(timeout, TimeUnit.NANOSECONDS)) {
            exchange.begin(start);
            exchange.failed(now());
            throw Failures.noConnection(request.origin(), connections.max, whole.requestTimeout());
        }
        request.limits(whole.withRequestTimeout(Duration.ofNanos(Math.max(1, timeout - (now() - start)))));
        try {
            exchange(lane, request, exchange, start);
        } finally {
            request.limits(whole);
        }
    }

    private void exchange(Lane lane, WireRequest request, Exchange exchange, long start)
            throws TransportException, InterruptedException {
        Channel channel = lane.idle.acquire();
        try {
            channel.exchange(request, exchange);
        } finally {
            exchange.timing().waitedSince(start);
            lane.idle.release(channel);
            lane.free.release();
        }
    }

    private long now() {
        return connections.settings.nanoClock().getAsLong();
    }

    /** Without effect: the connections are not this user's. */
    @Override
    public void disconnect() {}

    @Override
    public void close() {
        closed = true;
    }
}
