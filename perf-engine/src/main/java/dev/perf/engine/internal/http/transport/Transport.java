package dev.perf.engine.internal.http.transport;

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
     * Aborts what is in flight and releases what the channels share. Does not wait for exchanges to end; close
     * channels first where that matters. Idempotent.
     */
    @Override
    void close();
}
