package dev.perf.engine;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAccumulator;

/**
 * A server that answers each request at once, except for one stretch of time: what arrives in it is answered at its end.
 * A virtual thread per connection; time counts from the first request.
 */
final class FreezingServer implements AutoCloseable {

    private static final byte[] ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok".getBytes(StandardCharsets.US_ASCII);

    private final ServerSocket listener;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
    private final AtomicLong firstRequest = new AtomicLong(Long.MIN_VALUE);
    private final LongAccumulator lastHeld = new LongAccumulator(Math::max, 0);
    private final long freezeNanos;
    private final long thawNanos;

    FreezingServer(Duration freeze, Duration length) {
        freezeNanos = freeze.toNanos();
        thawNanos = freezeNanos + length.toNanos();
        try {
            listener = new ServerSocket(0, 5_000, InetAddress.getLoopbackAddress());
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        Thread.ofVirtual().name("freezing-server").start(this::accept);
    }

    String url() {
        return "http://localhost:" + listener.getLocalPort();
    }

    /** Returns how long it took, from the end of the freeze, to write all answers that were held. */
    Duration thaw() {
        return Duration.ofNanos(Math.max(0, lastHeld.get() - thawNanos));
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = listener.accept();
                connection.setTcpNoDelay(true);
                connections.add(connection);
                Thread.ofVirtual().start(() -> serve(connection));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            InputStream in = connection.getInputStream();
            OutputStream out = connection.getOutputStream();
            while (readHead(in)) {
                boolean held = awaitThaw();
                out.write(ANSWER);
                if (held) {
                    lastHeld.accumulate(sinceFirstRequest());
                }
            }
        } catch (IOException | InterruptedException ended) {
            // The client has gone, or the test is over.
        } finally {
            connections.remove(connection);
        }
    }

    /** Reads up to an empty line; false at the end of the stream. */
    private static boolean readHead(InputStream in) throws IOException {
        byte[] buffer = new byte[4_096];
        int filled = 0;
        while (!(filled >= 4 && buffer[filled - 1] == '\n' && buffer[filled - 3] == '\n')) {
            int read = in.read(buffer, filled, buffer.length - filled);
            if (read <= 0) {
                return false;
            }
            filled += read;
        }
        return true;
    }

    /** Returns whether the answer was held. */
    private boolean awaitThaw() throws InterruptedException {
        firstRequest.compareAndSet(Long.MIN_VALUE, System.nanoTime());
        long elapsed = sinceFirstRequest();
        boolean held = elapsed >= freezeNanos && elapsed < thawNanos;
        if (held) {
            Thread.sleep(Duration.ofNanos(thawNanos - elapsed));
        }
        return held;
    }

    private long sinceFirstRequest() {
        return System.nanoTime() - firstRequest.get();
    }

    @Override
    public void close() {
        try {
            listener.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException unlikely) {
            throw new UncheckedIOException(unlikely);
        }
    }
}
