package dev.perf.engine.internal.http.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.security.Security;
import java.time.Duration;

/** Finds the addresses of a host. */
@FunctionalInterface
public interface Resolver {

    /**
     * The platform's look-up. Caching is the JDK's own: 30 s for answers and 10 s for failures unless the security
     * properties {@code networkaddress.cache.ttl} and {@code networkaddress.cache.negative.ttl} say otherwise.
     */
    Resolver SYSTEM = InetAddress::getAllByName;

    /**
     * How long the platform keeps answers, as far as its properties tell: it reads them once, at its first look-up.
     * Years stand for ever.
     */
    static Duration systemTtl() {
        String seconds = Security.getProperty("networkaddress.cache.ttl");
        if (seconds == null) {
            seconds = System.getProperty("sun.net.inetaddr.ttl", "30");
        }
        try {
            int ttl = Integer.parseInt(seconds.strip());
            return ttl < 0 ? Duration.ofDays(10_000) : Duration.ofSeconds(ttl);
        } catch (NumberFormatException malformed) {
            return Duration.ofSeconds(30); // which is what the platform makes of it
        }
    }

    /**
     * Addresses, those of the family first that is to be preferred; at least one, in an array that nobody changes. May block, and a look-up of the platform ignores
     * interrupts and deadlines.
     *
     * @throws UnknownHostException if there is none
     */
    InetAddress[] resolve(String host) throws UnknownHostException;
}
