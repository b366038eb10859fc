/**
 * Sends one HTTP request and reads one response: the port and the two transports behind it.
 *
 * <p>{@link dev.perf.engine.internal.http.transport.SocketTransport} speaks HTTP/1.1 over a blocking socket
 * owned by the virtual user and times every phase;
 * {@link dev.perf.engine.internal.http.transport.JdkTransport} sends through {@code java.net.http}, HTTP/2
 * included, and times waiting and receiving. Callers open a
 * {@link dev.perf.engine.internal.http.transport.Channel} per user, or borrow one from a
 * {@link dev.perf.engine.internal.http.transport.ChannelPool}.
 *
 * <p>Must not know: redirects, cookies, authentication, decompression, checks, retry policies, sessions,
 * metrics. They live above and are the same for both transports. No other package of Perf is used here.
 */
@NullMarked
package dev.perf.engine.internal.http.transport;

import org.jspecify.annotations.NullMarked;
