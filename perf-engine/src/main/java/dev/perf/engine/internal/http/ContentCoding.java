package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.Exchange;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;

/** Unpacks bodies. */
final class ContentCoding {

    /** What requests say they accept: what can be unpacked here. */
    static final String ACCEPTED =
            "gzip, deflate" + (OptionalCoding.BROTLI ? ", br" : "") + (OptionalCoding.ZSTD ? ", zstd" : "");

    private static final int BUFFER = 8192;

    private ContentCoding() {}

    /** Returns the codings that the body came in, in the order they were applied; empty for none that packs. */
    static List<String> of(Exchange exchange) {
        if (exchange.header("content-encoding") == null) {
            return List.of();
        }
        List<String> codings = new ArrayList<>();
        for (String header : exchange.headers("content-encoding")) {
            for (String coding : header.split(",", -1)) {
                String name = coding.strip().toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && !name.equals("identity")) {
                    codings.add(name);
                }
            }
        }
        return codings;
    }

    /**
     * Returns the unpacked body.
     *
     * @param codings at least one
     * @throws MalformedBodyException if the body is not what it says, or is longer than {@code maxBytes} when unpacked
     */
    static byte[] unpack(List<String> codings, Exchange exchange, int maxBytes) {
        var packed = new ByteArrayInputStream(exchange.bodyArray(), exchange.bodyOffset(), exchange.bodyLength());
        try (InputStream stream = open(codings, packed)) {
            byte[] body = stream.readNBytes(maxBytes);
            if (stream.read() >= 0) {
                throw tooLong(maxBytes);
            }
            return body;
        } catch (IOException | RuntimeException broken) {
            throw malformed(codings, broken);
        }
    }

    static MalformedBodyException tooLong(int maxBytes) {
        return new MalformedBodyException(
                "limit", "body is longer than " + maxBytes + " bytes when unpacked; raise maxBodyBytes");
    }

    static MalformedBodyException malformed(List<String> codings, Exception broken) {
        return broken instanceof MalformedBodyException known
                ? known
                : new MalformedBodyException(
                        "protocol",
                        "body is not valid " + String.join(", ", codings) + " as its content-encoding says: "
                                + broken.getMessage());
    }

    /**
     * Returns a stream of the unpacked body. An empty body is taken for one that was not packed, as after HEAD.
     *
     * @throws MalformedBodyException if a coding is not supported
     */
    static InputStream open(List<String> codings, InputStream packed) throws IOException {
        InputStream stream = packed;
        for (String coding : codings.reversed()) {
            stream = open(coding, stream);
        }
        return stream;
    }

    private static InputStream open(String coding, InputStream packed) throws IOException {
        Ahead ahead = new Ahead(packed);
        int first = ahead.read();
        if (first < 0) {
            return ahead;
        }
        ahead.unread(first);
        return switch (coding) {
            case "gzip", "x-gzip" -> new GZIPInputStream(ahead, BUFFER);
            case "deflate" -> inflated(ahead);
            case "br" -> OptionalCoding.BROTLI ? OptionalCoding.brotli(ahead) : refused(coding);
            case "zstd" -> OptionalCoding.ZSTD ? OptionalCoding.zstd(ahead) : refused(coding);
            default -> refused(coding);
        };
    }

    private static InputStream refused(String coding) {
        throw new MalformedBodyException(
                "protocol", "content-encoding \"" + coding + "\" was not asked for; supported are " + ACCEPTED);
    }

    /** With zlib's frame, as RFC 9110 has it, or without, as some servers send it and browsers take it. */
    private static InputStream inflated(Ahead packed) throws IOException {
        byte[] head = packed.readNBytes(2);
        packed.unread(head);
        boolean framed = head.length == 2
                && (head[0] & 0x0f) == 8
                && (head[0] & 0xff) >> 4 <= 7
                && ((head[0] & 0xff) << 8 | head[1] & 0xff) % 31 == 0;
        return new Inflated(packed, new Inflater(!framed));
    }

    /** Frees its inflater. */
    private static final class Inflated extends InflaterInputStream {
        Inflated(InputStream packed, Inflater inflater) {
            super(packed, inflater, BUFFER);
        }

        @Override
        public void close() throws IOException {
            inf.end();
            super.close();
        }
    }

    /**
     * Lets one look at the first bytes, and never says that nothing is available: gzip looks for a further member only if
     * something is, and what is available on a connection is a matter of luck.
     */
    private static final class Ahead extends PushbackInputStream {
        Ahead(InputStream packed) {
            super(packed, 2);
        }

        @Override
        public int available() {
            return 1;
        }
    }
}
