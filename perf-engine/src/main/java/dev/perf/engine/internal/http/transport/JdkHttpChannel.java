package dev.perf.engine.internal.http.transport;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One user's exchanges over the shared client.
 *
 * <p>The exchange is written by the calling thread only: what the client's threads learn stays in a
 * {@link JdkReception} of the request, so that a late callback of an aborted request cannot touch the next one.
 */
final class JdkHttpChannel implements Channel, Watchdog.Watched {

    private final HttpClient client;
    private final Buffers buffers;
    private final Watchdog watchdog;
    private final LongSupplier clock;
    private final TransportSettings settings;
    private final Deadline deadline = new Deadline(this::cancelInFlight);
    private volatile @Nullable CompletableFuture<?> inFlight;
    private volatile @Nullable InputStream arriving;
    private volatile @Nullable JdkReception awaited;
    private volatile boolean closed;
    private boolean isWatched;

    JdkHttpChannel(HttpClient client, Buffers buffers, Watchdog watchdog, TransportSettings settings) {
        this.client = client;
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
        long start = clock.getAsLong();
        exchange.begin(start);
        exchange.timing().sent(start);
        if (Thread.interrupted()) {
            exchange.failed(start);
            throw new InterruptedException("interrupted before the request was sent");
        }
        long requestDeadline = start + request.limits().requestTimeout().toNanos();
        JdkReception reception = new JdkReception(buffers, clock, request);
        JdkUpload upload = request.isStreamed() ? new JdkUpload(request) : null;
        deadline.start(requestDeadline);
        Duration firstByteTimeout = request.limits().firstByteTimeout();
        if (firstByteTimeout != null) {
            reception.limitHead(firstByteTimeout, start, this::cancelInFlight);
            awaited = reception;
        }
        watch();
        try {
            HttpRequest outgoing = JdkRequests.of(request, upload);
            exchange.sent(JdkRequests.estimatedSize(request));
            BodyReader reader = request.bodyReader();
            if (reader == null) {
                complete(send(outgoing, reception), reception, exchange);
            } else {
                readBody(send(outgoing, reception.ofHead()), reader, request, reception, exchange);
            }
        } catch (InterruptedException e) {
            fail(reception, exchange);
            throw e;
        } catch (IOException | ExecutionException | CancellationException | JdkRequests.RefusedException e) {
            fail(reception, exchange);
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while the body was under way");
            }
            throw failure(request, reception, exchange, requestDeadline, bodyFault(upload, e));
        } finally {
            deadline.stop();
            awaited = null;
            inFlight = null;
            arriving = null;
            if (upload != null) {
                exchange.sent(upload.size());
                upload.close();
            }
        }
        if (exchange.timing().endNanos() - requestDeadline > 0) {
            exchange.failed(exchange.timing().endNanos());
            throw Failures.timeout(
                    request.origin(), Phase.RECEIVING, request.limits().requestTimeout());
        }
        if (firstByteTimeout != null && reception.isHeadLate(exchange.timing().endNanos())) {
            exchange.failed(exchange.timing().endNanos());
            throw Failures.firstByteTimeout(request.origin(), firstByteTimeout);
        }
    }

    private <T> HttpResponse<T> send(HttpRequest outgoing, HttpResponse.BodyHandler<T> handler)
            throws InterruptedException, ExecutionException {
        CompletableFuture<HttpResponse<T>> response = client.sendAsync(outgoing, handler);
        inFlight = response;
        JdkReception reception = awaited;
        if (deadline.hasExpired() || closed || reception != null && reception.hasExpired()) {
            response.cancel(true);
        }
        return response.get();
    }

    private void complete(HttpResponse<JdkReception> response, JdkReception reception, Exchange exchange) {
        exchange.timing().firstByte(reception.headNanos());
        exchange.timing().lastByte(clock.getAsLong());
        showHead(response, exchange);
        exchange.received(reception.size());
        exchange.bodySize(reception.size());
        reception.handOver(exchange);
    }

    /** Lets {@code reader} have the body; it reads on this thread what the client's threads bring. */
    private void readBody(
            HttpResponse<InputStream> response,
            BodyReader reader,
            WireRequest request,
            JdkReception reception,
            Exchange exchange)
            throws IOException {
        exchange.timing().firstByte(reception.headNanos());
        showHead(response, exchange);
        try (InputStream stream = response.body()) {
            arriving = stream;
            if (deadline.hasExpired() || closed) {
                cancelInFlight();
            }
            ArrivingBody body = new ArrivingBody(request.limits()) {
                @Override
                int next(byte[] to, int from, int most) throws IOException {
                    int count = stream.read(to, from, most);
                    reception.size(size() + Math.max(0, count));
                    return count;
                }
            };
            body.handTo(reader, exchange, buffers);
        }
        exchange.timing().lastByte(clock.getAsLong());
        exchange.received(reception.size());
        exchange.bodySize(reception.size());
    }

    private static void showHead(HttpResponse<?> response, Exchange exchange) {
        JdkHeaders headers = new JdkHeaders(response.headers());
        exchange.head(
                response.statusCode(), HttpVersion.valueOf(response.version().name()));
        exchange.headers(headers);
        exchange.received(headers.estimatedSize());
        if (headers.endsConnection()) {
            exchange.peerClosed();
        }
    }

    private void fail(JdkReception reception, Exchange exchange) {
        CompletableFuture<?> pending = inFlight;
        if (pending != null) {
            pending.cancel(true);
        }
        if (reception.status() != 0) {
            exchange.head(reception.status(), HttpVersion.HTTP_1_1);
            exchange.timing().firstByte(reception.headNanos());
            exchange.received(reception.size());
            exchange.bodySize(reception.size());
        }
        exchange.failed(clock.getAsLong());
    }

    /** What went wrong with the request's body, which the client wraps or swallows; else {@code thrown}. */
    private static Exception bodyFault(@Nullable JdkUpload upload, Exception thrown) {
        BodyFault fault = upload == null ? null : upload.fault();
        return fault == null ? thrown : fault;
    }

    private TransportException failure(
            WireRequest request, JdkReception reception, Exchange exchange, long requestDeadline, Exception e) {
        if (watchdog.isClosed()) {
            return Failures.closed(request.origin());
        }
        Phase phase = exchange.timing().phase();
        if (deadline.hasExpired() || exchange.timing().endNanos() - requestDeadline >= 0) {
            return Failures.timeout(request.origin(), phase, request.limits().requestTimeout());
        }
        Duration firstByteTimeout = request.limits().firstByteTimeout();
        if (firstByteTimeout != null && reception.isHeadLate(exchange.timing().endNanos())) {
            return Failures.firstByteTimeout(request.origin(), firstByteTimeout);
        }
        if (e instanceof JdkRequests.RefusedException) {
            return new TransportException(ErrorKind.OTHER, request.origin().hostAndPort() + ": " + e.getMessage(), e);
        }
        Throwable cause = e instanceof ExecutionException && e.getCause() != null ? e.getCause() : e;
        ErrorKind kind = JdkFailures.kind(phase, cause);
        return kind == ErrorKind.CONNECT_TIMEOUT
                ? Failures.connectTimeout(request.origin(), Phase.CONNECTING, settings.connectTimeout())
                : Failures.failure(request.origin(), phase, kind, cause);
    }

    /** Once and for all: joining and leaving for each exchange would cost a tenth of its CPU time. */
    private void watch() {
        if (!isWatched) {
            isWatched = true;
            watchdog.add(this);
        }
    }

    @Override
    public void disconnect() {}

    @Override
    public void close() {
        closed = true;
        watchdog.remove(this);
    }

    // --- the watchdog's thread

    @Override
    public void check(long now) {
        deadline.check(now);
        JdkReception reception = awaited;
        if (reception != null) {
            reception.check(now);
        }
    }

    @Override
    public void abort() {
        closed = true;
        cancelInFlight();
    }

    private void cancelInFlight() {
        CompletableFuture<?> pending = inFlight;
        if (pending != null) {
            pending.cancel(true);
        }
        InputStream stream = arriving;
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException ignored) {
                // it is of no more use either way
            }
        }
    }
}
