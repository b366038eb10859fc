package dev.perf.engine.internal.http.transport;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentLengthStrategy;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.impl.DefaultContentLengthStrategy;
import org.apache.hc.core5.http.impl.io.ChunkedInputStream;
import org.apache.hc.core5.http.impl.io.ContentLengthInputStream;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.impl.io.IdentityInputStream;
import org.apache.hc.core5.http.impl.io.SessionInputBufferImpl;
import org.jspecify.annotations.Nullable;

/** What Apache HttpCore makes of the same bytes. */
final class Reference {

    private Reference() {}

    /** Status, headers, body; or null if it refuses them. Text as of {@link #normal}. */
    static @Nullable String read(byte[] bytes, boolean head) {
        SessionInputBufferImpl buffer = new SessionInputBufferImpl(8192);
        InputStream in = new ByteArrayInputStream(bytes);
        try {
            DefaultHttpResponseParser parser = new DefaultHttpResponseParser();
            ClassicHttpResponse response = parser.parse(buffer, in);
            while (response != null && response.getCode() < 200 && response.getCode() != 101) {
                response = parser.parse(buffer, in);
            }
            if (response == null) {
                return null;
            }
            List<String> headers = new ArrayList<>();
            for (Header header : response.getHeaders()) {
                headers.add(header.getName() + ":" + header.getValue());
            }
            byte[] body = body(response, head, buffer, in);
            return normal("%d %s %s"
                    .formatted(response.getCode(), headers, Ascii.printable(body, 0, body.length, Integer.MAX_VALUE)));
        } catch (IOException | HttpException | RuntimeException refused) {
            return null;
        }
    }

    private static byte[] body(
            ClassicHttpResponse response, boolean head, SessionInputBufferImpl buffer, InputStream in)
            throws IOException, HttpException {
        int code = response.getCode();
        if (head || code < 200 || code == 204 || code == 304) {
            return new byte[0];
        }
        long length = DefaultContentLengthStrategy.INSTANCE.determineLength(response);
        InputStream body = length == ContentLengthStrategy.CHUNKED
                ? new ChunkedInputStream(buffer, in)
                : length >= 0 ? new ContentLengthInputStream(buffer, in, length) : new IdentityInputStream(buffer, in);
        return body.readAllBytes();
    }

    /** Without regard to how blanks are joined where a folded line is, and to letters' case. */
    static String normal(String text) {
        return text.replaceAll("[ \\t]+", " ").toLowerCase(Locale.ROOT);
    }
}
