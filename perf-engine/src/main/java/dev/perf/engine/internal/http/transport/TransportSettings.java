package dev.perf.engine.internal.http.transport;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What all channels of one transport share.
 *
 * @param connectTimeout for connecting and TLS handshake, per new connection, all addresses together
 * @param tls whom to trust
 * @param resolver finds addresses; the {@code jdk} transport has the platform's only
 * @param nanoClock monotonic nanoseconds for stamps and deadlines
 * @param proxy what stands between; null for nothing
 * @param localAddresses addresses of this machine to connect from in turn; empty to leave it to the system
 */
public record TransportSettings(
        Duration connectTimeout,
        TlsSettings tls,
        Resolver resolver,
        LongSupplier nanoClock,
        @Nullable ProxySettings proxy,
        List<InetAddress> localAddresses) {

    public TransportSettings {
        ExchangeLimits.checkTimeout("connect timeout", connectTimeout);
        localAddresses = List.copyOf(localAddresses);
    }

    /** 10 s to connect, certificates verified, the platform's look-up and clock. */
    public static TransportSettings defaults() {
        return new TransportSettings(
                Duration.ofSeconds(10), TlsSettings.verified(), Resolver.SYSTEM, System::nanoTime, null, List.of());
    }

    /** The same settings with another {@code connectTimeout}. */
    public TransportSettings withConnectTimeout(Duration timeout) {
        return new TransportSettings(timeout, tls, resolver, nanoClock, proxy, localAddresses);
    }

    /** The same settings with another {@code tls}. */
    public TransportSettings withTls(TlsSettings settings) {
        return new TransportSettings(connectTimeout, settings, resolver, nanoClock, proxy, localAddresses);
    }

    /** The same settings with another {@code resolver}. */
    public TransportSettings withResolver(Resolver lookUp) {
        return new TransportSettings(connectTimeout, tls, lookUp, nanoClock, proxy, localAddresses);
    }

    /** The same settings with another {@code nanoClock}. */
    public TransportSettings withNanoClock(LongSupplier clock) {
        return new TransportSettings(connectTimeout, tls, resolver, clock, proxy, localAddresses);
    }

    /** The same settings with another {@code proxy}. */
    public TransportSettings withProxy(@Nullable ProxySettings server) {
        return new TransportSettings(connectTimeout, tls, resolver, nanoClock, server, localAddresses);
    }

    /** The same settings with other {@code localAddresses}. */
    public TransportSettings withLocalAddresses(List<InetAddress> addresses) {
        return new TransportSettings(connectTimeout, tls, resolver, nanoClock, proxy, addresses);
    }
}
