package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.Exchange;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * A user's latest response, for checks and values to save: the body is unpacked, decoded and parsed at most once, and
 * only when asked for. Belongs to its user.
 */
final class ResponseView {

    private final Exchange exchange;
    private final int maxBodyBytes;
    private byte @Nullable [] unpacked;
    private @Nullable String text;
    private @Nullable Object json;
    private boolean parsed;
    private @Nullable BodyDigests streamed;

    ResponseView(Exchange exchange, int maxBodyBytes) {
        this.exchange = exchange;
        this.maxBodyBytes = maxBodyBytes;
    }

    /** Forgets what was made of the response before. */
    void reset() {
        unpacked = null;
        text = null;
        json = null;
        parsed = false;
        streamed = null;
    }

    /** Notes what was made of the body while it arrived; {@code kept} is null where it was not kept. */
    void streamed(BodyDigests digests, byte @Nullable [] kept) {
        streamed = digests;
        unpacked = kept;
    }

    /**
     * Unpacks the body, if it was kept and came packed.
     *
     * @throws MalformedBodyException if it is not what its content-encoding says, or is too long when unpacked
     */
    void unpack() {
        if (exchange.bodyLength() > 0) {
            body();
        }
    }

    int status() {
        return exchange.status();
    }

    @Nullable
    String header(String name) {
        return exchange.header(name);
    }

    List<String> headers(String name) {
        return exchange.headers(name);
    }

    Duration duration() {
        return Duration.ofNanos(exchange.timing().durationNanos());
    }

    /** Returns a copy of the unpacked body. */
    byte[] bytes() {
        byte[] body = body();
        return body == null ? exchange.bodyBytes() : body.clone();
    }

    /** Returns the length of the unpacked body. */
    long length() {
        return digests().length();
    }

    /** Returns a checksum of the unpacked body. */
    String checksum(String algorithm) {
        return digests().checksum(algorithm);
    }

    /** Where the body was not read while it arrived, it has been kept. */
    private BodyDigests digests() {
        BodyDigests known = streamed;
        if (known == null) {
            byte[] body = body();
            known = body == null
                    ? BodyDigests.of(exchange.bodyArray(), exchange.bodyOffset(), exchange.bodyLength())
                    : BodyDigests.of(body, 0, body.length);
            streamed = known;
        }
        return known;
    }

    String text() {
        String known = text;
        if (known == null) {
            byte[] body = body();
            known = body == null ? exchange.bodyText() : new String(body, exchange.bodyCharset());
            text = known;
        }
        return known;
    }

    /** Returns the parsed body, or null where it is no JSON. */
    @Nullable
    Object json() {
        if (!parsed) {
            parsed = true;
            try {
                byte[] body = body();
                json = body == null
                        ? JsonPaths.parse(exchange.bodyArray(), exchange.bodyOffset(), exchange.bodyLength())
                        : JsonPaths.parse(body, 0, body.length);
            } catch (JacksonException noJson) {
                json = null;
            }
        }
        return json;
    }

    /** Returns the unpacked body, or null where it came unpacked. */
    private byte @Nullable [] body() {
        if (unpacked == null && exchange.bodyLength() > 0) {
            List<String> codings = ContentCoding.of(exchange);
            if (!codings.isEmpty()) {
                unpacked = ContentCoding.unpack(codings, exchange, maxBodyBytes);
            }
        }
        return unpacked;
    }
}
