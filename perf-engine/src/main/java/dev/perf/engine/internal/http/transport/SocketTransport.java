package dev.perf.engine.internal.http.transport;

import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * HTTP/1.1, plain and over TLS, on a blocking socket, of TCP or of the Unix domain, that belongs to the user; every phase is timed.
 *
 * <p>Meant for virtual threads: there a blocking read parks the user at the price of an event loop's callback, and an
 * interrupt ends it (a platform thread would not notice one before its read returns).
 *
 * <ul>
 *   <li><b>Connections</b>: one per origin and channel, kept as long as the server allows. A kept connection that turns
 *       out to be closed is replaced and the request sent once more, if its method is idempotent or nothing of it can
 *       have been seen by the server. A connection idle for more than a second is looked at before it is used: for
 *       whether its time is over as the server announced it ({@code Keep-Alive: timeout}, less a second), for
 *       bytes that nobody asked for, and (1 ms) before a request that is not idempotent, whether it is still open.
 *       Bytes after a response end its connection.
 *   <li><b>Deadlines</b> are enforced by a thread that closes the socket, up to 50 ms late; a response that is whole
 *       after its deadline fails too, so the outcome does not depend on the delay. The connect timeout covers TCP,
 *       and TLS unless that has a limit of its own. The limit of the first byte of the response to an upload (see below)
 *       is that of the whole head. A look-up of the platform cannot be cut short; what exceeds the deadline there shows after it.
 *   <li><b>Memory</b>: an exchange borrows one buffer of 8 kB for request and response and returns it with
 *       {@link Exchange#release}; a larger body goes through 64 kB. At most 6 MB are kept for all users together.
 *   <li><b>Uploads</b>: while a body is sent that is streamed, or longer than 1 MB, or waits for leave, a virtual thread
 *       listens for an answer that comes before its end; an error ends the sending. Such an exchange borrows 64 kB.
 *   <li><b>TLS</b>: SNI, ALPN {@code http/1.1}, trust and host name verified unless {@link TlsSettings} say otherwise.
 * </ul>
 *
 * <p>Thread-safe.
 */
public final class SocketTransport implements Transport {

    private final TransportSettings settings;
    private final Buffers buffers;
    private final Connector connector;
    private final Watchdog watchdog;

    /** Starts the watchdog thread; contacts nobody. */
    public SocketTransport(TransportSettings settings) {
        this(settings, new Buffers());
    }

    SocketTransport(TransportSettings settings, Buffers buffers) {
        this.settings = settings;
        this.buffers = buffers;
        this.connector = new Connector(settings, buffers);
        this.watchdog = new Watchdog("perf-http-watchdog", settings.nanoClock());
    }

    @Override
    public Channel open() {
        return channel(null);
    }

    @Override
    public Channel open(Supplier<SSLContext> identity) {
        return channel(identity);
    }

    private Channel channel(@Nullable Supplier<SSLContext> identity) {
        if (watchdog.isClosed()) {
            throw new IllegalStateException("transport is closed");
        }
        return new SocketHttpChannel(connector, buffers, watchdog, settings, identity);
    }

    /** How many channels have connections. */
    int watched() {
        return watchdog.size();
    }

    @Override
    public void close() {
        watchdog.close();
    }
}
