package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.BodyReader;
import dev.perf.engine.internal.http.transport.Channel;
import dev.perf.engine.internal.http.transport.Exchange;
import dev.perf.engine.internal.http.transport.TransportException;
import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.engine.internal.http.transport.WireRequest.ResponseBody;
import dev.perf.engine.internal.trace.Trace;
import dev.perf.engine.internal.trace.TracedBody;
import dev.perf.engine.internal.trace.TracedMessage;
import dev.perf.engine.internal.trace.TracedMessage.Header;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The channel of a user of whom there is a trace: tells each request as it was sent, and what came back. */
final class TracingChannel implements Channel {

    private final Channel channel;
    private final Trace trace;

    private TracingChannel(Channel channel, Trace trace) {
        this.channel = channel;
        this.trace = trace;
    }

    /** Returns where the channels of a user come from of whom there is a trace. */
    static ChannelSource source(ChannelSource channels, Trace trace) {
        return new ChannelSource() {
            @Override
            public Channel take() {
                return new TracingChannel(channels.take(), trace);
            }

            @Override
            public void giveBack(Channel channel) {
                channels.giveBack(((TracingChannel) channel).channel);
            }

            @Override
            public ChannelSource tellingOnly(Trace other) {
                return source(channels, other);
            }
        };
    }

    @Override
    public void exchange(WireRequest request, Exchange exchange) throws TransportException, InterruptedException {
        if (!trace.isWanted()) {
            channel.exchange(request, exchange);
            return;
        }
        TracedMessage sent = sent(request);
        boolean discards = request.responseBody() == ResponseBody.DISCARD && request.bodyReader() == null;
        Beginning beginning = discards ? new Beginning() : null;
        if (beginning != null) {
            request.responseBody(beginning);
        }
        try {
            channel.exchange(request, exchange);
            trace.exchange(sent, received(exchange, body(request, exchange, beginning)), null);
        } catch (TransportException failure) {
            TracedMessage part = exchange.status() == 0 ? null : received(exchange, TracedBody.NONE);
            trace.exchange(sent, part, failure.kind().tag() + ": " + failure.getMessage());
            throw failure;
        } catch (InterruptedException stop) {
            trace.exchange(sent, null, "interrupted");
            throw stop;
        } finally {
            if (discards) {
                request.responseBody(ResponseBody.DISCARD);
            }
        }
    }

    private static TracedMessage sent(WireRequest request) {
        var headers = new ArrayList<Header>();
        request.forEachHeader((name, value) -> headers.add(new Header(name, value)));
        return new TracedMessage(
                request.method() + " " + request.origin() + request.path(),
                headers,
                request.isStreamed()
                        ? TracedBody.instead("(a body that is read while it is sent)")
                        : TracedBody.of(request.bodyBytes(), StandardCharsets.UTF_8));
    }

    private static TracedMessage received(Exchange exchange, TracedBody body) {
        var headers = new ArrayList<Header>();
        exchange.forEachHeader((name, value) -> headers.add(new Header(name, value)));
        String time = String.format(Locale.ROOT, "%.1f ms", exchange.timing().durationNanos() / 1e6);
        return new TracedMessage("status " + exchange.status() + ", " + time, headers, body);
    }

    private static TracedBody body(WireRequest request, Exchange exchange, @Nullable Beginning beginning) {
        if (beginning != null) {
            return body(beginning, exchange.bodyCharset());
        }
        if (request.bodyReader() != null) {
            return TracedBody.instead("(" + exchange.bodySize() + " bytes, read while they came)");
        }
        Beginning kept = new Beginning();
        kept.read(
                exchange, new ByteArrayInputStream(exchange.bodyArray(), exchange.bodyOffset(), exchange.bodyLength()));
        return body(kept, exchange.bodyCharset());
    }

    private static TracedBody body(Beginning beginning, Charset charset) {
        return new TracedBody(beginning.bytes, beginning.isWhole ? beginning.bytes.length : -1, charset, "");
    }

    @Override
    public void disconnect() {
        channel.disconnect();
    }

    @Override
    public void close() {
        channel.close();
    }

    /** The beginning of a body, unpacked. */
    private static final class Beginning implements BodyReader {
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
                // Whether that fails the request is decided elsewhere: a trace must not change what happens.
                isWhole = false;
            }
        }
    }
}
