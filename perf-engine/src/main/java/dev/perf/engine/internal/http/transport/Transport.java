package dev.perf.engine.internal.http.transport;

import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * How requests get to servers: opens channels and owns what they share.
 *
 * <p>Thread-safe. Contacts nothing but the origins of the requests given to its channels; system proxy
 * settings are not consulted.
 */
public interface Transport extends AutoCloseable {

    /**
     * Opens one virtual user's way to the servers. Connects nothing yet, and costs next to nothing until
     * the first exchange.
     *
     * @throws IllegalStateException if this transport is closed
     */
    Channel open();

    /**
     * Opens one whose new connections over TLS prove with their own context who the user is.
     *
     * @param identity gives the context, of trust as well as keys, when a connection is opened; asked by the thread that
     *     sends, to which what it throws goes
     * @throws UnsupportedOperationException if connections are not the channel's own
     * @throws IllegalStateException if this transport is closed
     */
    default Channel open(Supplier<SSLContext> identity) {
        throw new UnsupportedOperationException("connections are shared by all channels");
    }

    /**
     * Aborts what is in flight and releases what the channels share. Does not wait for exchanges to end; close
     * channels first where that matters. Idempotent.
     */
    @Override
    void close();
}
