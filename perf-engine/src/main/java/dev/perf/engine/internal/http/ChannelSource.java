package dev.perf.engine.internal.http;

import dev.perf.engine.internal.http.transport.Channel;
import dev.perf.engine.internal.http.transport.ChannelPool;
import dev.perf.engine.internal.http.transport.Transport;

/** Where users get their channels from, and what becomes of these when the users have ended. */
interface ChannelSource {

    Channel take();

    void giveBack(Channel channel);

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

    /** Users pass channels on. */
    static ChannelSource shared(ChannelPool pool) {
        return new ChannelSource() {
            @Override
            public Channel take() {
                return pool.acquire();
            }

            @Override
            public void giveBack(Channel channel) {
                pool.release(channel);
            }
        };
    }
}
