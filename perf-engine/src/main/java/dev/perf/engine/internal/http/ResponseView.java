package dev.perf.engine.internal.http;

import dev.perf.check.Extractor;
import dev.perf.check.Source;
import dev.perf.engine.internal.extract.JsonPaths;
import dev.perf.engine.internal.extract.Markup;
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
    private final CookieJar cookies;
    private final Journey journey;
    private final int maxBodyBytes;
    private @Nullable StoredResponse stored;
    private @Nullable Duration storedDuration;
    private @Nullable String storedUrl;
    private byte @Nullable [] unpacked;
    private @Nullable String text;
    private @Nullable Object json;
    private boolean parsed;
    private @Nullable Markup markup;
    private @Nullable BodyDigests streamed;

    /**
     * Creates a view.
     *
     * @param journey where the request went that {@code exchange} has the response to
     */
    ResponseView(Exchange exchange, int maxBodyBytes, CookieJar cookies, Journey journey) {
        this.exchange = exchange;
        this.cookies = cookies;
        this.journey = journey;
        this.maxBodyBytes = maxBodyBytes;
    }

    /** Forgets what was made of the response before. */
    void reset() {
        stored = null;
        storedDuration = null;
        storedUrl = null;
        unpacked = null;
        text = null;
        json = null;
        parsed = false;
        markup = null;
        streamed = null;
    }

    /** Notes what was made of the body while it arrived; {@code kept} is null where it was not kept. */
    void streamed(BodyDigests digests, byte @Nullable [] kept) {
        streamed = digests;
        unpacked = kept;
    }

    /**
     * Shows a stored response in place of the exchange's.
     *
     * @param duration its service time; null for that of the exchange
     */
    void show(StoredResponse response, @Nullable Duration duration) {
        reset();
        stored = response;
        storedDuration = duration;
        unpacked = response.body();
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
        return stored == null ? exchange.status() : stored.status();
    }

    @Nullable
    String header(String name) {
        return stored == null ? exchange.header(name) : stored.header(name);
    }

    List<String> headers(String name) {
        return stored == null ? exchange.headers(name) : stored.headers(name);
    }

    @Nullable
    String cookie(String name) {
        return cookies.value(name, journey.target());
    }

    /** Returns the URL that the response came from. */
    String url() {
        String known = storedUrl;
        return known == null ? journey.target().url() : known;
    }

    Duration duration() {
        return storedDuration != null
                ? storedDuration
                : Duration.ofNanos(exchange.timing().durationNanos());
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
            known = body == null
                    ? exchange.bodyText()
                    : new String(body, stored == null ? exchange.bodyCharset() : stored.charset());
            text = known;
        }
        return known;
    }

    /**
     * Returns a copy of what is shown, which must have been unpacked.
     *
     * @param hasBody whether the body was kept
     */
    StoredResponse stored(boolean hasBody) {
        return stored != null ? stored : StoredResponse.of(exchange, this, hasBody);
    }

    /** Returns a view of a copy, which stays when the exchange is used again. */
    ResponseView detached() {
        var view = new ResponseView(new Exchange(), maxBodyBytes, cookies, journey);
        view.show(copy(), duration());
        view.storedUrl = url();
        view.text = text;
        view.json = json;
        view.parsed = parsed;
        view.markup = markup;
        return view;
    }

    private StoredResponse copy() {
        try {
            return stored(true);
        } catch (MalformedBodyException toldAlready) {
            return StoredResponse.of(exchange, this, false);
        }
    }

    /** Returns a copy of the unpacked body. */
    byte[] bytes() {
        byte[] body = body();
        return body == null ? exchange.bodyBytes() : body.clone();
    }

    /** Returns the body as a page, parsed once. */
    Markup markup() {
        Markup known = markup;
        if (known == null) {
            known = Markup.parse(text(), header("content-type"), journey.isUnderWay() ? url() : "");
            markup = known;
        }
        return known;
    }

    /** Returns the parsed body, the same each time, or null where it is no JSON. */
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

    /** Says that {@code extractor} found nothing, and whether there was anything that it could have looked into. */
    String foundNothing(Extractor extractor) {
        String message = extractor + " found nothing in the response";
        Source source = extractor.source();
        boolean wantsJson = source instanceof Source.JsonPath || source instanceof Source.JsonPointer;
        if (!wantsJson || json() != null) {
            return message;
        }
        String body = text().strip();
        return body.isEmpty()
                ? message + ", which has no body"
                : body.equals("null") ? message : message + ", whose body is no JSON";
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
