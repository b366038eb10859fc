package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.Exchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** Unpacks bodies. */
final class ContentCoding {

    /** What requests say they accept. */
    static final String ACCEPTED = "gzip, deflate";

    private ContentCoding() {}

    /**
     * Returns the unpacked body, or null where {@code coding} is none that packs.
     *
     * @throws MalformedBodyException if the body is not what it says, or is longer than {@code maxBytes} when unpacked
     */
    static byte @Nullable [] unpack(String coding, Exchange exchange, int maxBytes) {
        String name = coding.strip().toLowerCase(Locale.ROOT);
        if (name.isEmpty() || name.equals("identity") || exchange.bodyLength() == 0) {
            return null;
        }
        var packed = new ByteArrayInputStream(exchange.bodyArray(), exchange.bodyOffset(), exchange.bodyLength());
        try (InputStream stream = open(name, packed)) {
            byte[] body = stream.readNBytes(maxBytes);
            if (stream.read() >= 0) {
                throw new MalformedBodyException(
                        "limit", "body is longer than " + maxBytes + " bytes when unpacked; raise maxBodyBytes");
            }
            return body;
        } catch (IOException broken) {
            throw new MalformedBodyException(
                    "protocol", "body is not valid " + name + " as its content-encoding says: " + broken.getMessage());
        }
    }

    private static InputStream open(String coding, InputStream packed) throws IOException {
        return switch (coding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(packed, 8192);
            case "deflate" -> new InflaterInputStream(packed);
            default ->
                throw new MalformedBodyException(
                        "protocol", "content-encoding \"" + coding + "\" was not asked for; supported are " + ACCEPTED);
        };
    }
}
