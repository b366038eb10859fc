package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SharedChannelTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

    private final TransportSettings settings = TransportSettings.defaults();
    private final Transport transport = new SocketTransport(settings);
    private final SharedChannel.Connections one = new SharedChannel.Connections(transport, settings, 1);
    private final CountDownLatch leave = new CountDownLatch(1);

    @AfterEach
    void close() {
        leave.countDown();
        one.close();
        transport.close();
    }

    @Test
    void usersTakeTurnsOnOneConnection() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            for (int i = 0; i < 5; i++) {
                Exchange exchange = new Exchange();
                new SharedChannel(one).exchange(new WireRequest(server.origin(), "GET", "/"), exchange);

                assertThat(exchange.status()).isEqualTo(200);
                assertThat(exchange.reused()).isEqualTo(i > 0);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aUserWhoGetsNoneInTimeFails() throws Exception {
        try (RawServer server = busyUntilToldToLeave();
                ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> busy = others.submit(() -> send(server, Duration.ofSeconds(20)));
            server.takeHead(); // it has the connection

            assertThatThrownBy(() -> send(server, Duration.ofMillis(100)))
                    .isInstanceOf(TransportException.class)
                    .hasMessage(
                            "%s: all 1 shared connections were busy for 100ms; allow more of them, or look at the server"
                                    .formatted(server.hostAndPort()));
            leave.countDown();
            busy.get();
        }
    }

    @Test
    void theWaitIsPartOfTheExchange() throws Exception {
        try (RawServer server = busyUntilToldToLeave();
                ExecutorService others = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> busy = others.submit(() -> send(server, Duration.ofSeconds(20)));
            server.takeHead();
            long before = System.nanoTime();
            Future<Exchange> waiting = others.submit(() -> send(server, Duration.ofSeconds(20)));
            Eventually.isTrue(
                    () -> System.nanoTime() - before > Duration.ofMillis(20).toNanos(), () -> "no time passes");
            leave.countDown();
            busy.get();

            Timing timing = waiting.get().timing();
            assertThat(timing.blockedNanos()).isPositive().isLessThanOrEqualTo(System.nanoTime() - before);
            assertThat(timing.endNanos() - timing.startNanos()).isGreaterThanOrEqualTo(timing.blockedNanos());
        }
    }

    private RawServer busyUntilToldToLeave() {
        return new RawServer(peer -> {
            while (peer.readHead()) {
                leave.await();
                peer.write(OK);
            }
        });
    }

    private Exchange send(RawServer server, Duration timeout) throws TransportException, InterruptedException {
        Exchange exchange = new Exchange();
        WireRequest request =
                new WireRequest(server.origin(), "GET", "/").limits(ExchangeLimits.DEFAULT.withRequestTimeout(timeout));
        new SharedChannel(one).exchange(request, exchange);
        return exchange;
    }
}
