package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.BodyReader;
import dev.perf.engine.internal.http.transport.Exchange;
import dev.perf.engine.internal.trace.TracedBody;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.List;

/** The beginning of a body, unpacked. */
final class BodyBeginning implements BodyReader {
    private byte[] bytes = {};
    private boolean isWhole = true;

    @Override
    public void read(Exchange head, InputStream body) {
        List<String> codings = ContentCoding.of(head);
        try {
            InputStream unpacked = codings.isEmpty() ? body : ContentCoding.open(codings, body);
            bytes = unpacked.readNBytes(TracedBody.MOST_KEPT);
            isWhole = bytes.length < TracedBody.MOST_KEPT || unpacked.read() < 0;
        } catch (IOException | RuntimeException unreadable) {
            // Whether that fails the request is decided elsewhere: who only looks on must not change what happens.
            isWhole = false;
        }
    }

    /** Returns what was read. */
    TracedBody body(Charset charset) {
        return new TracedBody(bytes, isWhole ? bytes.length : -1, charset, "");
    }
}
