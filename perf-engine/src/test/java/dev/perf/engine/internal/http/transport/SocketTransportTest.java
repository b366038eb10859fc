package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketTransportTest extends TransportContract {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @Override
    Transport transport(TransportSettings settings) {
        return new SocketTransport(settings);
    }

    private WireRequest post(RawServer raw) {
        return new WireRequest(raw.origin(), "POST", "/");
    }

    @Test
    void tellsWhetherTheConnectionWasReused() throws Exception {
        try (RawServer raw = RawServer.answering(OK)) {
            send(get(raw));
            assertThat(exchange().reused()).isFalse();
            send(get(raw));
            assertThat(exchange().reused()).isTrue();
            channel().disconnect();
            send(get(raw));
            assertThat(exchange().reused()).isFalse();
        }
    }

    @Test
    void keepsAConnectionToEachOrigin() throws Exception {
        try (RawServer one = RawServer.answering(OK);
                RawServer other = RawServer.answering(OK)) {
            for (int i = 0; i < 3; i++) {
                send(get(one));
                send(get(other));
            }
            assertThat(one.connections()).isEqualTo(1);
            assertThat(other.connections()).isEqualTo(1);
        }
    }

    @Test
    void countsBytesExactly() throws Exception {
        try (RawServer raw = RawServer.answering(OK)) {
            send(get(raw));
            assertThat(raw.takeHead())
                    .isEqualTo("GET / HTTP/1.1\r\nHost: " + raw.hostAndPort() + "\r\n\r\n")
                    .hasSize((int) exchange().bytesSent());
            assertThat(exchange().bytesReceived()).isEqualTo(OK.length());
        }
    }

    @Test
    void letsTheCallerNameTheHost() throws Exception {
        try (RawServer raw = RawServer.answering(OK)) {
            send(get(raw).header("host", "shop.test"));
            assertThat(raw.takeHead()).isEqualTo("GET / HTTP/1.1\r\nhost: shop.test\r\n\r\n");
        }
    }

    @Test
    void closesWhenTheRequestSaysSo() throws Exception {
        try (RawServer raw = RawServer.answering(OK)) {
            send(get(raw).header("Connection", "close"));
            send(get(raw));
            assertThat(raw.connections()).isEqualTo(2);
        }
    }

    @Test
    void keepsOldServersOnlyIfTheySaySo() throws Exception {
        try (RawServer closing = RawServer.answering("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n");
                RawServer keeping =
                        RawServer.answering("HTTP/1.0 200 OK\r\nContent-Length: 0\r\nConnection: Keep-Alive\r\n\r\n")) {
            for (int i = 0; i < 2; i++) {
                send(get(closing));
                send(get(keeping));
            }
            assertThat(exchange().version()).isEqualTo(HttpVersion.HTTP_1_0);
            assertThat(closing.connections()).isEqualTo(2);
            assertThat(keeping.connections()).isEqualTo(1);
        }
    }

    @Test
    void dropsAConnectionThatSaysMoreThanAsked() throws Exception {
        try (RawServer raw = RawServer.answering(OK + "HTTP/1.1 500 Unasked\r\n\r\n")) {
            send(get(raw));
            send(get(raw));
            assertThat(exchange().status()).isEqualTo(200);
            assertThat(raw.connections()).isEqualTo(2);
        }
    }

    @Test
    void refusesAHeadBeyondTheLimit() throws Exception {
        try (RawServer raw =
                RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nX: " + pattern(70_000) + "\r\n\r\n")) {
            TransportException e = failure(get(raw));
            assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT);
            assertThat(e).hasMessage(raw.hostAndPort() + ": response head longer than 65536 bytes; raise the limit");
            send(get(raw).limits(ExchangeLimits.DEFAULT.withMaxHeadBytes(100_000)));
            assertThat(exchange().header("x")).hasSize(70_000);
        }
    }

    @Test
    void sendsAHeadLargerThanItsBuffer() throws Exception {
        try (RawServer raw = RawServer.answering(OK)) {
            send(get(raw).header("Cookie", pattern(100_000)));
            assertThat(raw.takeHead()).contains("Cookie: " + pattern(100_000) + "\r\n");
        }
    }

    // --- stale connections

    /** Answers once, then closes; later connections are served as usual. */
    private static RawServer closingAfterFirst(boolean reset) {
        return new RawServer(peer -> {
            peer.readHead();
            peer.write(OK);
            if (peer.number() > 1) {
                peer.awaitClose();
            } else if (peer.readHead() && reset) {
                peer.reset();
            }
        });
    }

    @Test
    void retriesOnceWhenAKeptConnectionIsDead() throws Exception {
        for (boolean reset : new boolean[] {false, true}) {
            try (RawServer raw = closingAfterFirst(reset)) {
                send(get(raw));
                assertThat(exchange().retried()).isFalse();
                send(get(raw));
                assertThat(exchange().status()).isEqualTo(200);
                assertThat(exchange().retried()).isTrue();
                assertThat(exchange().reused()).isFalse();
                assertThat(raw.connections()).isEqualTo(2);
            }
        }
    }

    @Test
    void doesNotRepeatWhatTheServerMayHaveSeen() throws Exception {
        try (RawServer raw = closingAfterFirst(false)) {
            send(post(raw));
            TransportException e = failure(post(raw));
            assertThat(e.kind()).isEqualTo(ErrorKind.PREMATURE_END);
            assertThat(e).hasMessage(raw.hostAndPort() + ": closed before any byte of the response");
            assertThat(exchange().retried()).isFalse();
            assertThat(raw.connections()).isEqualTo(1);
        }
    }

    @Test
    void doesNotRetryOnAFreshConnection() throws Exception {
        try (RawServer raw = RawServer.answeringOnce("")) {
            assertThat(failure(get(raw)).kind()).isEqualTo(ErrorKind.PREMATURE_END);
            assertThat(raw.connections()).isEqualTo(1);
        }
    }

    @Test
    void looksAtALongIdleConnectionBeforeAPost() throws Exception {
        AtomicLong ahead = new AtomicLong();
        use(TransportSettings.defaults().withNanoClock(() -> System.nanoTime() + ahead.get()));
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer raw = new RawServer(peer -> {
            while (peer.readHead()) {
                peer.write(OK);
                if (peer.number() == 1) {
                    peer.reset();
                    closed.countDown();
                    return;
                }
            }
        })) {
            send(post(raw));
            closed.await();
            ahead.addAndGet(TimeUnit.SECONDS.toNanos(2));
            send(post(raw));
            assertThat(exchange().status()).isEqualTo(200);
            assertThat(exchange().retried()).isFalse();
            assertThat(raw.connections()).isEqualTo(2);
            ahead.addAndGet(TimeUnit.SECONDS.toNanos(2));
            send(post(raw));
            assertThat(exchange().reused()).isTrue();
            assertThat(raw.connections()).isEqualTo(2);
        }
    }

    @Test
    void doesNotTakeAFarewellForAnAnswer() throws Exception {
        AtomicLong ahead = new AtomicLong();
        use(TransportSettings.defaults().withNanoClock(() -> System.nanoTime() + ahead.get()));
        CountDownLatch answered = new CountDownLatch(1);
        CountDownLatch said = new CountDownLatch(1);
        try (RawServer raw = new RawServer(peer -> {
            peer.readHead();
            peer.write(OK);
            if (peer.number() == 1) {
                answered.await();
                peer.write("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                said.countDown();
            }
            peer.awaitClose();
        })) {
            send(get(raw));
            answered.countDown();
            said.await();
            ahead.addAndGet(TimeUnit.SECONDS.toNanos(2));
            send(get(raw));
            assertThat(exchange().status()).isEqualTo(200);
            assertThat(exchange().retried()).isFalse();
            assertThat(raw.connections()).isEqualTo(2);
        }
    }

    // --- connections whose end is announced

    private static RawServer announcing(String line) {
        return RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + line + "\r\n\r\n");
    }

    @Test
    void replacesAConnectionBeforeItsAnnouncedEnd() throws Exception {
        ShiftedClock clock = new ShiftedClock();
        use(TransportSettings.defaults().withNanoClock(clock));
        try (RawServer raw = announcing("Keep-Alive: timeout=30, max=99")) {
            send(get(raw));
            clock.advance(Duration.ofSeconds(25));
            send(get(raw));
            assertThat(exchange().reused()).isTrue();
            clock.advance(Duration.ofSeconds(29));
            send(get(raw));
            assertThat(exchange().reused()).isFalse();
            assertThat(exchange().retried()).isFalse();
            assertThat(exchange().status()).isEqualTo(200);
            assertThat(raw.connections()).isEqualTo(2);
        }
    }

    @Test
    void hearsWhatIsAnnouncedWithTheAnswerToAnUpload() throws Exception {
        ShiftedClock clock = new ShiftedClock();
        use(TransportSettings.defaults().withNanoClock(clock));
        try (RawServer raw = new RawServer(peer -> {
            while (peer.readHead()) {
                peer.skip(Upload.LONG + 1);
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nKeep-Alive: timeout=5\r\n\r\n");
            }
        })) {
            WireRequest upload = new WireRequest(raw.origin(), "PUT", "/").body(new byte[Upload.LONG + 1]);
            send(upload);
            clock.advance(Duration.ofSeconds(3));
            send(upload);
            assertThat(exchange().reused()).isTrue();
            clock.advance(Duration.ofSeconds(5));
            send(upload);
            assertThat(exchange().reused()).isFalse();
            assertThat(raw.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Keep-Alive: max=0",
                "keep-alive: timeout=\"5\" , MAX=0",
                "KEEP-ALIVE: x, max=0;y",
            })
    void usesNoConnectionAgainThatMayCarryNothingMore(String line) throws Exception {
        try (RawServer raw = announcing(line)) {
            send(get(raw));
            assertThat(exchange().closedByPeer()).isTrue();
            send(get(raw));
            assertThat(raw.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Keep-Alive: ",
                "Keep-Alive: timeout",
                "Keep-Alive: timeout=, max=",
                "Keep-Alive: timeout=soon, max=few",
                "Keep-Alive: max=00001",
                "Keep-Alive: timeout=99999999999999999999",
                "Keep-Alivs: max=0"
            })
    void keepsAConnectionOfWhichNothingSensibleIsSaid(String line) throws Exception {
        ShiftedClock clock = new ShiftedClock();
        use(TransportSettings.defaults().withNanoClock(clock));
        try (RawServer raw = announcing(line)) {
            send(get(raw));
            clock.advance(Duration.ofMinutes(10));
            send(get(raw));
            assertThat(exchange().reused()).isTrue();
        }
    }

    // --- connecting

    @Test
    void tellsThatAHostHasNoAddress() {
        use(TransportSettings.defaults().withResolver(host -> {
            throw new UnknownHostException(host);
        }));
        TransportException e = failure(new WireRequest(new Origin(Scheme.HTTP, "shop.test", 80), "GET", "/"));
        assertThat(e.kind()).isEqualTo(ErrorKind.DNS);
        assertThat(e).hasMessage("shop.test:80: host name has no address; check the name and the resolver");
        assertThat(exchange().timing().phase()).isEqualTo(Phase.LOOKING_UP);
    }

    @Test
    void triesTheNextAddress() throws Exception {
        try (RawServer raw = RawServer.answering(OK)) {
            InetAddress nobody = InetAddress.getByAddress(new byte[] {127, 9, 9, 9});
            InetAddress somebody = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
            use(TransportSettings.defaults().withResolver(host -> new InetAddress[] {nobody, somebody}));
            send(new WireRequest(
                    new Origin(Scheme.HTTP, "shop.test", raw.origin().port()), "GET", "/"));
            assertThat(exchange().status()).isEqualTo(200);
        }
    }

    @Test
    void looksUpForNewConnectionsOnly() throws Exception {
        AtomicInteger lookUps = new AtomicInteger();
        ShiftedClock clock = new ShiftedClock();
        Resolver counting = host -> {
            lookUps.incrementAndGet();
            return new InetAddress[] {InetAddress.getLoopbackAddress()};
        };
        use(TransportSettings.defaults()
                .withNanoClock(clock)
                .withResolver(new RememberingResolver(counting, Duration.ofMinutes(5), clock)));
        try (RawServer raw = RawServer.answering(OK)) {
            WireRequest request = new WireRequest(
                    new Origin(Scheme.HTTP, "shop.test", raw.origin().port()), "GET", "/");
            for (int minute = 0; minute < 20; minute++) { // a new connection every other minute
                send(request);
                if (minute % 2 == 1) {
                    channel().disconnect();
                }
                clock.advance(Duration.ofMinutes(1));
            }
            assertThat(raw.connections()).isEqualTo(10);
            assertThat(lookUps).hasValue(4); // in the minutes 0, 6, 12 and 18
        }
    }

    @Test
    void spreadsConnectionsOverTheAddressesOfAFamily() throws Exception {
        List<InetAddress> reached = new CopyOnWriteArrayList<>();
        InetAddress one = InetAddress.getByName("127.0.0.1");
        InetAddress two = InetAddress.getByName("127.0.0.2");
        InetAddress three = InetAddress.getByName("127.0.0.3");
        InetAddress other = InetAddress.getByName("::1");
        use(TransportSettings.defaults().withResolver(host -> new InetAddress[] {one, two, three, other}));
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"))) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        Socket socket = server.accept();
                        reached.add(socket.getLocalAddress());
                        socket.getOutputStream().write(OK.getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException closed) {
                    // the test is over
                }
            });
            for (int i = 0; i < 6; i++) {
                send(new WireRequest(new Origin(Scheme.HTTP, "shop.test", server.getLocalPort()), "GET", "/"));
                channel().disconnect();
            }
        }
        assertThat(reached).containsExactly(one, two, three, one, two, three);
    }

    @Test
    void timesOutInATlsHandshake() throws Exception {
        use(TransportSettings.defaults().withConnectTimeout(Duration.ofMillis(200)));
        try (RawServer raw = new RawServer(RawServer.Peer::awaitClose)) {
            Origin secure = new Origin(Scheme.HTTPS, "127.0.0.1", raw.origin().port());
            TransportException e = failure(new WireRequest(secure, "GET", "/"));
            assertThat(e.kind()).isEqualTo(ErrorKind.CONNECT_TIMEOUT);
            assertThat(e)
                    .hasMessage(secure.hostAndPort()
                            + ": not connected within 200ms (TLS handshaking); is it reachable, and does it accept?");
            assertThat(exchange().timing().phase()).isEqualTo(Phase.TLS_HANDSHAKING);
            assertThat(exchange().timing().durationNanos()).isZero();
        }
    }

    @Test
    void limitsTheTlsHandshakeOnItsOwn() throws Exception {
        use(TransportSettings.defaults().withTlsTimeout(Duration.ofMillis(200)));
        try (RawServer raw = new RawServer(RawServer.Peer::awaitClose)) {
            Origin secure = new Origin(Scheme.HTTPS, "127.0.0.1", raw.origin().port());
            TransportException e = failure(new WireRequest(secure, "GET", "/"));
            assertThat(e.kind()).isEqualTo(ErrorKind.CONNECT_TIMEOUT);
            assertThat(e)
                    .hasMessage(secure.hostAndPort()
                            + ": TLS handshake not done within the tlsTimeout of 200ms; does the port speak TLS, and is"
                            + " the server busy?");
            assertThat(exchange().timing().phase()).isEqualTo(Phase.TLS_HANDSHAKING);
            assertThat(exchange().timing().tlsHandshakingNanos())
                    .isGreaterThanOrEqualTo(Duration.ofMillis(200).toNanos());
        }
    }

    @Test
    void countsTheTlsHandshakeFromWhenItBegins() throws Exception {
        ShiftedClock clock = new ShiftedClock();
        use(TransportSettings.defaults()
                .withNanoClock(clock)
                .withConnectTimeout(Duration.ofSeconds(10))
                .withTlsTimeout(Duration.ofSeconds(20))
                .withTls(TlsSettings.verified(TestTls.LOCALHOST.context())));
        try (RawServer raw = new RawServer(TestTls.LOCALHOST.context(), peer -> {
            peer.awaitBytesRaw();
            clock.advanceAndEnforce(Duration.ofSeconds(15)); // beyond the connect timeout
            while (peer.readHead()) {
                peer.write(OK);
            }
        })) {
            send(get(raw));
            assertThat(exchange().status()).isEqualTo(200);
        }
    }

    // --- time

    @Test
    void stampsEveryPhase() throws Exception {
        AtomicLong now = new AtomicLong();
        use(TransportSettings.defaults().withNanoClock(now::incrementAndGet));
        try (RawServer raw = RawServer.answering(OK)) {
            send(get(raw));
            Timing fresh = exchange().timing();
            assertThat(fresh.lookingUpNanos()).isPositive();
            assertThat(fresh.connectingNanos()).isPositive();
            assertThat(fresh.tlsHandshakingNanos()).isZero();
            assertThat(fresh.blockedNanos()).isGreaterThanOrEqualTo(fresh.lookingUpNanos() + fresh.connectingNanos());
            send(get(raw));
            Timing reused = exchange().timing();
            assertThat(reused.blockedNanos()).isZero();
            assertThat(reused.lookingUpNanos()).isZero();
            assertThat(reused.connectingNanos()).isZero();
            assertThat(reused.sendingNanos()).isPositive();
            assertThat(reused.waitingNanos()).isPositive();
            assertThat(reused.durationNanos())
                    .isEqualTo(reused.sendingNanos() + reused.waitingNanos() + reused.receivingNanos())
                    .isEqualTo(reused.endNanos() - reused.startNanos());
        }
    }

    @Test
    void failsAResponseThatCameAfterItsDeadline() throws Exception {
        AtomicLong now = new AtomicLong();
        use(TransportSettings.defaults().withNanoClock(now::get));
        try (RawServer raw = new RawServer(peer -> {
            while (peer.readHead()) {
                now.addAndGet(TimeUnit.SECONDS.toNanos(peer.number() == 1 ? 61 : 60));
                peer.write(OK);
            }
        })) {
            assertThat(failure(get(raw)).kind()).isEqualTo(ErrorKind.TIMEOUT);
        }
    }
}
