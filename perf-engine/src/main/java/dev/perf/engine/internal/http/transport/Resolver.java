package dev.perf.engine.internal.http.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host. */
@FunctionalInterface
public interface Resolver {

    /**
     * The platform's look-up. Caching is the JDK's own: 30 s for answers and 10 s for failures unless the security
     * properties {@code networkaddress.cache.ttl} and {@code networkaddress.cache.negative.ttl} say otherwise.
     */
    Resolver SYSTEM = InetAddress::getAllByName;

    /**
     * Addresses in the order they are to be tried; at least one. May block, and a look-up of the platform ignores
     * interrupts and deadlines.
     *
     * @throws UnknownHostException if there is none
     */
    InetAddress[] resolve(String host) throws UnknownHostException;
}
