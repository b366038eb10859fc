package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.Channel;
import dev.perf.engine.internal.http.transport.ChannelPool;
import dev.perf.engine.internal.http.transport.SharedChannel;
import dev.perf.engine.internal.http.transport.Transport;
import dev.perf.engine.internal.trace.Trace;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/** Where users get their channels from, and what becomes of these when the users have ended. */
interface ChannelSource {

    Channel take();

    void giveBack(Channel channel);

    /** Returns these channels, telling {@code trace} what they do, and nobody else. */
    default ChannelSource tellingOnly(Trace trace) {
        return TracingChannel.source(this, trace);
    }

    /** Releases what it keeps; called when all users have ended. */
    default void close() {}

    /** Each user has channels of its own. */
    static ChannelSource own(Transport transport) {
        return new ChannelSource() {
            @Override
            public Channel take() {
                return transport.open();
            }

            @Override
            public void giveBack(Channel channel) {
                channel.close();
            }
        };
    }

    /** One user has channels of its own, which prove with its key who it is. */
    static ChannelSource presenting(Transport transport, Supplier<SSLContext> identity) {
        return new ChannelSource() {
            @Override
            public Channel take() {
                return transport.open(identity);
            }

            @Override
            public void giveBack(Channel channel) {
                channel.close();
            }
        };
    }

    /** Users share connections, which they take for each request. */
    static ChannelSource sharing(SharedChannel.Connections connections) {
        return new ChannelSource() {
            @Override
            public Channel take() {
                return new SharedChannel(connections);
            }

            @Override
            public void giveBack(Channel channel) {
                channel.close();
            }

            @Override
            public void close() {
                connections.close();
            }
        };
    }

    /** Users who end pass channels on to those who come. */
    static ChannelSource passingOn(Transport transport) {
        ChannelPool pool = new ChannelPool(transport);
        return new ChannelSource() {
            @Override
            public Channel take() {
                return pool.acquire();
            }

            @Override
            public void giveBack(Channel channel) {
                pool.release(channel);
            }

            @Override
            public void close() {
                pool.close();
            }
        };
    }
}
