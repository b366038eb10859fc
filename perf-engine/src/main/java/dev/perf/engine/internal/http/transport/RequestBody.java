package dev.perf.engine.internal.http.transport;

import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a request that is read while it is sent, rather than held in memory.
 *
 * <p>What {@link #open} and its stream throw fails the exchange with {@link ErrorKind#REQUEST_BODY}; so does a stream
 * that has fewer or more bytes than {@link #length}. Stream and transport meet on one thread at a time, which is the
 * caller's own over {@link SocketTransport} and one of the client's over {@link JdkTransport}.
 */
public interface RequestBody {

    /** What {@link #length} says where only the end of the stream tells. */
    long UNKNOWN = -1;

    /** Bytes of the body, or {@link #UNKNOWN}: then it is sent in chunks. */
    long length();

    /**
     * Opens the body at its beginning; the transport closes the stream. Called once for each time the body is sent,
     * and more than once only if {@link #isRepeatable}.
     */
    InputStream open() throws IOException;

    /** Whether the body can be sent again: by a retry, after a challenge, or where a redirect keeps it. */
    boolean isRepeatable();
}
