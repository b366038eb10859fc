package dev.perf.engine.internal.http.transport;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all channels of one transport share.
 *
 * @param connectTimeout for connecting, all addresses together, and the TLS handshake where that has no limit of its own
 * @param tlsTimeout for the TLS handshake; null where it is part of {@code connectTimeout}, as over the {@code jdk}
 *     transport always
 * @param tls whom to trust
 * @param resolver finds addresses; the {@code jdk} transport has the platform's only
 * @param nanoClock monotonic nanoseconds for stamps and deadlines
 * @param proxy what stands between; null for nothing
 * @param unixSocket Unix domain socket that all connections go to, whatever the origin; null for TCP
 * @param localAddresses addresses of this machine to connect from in turn; empty to leave it to the system
 */
public record TransportSettings(
        Duration connectTimeout,
        @Nullable Duration tlsTimeout,
        TlsSettings tls,
        Resolver resolver,
        LongSupplier nanoClock,
        @Nullable ProxySettings proxy,
        @Nullable Path unixSocket,
        List<InetAddress> localAddresses) {

    public TransportSettings {
        ExchangeLimits.checkTimeout("connect timeout", connectTimeout);
        if (tlsTimeout != null) {
            ExchangeLimits.checkTimeout("TLS timeout", tlsTimeout);
        }
        localAddresses = List.copyOf(localAddresses);
    }

    /** 10 s to connect, certificates verified, the platform's look-up and clock. */
    public static TransportSettings defaults() {
        return new TransportSettings(
                Duration.ofSeconds(10),
                null,
                TlsSettings.verified(),
                Resolver.SYSTEM,
                System::nanoTime,
                null,
                null,
                List.of());
    }

    /** The same settings with another {@code connectTimeout}. */
    public TransportSettings withConnectTimeout(Duration timeout) {
        return new TransportSettings(timeout, tlsTimeout, tls, resolver, nanoClock, proxy, unixSocket, localAddresses);
    }

    /** The same settings with another {@code tlsTimeout}. */
    public TransportSettings withTlsTimeout(@Nullable Duration timeout) {
        return new TransportSettings(
                connectTimeout, timeout, tls, resolver, nanoClock, proxy, unixSocket, localAddresses);
    }

    /** The same settings with another {@code tls}. */
    public TransportSettings withTls(TlsSettings settings) {
        return new TransportSettings(
                connectTimeout, tlsTimeout, settings, resolver, nanoClock, proxy, unixSocket, localAddresses);
    }

    /** The same settings with another {@code resolver}. */
    public TransportSettings withResolver(Resolver lookUp) {
        return new TransportSettings(
                connectTimeout, tlsTimeout, tls, lookUp, nanoClock, proxy, unixSocket, localAddresses);
    }

    /** The same settings with another {@code nanoClock}. */
    public TransportSettings withNanoClock(LongSupplier clock) {
        return new TransportSettings(
                connectTimeout, tlsTimeout, tls, resolver, clock, proxy, unixSocket, localAddresses);
    }

    /** The same settings with another {@code proxy}. */
    public TransportSettings withProxy(@Nullable ProxySettings server) {
        return new TransportSettings(
                connectTimeout, tlsTimeout, tls, resolver, nanoClock, server, unixSocket, localAddresses);
    }

    /** The same settings with another {@code unixSocket}. */
    public TransportSettings withUnixSocket(@Nullable Path path) {
        return new TransportSettings(connectTimeout, tlsTimeout, tls, resolver, nanoClock, proxy, path, localAddresses);
    }

    /** The same settings with other {@code localAddresses}. */
    public TransportSettings withLocalAddresses(List<InetAddress> addresses) {
        return new TransportSettings(
                connectTimeout, tlsTimeout, tls, resolver, nanoClock, proxy, unixSocket, addresses);
    }
}
