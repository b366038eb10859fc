package dev.perf.http;

import static dev.perf.source.Given.given;

import dev.perf.scenario.Session;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A body that is read from a stream while it is sent, in constant memory however long it is.
 *
 * <pre>{@code
 *   post("/upload").body(streamed(session -> Files.newInputStream(big)).length(Files.size(big)))
 * }</pre>
 *
 * <p>Without a length it is sent in chunks ({@code Transfer-Encoding: chunked}). A stream that throws, or that has
 * fewer or more bytes than its length, fails the request as {@code request_body}; the connection is then closed, so the
 * server sees that the body is not whole. Immutable: each method with an argument returns a new value.
 */
public final class StreamedBody {

    /** Opens a stream for one request of one user. */
    @FunctionalInterface
    public interface Source {

        /**
         * Opens the body at its beginning. Called once for each time it is sent, by the user's thread over the
         * {@code socket} transport and by one of the client's over {@code jdk}; so are the stream's methods. Perf closes
         * the stream.
         *
         * @param session data of the user that sends the request
         */
        InputStream open(Session session) throws Exception;
    }

    private final Source source;
    private final @Nullable Long length;
    private final String contentType;
    private final boolean repeatable;

    private StreamedBody(Source source, @Nullable Long length, String contentType, boolean repeatable) {
        this.source = source;
        this.length = length;
        this.contentType = contentType;
        this.repeatable = repeatable;
    }

    static StreamedBody of(Source source) {
        return new StreamedBody(source, null, "application/octet-stream", true);
    }

    /**
     * States how many bytes the stream has: then they are sent with {@code Content-Length} rather than in chunks.
     *
     * @throws IllegalArgumentException if {@code bytes} is negative
     */
    public StreamedBody length(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException(
                    "length of a streamed body must not be negative, got " + bytes + "; leave it out if not known");
        }
        return new StreamedBody(source, bytes, contentType, repeatable);
    }

    /** Sets the value of the content-type header; {@code application/octet-stream} unless set. */
    public StreamedBody contentType(String type) {
        return new StreamedBody(source, length, given(type, "type"), repeatable);
    }

    /**
     * Says that the source cannot be opened twice for one request: a redirect that keeps the body, a retry or a
     * challenge then fails the request as {@code request_body} instead of sending it again.
     */
    public StreamedBody once() {
        return new StreamedBody(source, length, contentType, false);
    }

    /** Returns what opens the stream. */
    public Source source() {
        return source;
    }

    /** Returns the length, or null where it is not known. */
    public @Nullable Long length() {
        return length;
    }

    /** Returns the value of the content-type header. */
    public String contentType() {
        return contentType;
    }

    /** Tells whether the body can be sent again for the same request; true unless {@link #once}. */
    public boolean repeatable() {
        return repeatable;
    }
}
