package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ChannelPoolTest {

    private final FakeTransport transport = new FakeTransport();
    private final ChannelPool pool = new ChannelPool(transport);

    @Test
    void lendsTheChannelReleasedLast() {
        Channel first = pool.acquire();
        Channel second = pool.acquire();
        assertThat(first).isNotSameAs(second);
        pool.release(first);
        pool.release(second);
        assertThat(pool.acquire()).isSameAs(second);
        assertThat(pool.acquire()).isSameAs(first);
        assertThat(transport.opened).hasSize(2);
    }

    @Test
    void closesIdleChannelsAtTheEndAndLentOnesOnReturn() {
        Channel lent = pool.acquire();
        Channel idle = pool.acquire();
        pool.release(idle);
        pool.close();
        pool.close();
        assertThat(transport.closed).containsExactly(idle);
        pool.release(lent);
        assertThat(transport.closed).containsExactly(idle, lent);
        assertThatIllegalStateException().isThrownBy(pool::acquire).withMessage("channel pool is closed");
    }

    @Test
    void neverLendsAChannelTwice() throws InterruptedException {
        Set<Channel> lent = ConcurrentHashMap.newKeySet();
        List<String> faults = new CopyOnWriteArrayList<>();
        List<Thread> users = IntStream.range(0, 8)
                .mapToObj(i -> Thread.ofPlatform().start(() -> {
                    for (int round = 0; round < 20_000; round++) {
                        Channel channel = pool.acquire();
                        if (!lent.add(channel)) {
                            faults.add("lent twice");
                        }
                        lent.remove(channel);
                        pool.release(channel);
                    }
                }))
                .toList();
        for (Thread user : users) {
            user.join();
        }
        assertThat(faults).isEmpty();
        assertThat(transport.opened).hasSizeLessThanOrEqualTo(8);
        pool.close();
        assertThat(transport.closed).containsExactlyInAnyOrderElementsOf(transport.opened);
    }

    private static final class FakeTransport implements Transport {

        private final List<Channel> opened = new CopyOnWriteArrayList<>();
        private final List<Channel> closed = new CopyOnWriteArrayList<>();

        @Override
        public Channel open() {
            Channel channel = new Channel() {

                @Override
                public void exchange(WireRequest request, Exchange exchange) {
                    throw new AssertionError("a pool lends channels, and sends nothing over them");
                }

                @Override
                public void disconnect() {}

                @Override
                public void close() {
                    closed.add(this);
                }
            };
            opened.add(channel);
            return channel;
        }

        @Override
        public void close() {}
    }
}
