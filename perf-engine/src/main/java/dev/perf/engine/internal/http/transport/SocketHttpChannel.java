package dev.perf.engine.internal.http.transport;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Exchanges over connections of its own, one per origin.
 *
 * <p>Fields are the using thread's, except {@code inFlight}, {@code connections} and {@code closed}: those are written
 * by it and read by the watchdog. A new socket is shown in {@code inFlight} before the deadline is looked at, and the
 * watchdog expires the deadline before it looks at {@code inFlight}; so one of them always sees the other.
 */
final class SocketHttpChannel implements Channel, Watchdog.Watched, Connector.Owner {

    private static final Connection[] NONE = {};

    /**
     * A connection idle for longer is looked at: for bytes that nobody asked for, such as a 408, which would be taken
     * for the answer; and before something that cannot be repeated goes over it, whether it is still open at all.
     */
    private static final long TRUSTED_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Connector connector;
    private final Buffers buffers;
    private final Watchdog watchdog;
    private final LongSupplier clock;
    private final TransportSettings settings;
    private final @Nullable Supplier<SSLContext> identity;
    private final Deadline deadline = new Deadline(this::closeInFlight);
    private final YieldPolicy yielding = new YieldPolicy();
    private @Nullable FirstByteLimit firstByteLimit;
    private boolean isWatched;
    private long requestDeadline;
    private @Nullable Connection current;
    private volatile Connection[] connections = NONE;
    private volatile @Nullable Socket inFlight;
    private volatile boolean closed;

    /** @param identity gives the TLS context of a new connection; null for the one in {@code settings} */
    SocketHttpChannel(
            Connector connector,
            Buffers buffers,
            Watchdog watchdog,
            TransportSettings settings,
            @Nullable Supplier<SSLContext> identity) {
        this.identity = identity;
        this.connector = connector;
        this.buffers = buffers;
        this.watchdog = watchdog;
        this.clock = settings.nanoClock();
        this.settings = settings;
    }

    @Override
    public void exchange(WireRequest request, Exchange exchange) throws TransportException, InterruptedException {
        if (watchdog.isClosed()) {
            throw Failures.closed(request.origin());
        }
        if (closed) {
            throw new IllegalStateException("channel is closed");
        }
        exchange.begin(clock.getAsLong());
        Timing timing = exchange.timing();
        if (Thread.interrupted()) {
            exchange.failed(timing.startNanos());
            throw new InterruptedException("interrupted before the request was sent");
        }
        requestDeadline =
                timing.startNanos() + request.limits().requestTimeout().toNanos();
        if (request.limits().firstByteTimeout() != null) {
            limitFirstByte(request.limits().firstByteTimeout(), exchange);
        }
        deadline.start(requestDeadline);
        boolean keep = false;
        try {
            keep = perform(request, exchange);
        } catch (IOException e) {
            throw failure(request, exchange, e);
        } finally {
            boolean enforced = !deadline.stop();
            settle(keep && !enforced, timing);
        }
        if (timing.endNanos() - requestDeadline > 0) {
            exchange.failed(timing.endNanos());
            throw Failures.timeout(
                    request.origin(), Phase.RECEIVING, request.limits().requestTimeout());
        }
    }

    /** Over a kept connection if there is one, else over a new one; says whether the connection can be kept. */
    private boolean perform(WireRequest request, Exchange exchange) throws IOException {
        if (reuse(request, exchange)) {
            try {
                return roundTrip(request, exchange);
            } catch (IOException e) {
                if (!mayRetry(request, exchange, e)) {
                    throw e;
                }
                drop();
                exchange.release();
                exchange.retrying();
            }
        }
        open(request, exchange);
        return roundTrip(request, exchange);
    }

    private boolean roundTrip(WireRequest request, Exchange exchange) throws IOException {
        Connection connection = current;
        if (connection == null) {
            throw new AssertionError("no connection");
        }
        byte[] buffer = exchange.buffer(buffers, connection.headSize(request));
        if (Upload.isDue(request)) {
            return connection.upload(request, buffer, exchange, buffers, clock);
        }
        Timing timing = exchange.timing();
        try {
            connection.send(request, buffer, exchange);
        } catch (IOException broken) {
            receiveLate(connection, request, buffer, exchange, broken);
            return false;
        }
        exchange.requestSent(clock.getAsLong());
        if (!yielding.shouldYield()) {
            return connection.receive(buffer, request, exchange);
        }
        Thread.yield();
        long readFrom = clock.getAsLong();
        boolean keep = connection.receive(buffer, request, exchange);
        yielding.readTook(timing.firstByteNanos() - readFrom);
        return keep;
    }

    /** A server that has answered before it read the whole body, and hung up, is to be heard. */
    private void receiveLate(
            Connection connection, WireRequest request, byte[] buffer, Exchange exchange, IOException broken)
            throws IOException {
        if (request.body() == null) {
            throw broken;
        }
        exchange.requestSent(clock.getAsLong());
        try {
            connection.receive(buffer, request, exchange);
        } catch (IOException end) {
            if (exchange.bytesReceived() > 0) {
                throw end;
            }
            exchange.timing().notSent();
            throw broken;
        }
    }

    private boolean reuse(WireRequest request, Exchange exchange) {
        Connection kept = kept(request.origin());
        if (kept == null) {
            return false;
        }
        current = kept;
        if (inFlight != kept.socket()) {
            inFlight = kept.socket();
        }
        Timing timing = exchange.timing();
        long idle = timing.startNanos() - kept.idleSince();
        if (idle > TRUSTED_NANOS) {
            if (kept.hasServed(idle) || !(request.isIdempotent() ? kept.hasNothingToRead() : kept.isQuiet())) {
                drop();
                return false;
            }
            timing.sendingFrom(clock.getAsLong());
        }
        exchange.reusing();
        return true;
    }

    private @Nullable Connection kept(Origin origin) {
        for (Connection connection : connections) {
            if (connection.origin() == origin || connection.origin().equals(origin)) {
                return connection;
            }
        }
        return null;
    }

    /**
     * A kept connection may have been closed by the server just when the request was sent. The request is sent once
     * more if no byte of a response came, and either its method is idempotent or not even the first write succeeded,
     * so that the server cannot have seen any of it.
     */
    private boolean mayRetry(WireRequest request, Exchange exchange, IOException e) {
        ErrorKind kind = Failures.kind(exchange.timing().phase(), e);
        return (kind == ErrorKind.RESET || kind == ErrorKind.PREMATURE_END)
                && exchange.bytesReceived() == 0
                && (request.isIdempotent() || exchange.bytesSent() == 0)
                && request.canSendAgain()
                && !deadline.hasExpired()
                && !Thread.currentThread().isInterrupted();
    }

    private void open(WireRequest request, Exchange exchange) throws IOException {
        if (!isWatched) {
            isWatched = true;
            watchdog.add(this);
        }
        long connectDeadline =
                earlier(clock.getAsLong() + settings.connectTimeout().toNanos(), requestDeadline);
        moveDeadline(connectDeadline);
        current = connector.open(request.origin(), exchange.timing(), connectDeadline, this);
        moveDeadline(requestDeadline);
    }

    @Override
    public @Nullable SSLContext identity() {
        return identity == null ? null : identity.get();
    }

    @Override
    public void shakingHands(long now) throws IOException {
        Duration limit = settings.tlsTimeout();
        if (limit != null) {
            moveDeadline(earlier(now + limit.toNanos(), requestDeadline));
        }
    }

    private void limitFirstByte(Duration limit, Exchange exchange) {
        FirstByteLimit own = firstByteLimit;
        if (own == null) {
            own = new FirstByteLimit(deadline);
            firstByteLimit = own;
        }
        exchange.firstByteLimit(own.begin(limit, requestDeadline));
    }

    private void moveDeadline(long nanos) throws IOException {
        if (!deadline.move(nanos)) {
            throw new SocketTimeoutException("deadline passed");
        }
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }

    @Override
    public void opening(Socket socket) throws IOException {
        inFlight = socket;
        if (closed || deadline.hasExpired()) {
            throw new SocketException("aborted");
        }
    }

    private TransportException failure(WireRequest request, Exchange exchange, IOException e)
            throws InterruptedException {
        Timing timing = exchange.timing();
        Phase phase = timing.phase();
        exchange.failed(clock.getAsLong());
        if (Thread.interrupted()) {
            throw new InterruptedException("interrupted while the request was under way");
        }
        if (watchdog.isClosed()) {
            return Failures.closed(request.origin());
        }
        boolean connecting = phase.compareTo(Phase.SENDING) < 0;
        if (timing.endNanos() - requestDeadline >= 0) {
            return Failures.timeout(request.origin(), phase, request.limits().requestTimeout());
        }
        if (connecting && phase == Phase.TLS_HANDSHAKING && settings.tlsTimeout() != null && deadline.hasExpired()) {
            return Failures.tlsTimeout(request.origin(), settings.tlsTimeout());
        }
        if (connecting && (deadline.hasExpired() || e instanceof SocketTimeoutException)) {
            return Failures.connectTimeout(request.origin(), phase, settings.connectTimeout());
        }
        FirstByteLimit limit = exchange.firstByteLimit();
        if (phase == Phase.WAITING && limit != null && limit.hasPassed(timing.endNanos())) {
            return Failures.firstByteTimeout(
                    request.origin(), Objects.requireNonNull(request.limits().firstByteTimeout()));
        }
        return Failures.failure(request.origin(), phase, e);
    }

    /** Keeps or drops the connection, and leaves the watchdog when none is left. */
    private void settle(boolean keep, Timing timing) {
        Connection connection = current;
        if (connection != null) {
            if (keep) {
                connection.idleSince(timing.endNanos());
                add(connection);
                current = null;
            } else {
                drop();
            }
        }
        if (connections.length == 0) {
            unwatch();
        }
    }

    private void add(Connection connection) {
        Connection[] before = connections;
        for (Connection kept : before) {
            if (kept == connection) {
                return;
            }
        }
        Connection[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = connection;
        connections = after;
    }

    /** Closes the current connection. */
    private void drop() {
        Connection connection = current;
        if (connection != null) {
            connection.close();
            connections = Arrays.stream(connections)
                    .filter(kept -> kept != connection)
                    .toArray(Connection[]::new);
            current = null;
        }
    }

    private void unwatch() {
        if (isWatched) {
            isWatched = false;
            inFlight = null;
            watchdog.remove(this);
        }
    }

    @Override
    public void disconnect() {
        for (Connection connection : connections) {
            connection.close();
        }
        connections = NONE;
        unwatch();
    }

    @Override
    public void close() {
        closed = true;
        disconnect();
    }

    // --- the watchdog's thread

    @Override
    public void check(long now) {
        deadline.check(now);
    }

    @Override
    public void abort() {
        closed = true;
        closeInFlight();
        for (Connection connection : connections) {
            connection.close();
        }
    }

    private void closeInFlight() {
        Socket socket = inFlight;
        if (socket != null) {
            Connection.close(socket);
        }
    }
}
