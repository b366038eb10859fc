package dev.perf.engine.internal.http.transport;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * What all channels of one transport share.
 *
 * @param connectTimeout for connecting and TLS handshake, per new connection, all addresses together
 * @param tls whom to trust
 * @param resolver finds addresses; the {@code jdk} transport has the platform's only
 * @param nanoClock monotonic nanoseconds for stamps and deadlines
 */
public record TransportSettings(Duration connectTimeout, TlsSettings tls, Resolver resolver, LongSupplier nanoClock) {

    public TransportSettings {
        ExchangeLimits.checkTimeout("connect timeout", connectTimeout);
    }

    /** 10 s to connect, certificates verified, the platform's look-up and clock. */
    public static TransportSettings defaults() {
        return new TransportSettings(Duration.ofSeconds(10), TlsSettings.verified(), Resolver.SYSTEM, System::nanoTime);
    }

    /** The same settings with another {@code connectTimeout}. */
    public TransportSettings withConnectTimeout(Duration timeout) {
        return new TransportSettings(timeout, tls, resolver, nanoClock);
    }

    /** The same settings with another {@code tls}. */
    public TransportSettings withTls(TlsSettings settings) {
        return new TransportSettings(connectTimeout, settings, resolver, nanoClock);
    }

    /** The same settings with another {@code resolver}. */
    public TransportSettings withResolver(Resolver lookUp) {
        return new TransportSettings(connectTimeout, tls, lookUp, nanoClock);
    }

    /** The same settings with another {@code nanoClock}. */
    public TransportSettings withNanoClock(LongSupplier clock) {
        return new TransportSettings(connectTimeout, tls, resolver, clock);
    }
}
