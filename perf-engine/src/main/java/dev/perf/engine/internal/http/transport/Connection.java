package dev.perf.engine.internal.http.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** One established connection; used by one exchange at a time, closed by whoever needs to. */
final class Connection {

    private final Origin origin;
    private final Socket raw;
    private final InputStream in;
    private final OutputStream out;
    private final HeadFrame frame;
    private final ResponseReader reader;
    private long idleSince;
    private int announcedWithUpload = HeadParser.NOT_ANNOUNCED;

    /**
     * @param proxy what it goes through; null for none
     * @param raw the TCP connection
     * @param speaking the same, or the TLS socket over it
     */
    Connection(
            Origin origin,
            @Nullable ProxySettings proxy,
            Socket raw,
            Socket speaking,
            Buffers buffers,
            LongSupplier clock)
            throws IOException {
        this.origin = origin;
        this.raw = raw;
        this.in = speaking.getInputStream();
        this.out = speaking.getOutputStream();
        this.frame = HeadFrame.of(origin, proxy);
        this.reader = new ResponseReader(buffers, clock, in);
    }

    Origin origin() {
        return origin;
    }

    Socket socket() {
        return raw;
    }

    InputStream input() {
        return in;
    }

    OutputStream output() {
        return out;
    }

    /** When its last exchange ended. */
    long idleSince() {
        return idleSince;
    }

    void idleSince(long nanos) {
        idleSince = nanos;
    }

    /** The answer to an upload, which has a reader of its own, said how long the connection may be idle. */
    void announced(int idleSeconds) {
        announcedWithUpload = idleSeconds;
    }

    /**
     * Whether the server, as it announced with {@code Keep-Alive: timeout}, is about to close the connection or has done
     * so after {@code idleNanos}. A second is left for the way, as browsers and Node's client do.
     */
    boolean hasServed(long idleNanos) {
        int seconds = reader.idleSeconds();
        if (seconds == HeadParser.NOT_ANNOUNCED) {
            seconds = announcedWithUpload;
        }
        return seconds != HeadParser.NOT_ANNOUNCED && idleNanos > TimeUnit.SECONDS.toNanos(seconds - 1L);
    }

    /** Bytes a buffer needs for the head of {@code request}. */
    int headSize(WireRequest request) {
        return RequestEncoder.atMost(request, frame);
    }

    /** Sends a request that is better listened to meanwhile, and receives; says as {@link #receive}. */
    boolean upload(WireRequest request, byte[] buffer, Exchange exchange, Buffers buffers, LongSupplier clock)
            throws IOException {
        int head = RequestEncoder.encode(request, frame, buffer);
        return Upload.run(this, request, buffer, head, exchange, buffers, clock) && !request.endsConnection();
    }

    /** Writes head and body: with one call if they fit {@code buffer}, which has room for the head at least. */
    void send(WireRequest request, byte[] buffer, Exchange exchange) throws IOException {
        int head = RequestEncoder.encode(request, frame, buffer);
        byte[] body = request.body();
        if (body == null) {
            write(buffer, 0, head, exchange);
            return;
        }
        int fitting = Math.min(request.bodyLength(), buffer.length - head);
        System.arraycopy(body, 0, buffer, head, fitting);
        write(buffer, 0, head + fitting, exchange);
        if (fitting < request.bodyLength()) {
            write(body, fitting, request.bodyLength() - fitting, exchange);
        }
    }

    private void write(byte[] bytes, int from, int length, Exchange exchange) throws IOException {
        out.write(bytes, from, length);
        exchange.sent(length);
    }

    /** Reads the response and says whether the connection can carry another request. */
    boolean receive(byte[] buffer, WireRequest request, Exchange exchange) throws IOException {
        return reader.read(buffer, request, exchange) && !request.endsConnection();
    }

    /**
     * Whether the peer has neither closed nor sent anything while the connection was idle. Takes about a millisecond
     * if so: only a read with a timeout can tell, and under TLS it is the raw socket's, since even an alert means that
     * the connection is of no more use.
     */
    boolean isQuiet() {
        try {
            raw.setSoTimeout(1);
            raw.getInputStream().read();
            return false;
        } catch (SocketTimeoutException quiet) {
            return resetTimeout();
        } catch (IOException broken) {
            return false;
        }
    }

    /** Whether the peer has sent nothing while the connection was idle; whether it has closed remains to be seen. */
    boolean hasNothingToRead() {
        try {
            return raw.getInputStream().available() == 0;
        } catch (IOException broken) {
            return false;
        }
    }

    private boolean resetTimeout() {
        try {
            raw.setSoTimeout(0);
            return true;
        } catch (IOException broken) {
            return false;
        }
    }

    void close() {
        close(raw);
    }

    /**
     * Closes without regard to what layer is above. TLS would send a close_notify, which may block behind a write; the
     * receiver of whole, length-framed messages does not need it.
     */
    static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // nothing is left to be lost
        }
    }
}
