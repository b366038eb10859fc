package dev.perf.protocol;

/**
 * A compiled request. Thread-safe: all users send by the same one.
 *
 * @param <R> what a step in plain Java gets back
 */
public interface Sender<R> {

    /**
     * Sends the request for a user and blocks until it is answered, on the user's virtual thread. Its duration is
     * measured from the call, or from {@link Client#connected()}, to the return.
     *
     * <p>An answer that is not as wanted is a {@linkplain Reply#failed reply}. An exception fails the request as well: a
     * {@link java.net.SocketTimeoutException} or {@link java.util.concurrent.TimeoutException} under the kind
     * {@code timeout}, another {@link java.io.IOException} under {@code io}, a missing value of the session under {@code session}, any
     * other under {@code protocol}; connections that the request used should then be closed with
     * {@link Client#release}. When the run wants the user to stop, its thread is interrupted.
     */
    Reply<R> send(Client client) throws Exception;

    /**
     * Returns what a step in plain Java gets back when the request failed by an exception.
     *
     * @param reason the exception in words
     */
    R unanswered(String reason);
}
