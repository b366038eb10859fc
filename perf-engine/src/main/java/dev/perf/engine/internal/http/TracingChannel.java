package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.Channel;
import dev.perf.engine.internal.http.transport.Exchange;
import dev.perf.engine.internal.http.transport.TransportException;
import dev.perf.engine.internal.http.transport.WireRequest;
import dev.perf.engine.internal.http.transport.WireRequest.ResponseBody;
import dev.perf.engine.internal.trace.Trace;
import dev.perf.engine.internal.trace.TracedBody;
import dev.perf.engine.internal.trace.TracedMessage;

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
        TracedMessage sent = ExchangeMessages.sent(request);
        boolean discards = request.responseBody() == ResponseBody.DISCARD && request.bodyReader() == null;
        BodyBeginning beginning = discards ? new BodyBeginning() : null;
        if (beginning != null) {
            request.responseBody(beginning);
        }
        try {
            channel.exchange(request, exchange);
            TracedBody body = beginning == null
                    ? ExchangeMessages.body(request, exchange)
                    : beginning.body(exchange.bodyCharset());
            trace.exchange(sent, ExchangeMessages.received(exchange, body), null);
        } catch (TransportException failure) {
            TracedMessage part = exchange.status() == 0 ? null : ExchangeMessages.received(exchange, TracedBody.NONE);
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

    @Override
    public void disconnect() {
        channel.disconnect();
    }

    @Override
    public void close() {
        channel.close();
    }
}
