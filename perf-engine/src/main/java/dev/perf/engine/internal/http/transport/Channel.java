package dev.perf.engine.internal.http.transport;

/**
 * One virtual user's way to the servers, with its connections kept alive between requests.
 *
 * <p>Not thread-safe: one exchange at a time, though different threads may take turns.
 */
public interface Channel extends AutoCloseable {

    /**
     * Sends the request and reads the whole response into {@code exchange}. Blocks the calling thread, which
     * should be virtual.
     *
     * <p>Whatever the outcome, {@code exchange} afterwards holds the time stamps and counts reached. What it held
     * before is released first.
     *
     * @throws TransportException if no whole response came, the channel stays usable; or if the transport is closed
     * @throws InterruptedException if the thread was interrupted before or while waiting: the connection is closed
     *     and nothing may be held against the server
     * @throws IllegalStateException if this channel is closed
     */
    void exchange(WireRequest request, Exchange exchange) throws TransportException, InterruptedException;

    /** Closes the connections; the next exchange opens new ones. Without effect where connections are shared. */
    void disconnect();

    /** Closes the connections for good. Idempotent. */
    @Override
    void close();
}
