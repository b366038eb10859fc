package dev.perf.engine.internal.http.transport;

import java.net.http.HttpClient;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLParameters;

/**
 * Sends through one {@link HttpClient} on a virtual-thread executor; speaks HTTP/2 where asked to and able.
 *
 * <p>Compared with {@link SocketTransport}:
 *
 * <ul>
 *   <li>connections are the client's and shared by all channels; whether one was reused is not known, and
 *       {@link Channel#disconnect} has no effect;
 *   <li>only waiting and receiving are timed: waiting runs from the start to the response's head;
 *   <li>byte counts of heads are estimates;
 *   <li>{@code Connection} and {@code Expect: 100-continue} are translated or left out; the wait for leave to send a
 *       body ends with the request's deadline, not after a second; {@code Host} cannot differ from the origin, and {@code Upgrade} cannot be sent, unless Java was started with
 *       {@code -Djdk.httpclient.allowRestrictedHeaders=host,upgrade};
 *   <li>a streamed body is opened and read by a thread of the client's;
 *   <li>the head limit is {@code -Djdk.http.maxHeaderSize}, the resolver the platform's;
 *   <li>retries of a request on a dead connection are the client's own and not told.
 * </ul>
 *
 * <p>Deadlines are enforced as there, up to 50 ms late, and cover the body, which {@code HttpRequest.timeout} does not.
 * Redirects are never followed, the system's proxies and the client's own cookies and authentication are off. Thread-safe.
 */
public final class JdkTransport implements Transport {

    private final TransportSettings settings;
    private final Buffers buffers;
    private final ExecutorService executor;
    private final HttpClient client;
    private final Watchdog watchdog;

    /**
     * Contacts nobody.
     *
     * @param version highest version to ask for; {@link HttpVersion#HTTP_2} falls back to 1.1 where the server does not
     *     agree (by ALPN, or by an upgrade where there is no TLS)
     * @throws IllegalArgumentException if the client of this Java {@linkplain #speaks cannot speak} it
     */
    public JdkTransport(TransportSettings settings, HttpVersion version) {
        this(settings, version, new Buffers());
    }

    JdkTransport(TransportSettings settings, HttpVersion version, Buffers buffers) {
        this.settings = settings;
        this.buffers = buffers;
        this.executor = Executors.newThreadPerTaskExecutor(
                Thread.ofVirtual().name("perf-http-client-", 0).factory());
        this.client = client(
                settings,
                clientVersion(version)
                        .orElseThrow(() ->
                                new IllegalArgumentException(version + " is not known to the client of this Java")),
                executor);
        this.watchdog = new Watchdog("perf-http-client-watchdog", settings.nanoClock());
    }

    /** A client with these settings, and without all that it would do by itself. */
    static HttpClient client(TransportSettings settings, HttpClient.Version version, ExecutorService executor) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(version)
                .executor(executor)
                .followRedirects(HttpClient.Redirect.NEVER)
                .proxy(JdkProxies.of(settings.proxy()))
                .connectTimeout(settings.connectTimeout())
                .sslContext(settings.tls().context());
        if (!settings.tls().versions().isEmpty()) {
            SSLParameters parameters = new SSLParameters();
            parameters.setProtocols(settings.tls().versions().toArray(String[]::new));
            builder.sslParameters(parameters);
        }
        if (!settings.localAddresses().isEmpty()) {
            builder.localAddress(settings.localAddresses().getFirst());
        }
        return builder.build();
    }

    /** Whether the client of the running Java speaks a version: HTTP/3 from Java 26 on, and never HTTP/1.0. */
    public static boolean speaks(HttpVersion version) {
        return clientVersion(version).isPresent();
    }

    private static Optional<HttpClient.Version> clientVersion(HttpVersion version) {
        return Arrays.stream(HttpClient.Version.values())
                .filter(known -> known.name().equals(version.name()))
                .findFirst();
    }

    @Override
    public Channel open() {
        if (watchdog.isClosed()) {
            throw new IllegalStateException("transport is closed");
        }
        return new JdkHttpChannel(client, buffers, watchdog, settings);
    }

    /** How many channels that have been used are open. */
    int watched() {
        return watchdog.size();
    }

    /** Does not use the client's own {@code close}, which waits for all exchanges. */
    @Override
    public void close() {
        watchdog.close();
        client.shutdownNow();
        executor.shutdownNow();
    }
}
