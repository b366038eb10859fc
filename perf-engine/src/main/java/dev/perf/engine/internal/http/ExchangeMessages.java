package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.Exchange;
import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.engine.internal.trace.TracedBody;
import dev.perf.engine.internal.trace.TracedMessage;
import dev.perf.engine.internal.trace.TracedMessage.Header;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Locale;

/** A request as it was sent, and what came back, for people. */
final class ExchangeMessages {

    private ExchangeMessages() {}

    static TracedMessage sent(WireRequest request) {
        var headers = new ArrayList<Header>();
        request.forEachHeader((name, value) -> headers.add(new Header(name, value)));
        return new TracedMessage(
                request.method() + " " + request.origin() + request.path(),
                headers,
                request.isStreamed()
                        ? TracedBody.instead("(a body that is read while it is sent)")
                        : TracedBody.of(request.bodyBytes(), StandardCharsets.UTF_8));
    }

    static TracedMessage received(Exchange exchange, TracedBody body) {
        var headers = new ArrayList<Header>();
        exchange.forEachHeader((name, value) -> headers.add(new Header(name, value)));
        String time = String.format(Locale.ROOT, "%.1f ms", exchange.timing().durationNanos() / 1e6);
        return new TracedMessage("status " + exchange.status() + ", " + time, headers, body);
    }

    /** Returns the body of a response as far as it is at hand. */
    static TracedBody body(WireRequest request, Exchange exchange) {
        if (request.bodyReader() != null) {
            return TracedBody.instead("(" + exchange.bodySize() + " bytes, read while they came)");
        }
        var kept = new BodyBeginning();
        if (exchange.bodyLength() > 0 || exchange.bodySize() == 0) {
            kept.read(
                    exchange,
                    new ByteArrayInputStream(exchange.bodyArray(), exchange.bodyOffset(), exchange.bodyLength()));
            return kept.body(exchange.bodyCharset());
        }
        if (exchange.seenLength() == 0) {
            return TracedBody.instead("(" + exchange.bodySize() + " bytes, which nothing in the test reads)");
        }
        boolean isWhole = exchange.seenLength() == exchange.bodySize();
        if (!ContentCoding.of(exchange).isEmpty() && !isWhole) {
            return TracedBody.instead("(" + exchange.bodySize() + " bytes, packed, which nothing in the test reads)");
        }
        kept.read(
                exchange, new ByteArrayInputStream(exchange.seenArray(), exchange.seenOffset(), exchange.seenLength()));
        TracedBody seen = kept.body(exchange.bodyCharset());
        return isWhole ? seen : new TracedBody(seen.bytes(), exchange.bodySize(), seen.charset(), "");
    }
}
