package dev.perf.engine.internal.http.transport;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.jspecify.annotations.Nullable;

/** Says a request in the words of {@code java.net.http}. */
final class JdkRequests {

    /** A request that the client cannot express. */
    static final class RefusedException extends Exception {

        private static final long serialVersionUID = 1L;

        RefusedException(String message, Throwable cause) {
            super(message, cause);
        }
    }

    private JdkRequests() {}

    /**
     * Returns the request.
     *
     * @param upload its body, if that is streamed
     */
    static HttpRequest of(WireRequest request, @Nullable JdkUpload upload) throws RefusedException {
        try {
            HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(request.origin() + request.path()))
                    .method(request.method(), upload == null ? publisher(request) : upload.publisher());
            builder.expectContinue(request.expectsContinue());
            request.forEachHeader((name, value) -> header(builder, request.origin(), name, value));
            return builder.build();
        } catch (IllegalArgumentException e) {
            throw new RefusedException(
                    "the jdk transport cannot send this request (%s); use the socket transport"
                            .formatted(e.getMessage()),
                    e);
        }
    }

    private static HttpRequest.BodyPublisher publisher(WireRequest request) {
        byte[] body = request.body();
        return body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body, 0, request.bodyLength());
    }

    private static void header(HttpRequest.Builder builder, Origin origin, String name, String value) {
        if (name.equalsIgnoreCase("host") && value.equalsIgnoreCase(origin.authority())
                || name.equalsIgnoreCase("connection")) {
            return; // the first is sent anyway, the second is the client's business
        }
        if (name.equalsIgnoreCase("expect") && value.equalsIgnoreCase("100-continue")) {
            builder.expectContinue(true);
            return;
        }
        builder.header(name, value);
    }

    /** Bytes this request has on HTTP/1.1, roughly: the client adds headers of its own, and HTTP/2 packs them. */
    static int estimatedSize(WireRequest request) {
        int hostLine = "Host: \r\n".length() + request.origin().host().length();
        return RequestEncoder.atMost(request, HeadFrame.EMPTY) + hostLine + request.bodyLength();
    }
}
