package dev.perf.protocol;

import java.util.ServiceLoader;

/**
 * Brings a protocol. Found with {@link ServiceLoader}: name the implementation in
 * {@code META-INF/services/dev.perf.protocol.ProtocolProvider}, or in {@code provides} of its module.
 */
public interface ProtocolProvider {

    /** Returns the protocol for one run; to contact nobody, for plans are compiled to find their mistakes as well. */
    Protocol open();
}
