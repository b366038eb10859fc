package dev.perf.http;

import dev.perf.scenario.Session;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request as it is about to be sent. Valid during the call of the signer only.
 *
 * @see RequestSigner
 */
public interface UnsignedRequest {

    /** Returns the method, in capitals. */
    String method();

    /** Returns the whole URL, encoded, without a fragment. */
    String url();

    /** Returns the headers in the order they are sent; those that the transport adds are not among them. */
    List<Field> headers();

    /** Returns the first value of a header, whose name is compared without case. */
    @Nullable
    String header(String name);

    /**
     * Returns the body; empty where there is none. Not to be changed.
     *
     * @throws IllegalStateException if the body is streamed, and so not known before it is sent: that of {@code bodyFile},
     *     of {@code streamed}, or of a multipart form with a file on disk. Where a signer lets it pass, the request is
     *     not sent and fails with the kind {@code sign}; so look at headers and URL alone for such requests
     */
    byte[] body();

    /** Returns the data of the user that sends it. */
    Session session();
}
