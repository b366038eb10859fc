package dev.perf.engine.internal.http.transport;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perf.engine.Mistakes;
import dev.perf.engine.internal.http.transport.WireRequest.ResponseBody;
import dev.perf.http.HttpSettings;
import dev.perf.http.ProxyServer;
import dev.perf.result.RunResult;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The transport over a Unix domain socket does as over TCP. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnixSocketTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final Origin ORIGIN = new Origin(Scheme.HTTP, "shop.test", 80);

    @TempDir
    private Path folder;

    private final ShiftedClock clock = new ShiftedClock();
    private final Exchange exchange = new Exchange();
    private @Nullable Transport transport;

    private Path path() {
        return folder.resolve("server.sock");
    }

    private RawServer server(RawServer.Script script) {
        return new RawServer(path(), null, script);
    }

    private TransportSettings settings() {
        return TransportSettings.defaults().withUnixSocket(path()).withNanoClock(clock);
    }

    private Channel open(TransportSettings settings) {
        transport = new SocketTransport(settings);
        return transport.open();
    }

    @AfterEach
    void close() {
        if (transport != null) {
            transport.close();
        }
    }

    private static void answerAll(RawServer.Peer peer) throws IOException {
        while (peer.readHead()) {
            peer.write(OK);
        }
    }

    private static WireRequest get() {
        return new WireRequest(ORIGIN, "GET", "/a?b=c").responseBody(ResponseBody.KEEP);
    }

    private TransportException failure(Channel channel, WireRequest request) {
        return catchThrowableOfType(TransportException.class, () -> channel.exchange(request, exchange));
    }

    @Test
    void namesHostAndPathOfTheUrl() throws Exception {
        try (RawServer server = server(UnixSocketTest::answerAll)) {
            open(settings()).exchange(get(), exchange);
            assertThat(exchange.bodyText()).isEqualTo("ok");
            assertThat(server.takeHead()).isEqualTo("GET /a?b=c HTTP/1.1\r\nHost: shop.test\r\n\r\n");
        }
    }

    @Test
    void keepsConnectionsOfManyUsers() throws Exception {
        try (RawServer server = server(UnixSocketTest::answerAll);
                Transport shared = new SocketTransport(settings())) {
            Crowd crowd = Crowd.send(shared, get(), 50, 100);
            assertThat(crowd.outcomes()).isEqualTo(Map.of("200 HTTP/1.1 2", 5000));
            assertThat(server.connections()).isEqualTo(50);
        }
    }

    @Test
    void carriesLargeBodiesBothWays() throws Exception {
        byte[] body = new byte[3_000_000];
        for (int i = 0; i < body.length; i++) {
            body[i] = (byte) (i * 31);
        }
        try (RawServer echo = server(peer -> {
            while (peer.readHead()) {
                byte[] came = peer.input().readNBytes(body.length);
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + came.length + "\r\n\r\n");
                peer.write(came, 0, came.length);
            }
        })) {
            Channel channel = open(settings());
            for (int i = 0; i < 2; i++) {
                channel.exchange(
                        new WireRequest(ORIGIN, "PUT", "/").body(body).responseBody(ResponseBody.KEEP), exchange);
                assertThat(exchange.bodyBytes()).isEqualTo(body);
            }
            assertThat(echo.connections()).isEqualTo(1);
        }
    }

    @Test
    void hearsAnErrorWhileItSendsABody() throws Exception {
        try (RawServer refusing = server(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 413 Too Large\r\nContent-Length: 0\r\n\r\n");
            peer.awaitClose();
        })) {
            open(settings()).exchange(new WireRequest(ORIGIN, "POST", "/").body(new byte[50_000_000]), exchange);
            assertThat(exchange.status()).isEqualTo(413);
            assertThat(exchange.bytesSent()).isLessThan(50_000_000);
            assertThat(refusing.connections()).isEqualTo(1);
        }
    }

    @Test
    void speaksTls() throws Exception {
        try (RawServer server = new RawServer(path(), TestTls.LOCALHOST.context(), UnixSocketTest::answerAll)) {
            Channel channel = open(settings().withTls(TlsSettings.verified(TestTls.LOCALHOST.context())));
            WireRequest secure = new WireRequest(new Origin(Scheme.HTTPS, "localhost", 443), "GET", "/");
            for (int i = 0; i < 3; i++) {
                channel.exchange(secure, exchange);
                assertThat(exchange.status()).isEqualTo(200);
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void endsAReadWhoseTimeIsOver() throws Exception {
        try (RawServer silent = server(RawServer.Peer::awaitClose)) {
            TransportException e = failure(
                    open(settings()), get().limits(ExchangeLimits.DEFAULT.withRequestTimeout(Duration.ofMillis(200))));
            assertThat(e.kind()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(e).hasMessageContaining("no whole response within 200ms (waiting)");
            assertThat(silent.connections()).isEqualTo(1);
        }
    }

    /** More users wait than there are carriers; pinned ones would let none go on. */
    @Test
    void parksUsersWhoWaitForAnswers() throws Exception {
        int users = 4 * Runtime.getRuntime().availableProcessors() + 8;
        CountDownLatch asked = new CountDownLatch(users);
        try (RawServer server = server(peer -> {
            while (peer.readHead()) {
                asked.countDown();
                asked.await();
                peer.write(OK);
            }
        })) {
            open(settings());
            List<CompletableFuture<Integer>> statuses = new ArrayList<>();
            for (int i = 0; i < users; i++) {
                CompletableFuture<Integer> status = new CompletableFuture<>();
                statuses.add(status);
                Thread.ofVirtual().start(() -> {
                    Exchange mine = new Exchange();
                    try (Channel channel = transport.open()) {
                        channel.exchange(get(), mine);
                        status.complete(mine.status());
                    } catch (TransportException | InterruptedException e) {
                        status.completeExceptionally(e);
                    }
                });
            }
            for (CompletableFuture<Integer> status : statuses) {
                assertThat(status.get()).isEqualTo(200);
            }
            assertThat(server.connections()).isEqualTo(users);
        }
    }

    @Test
    void stopsWhenInterrupted() throws Exception {
        try (RawServer silent = server(peer -> {
            peer.readHead();
            peer.awaitClose();
        })) {
            Channel channel = open(settings());
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread user = Thread.ofVirtual().start(() -> {
                try {
                    channel.exchange(get(), exchange);
                } catch (TransportException | InterruptedException e) {
                    outcome.complete(e);
                }
            });
            silent.takeHead();
            user.interrupt();
            assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void sendsAgainOverANewConnectionWhatADeadOneLost() throws Exception {
        try (RawServer server = server(peer -> {
            peer.readHead();
            peer.write(OK);
            if (peer.number() > 1) {
                peer.awaitClose();
            }
        })) {
            Channel channel = open(settings());
            channel.exchange(get(), exchange);
            channel.exchange(get(), exchange);
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void looksAtIdleConnectionsBeforeItUsesThem() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        try (RawServer server = server(peer -> {
            for (int i = 0; i < 2; i++) {
                peer.readHead();
                peer.write(OK);
            }
            if (peer.number() == 1) {
                end.await();
                peer.write("HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
                ended.countDown();
            }
            peer.awaitClose();
        })) {
            Channel channel = open(settings());
            WireRequest post = new WireRequest(ORIGIN, "POST", "/");
            channel.exchange(post, exchange);
            clock.advance(Duration.ofSeconds(2));
            channel.exchange(post, exchange);
            assertThat(exchange.reused()).isTrue();
            end.countDown();
            ended.await();
            clock.advance(Duration.ofSeconds(2));
            channel.exchange(get(), exchange);
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.reused()).isFalse();
            clock.advance(Duration.ofSeconds(2));
            channel.exchange(get(), exchange);
            assertThat(exchange.reused()).isTrue();
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    @Test
    void waitsForRoomInTheBacklog() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path());
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address, 1);
            List<SocketChannel> waiting = fill(address);
            Channel channel = open(settings());
            CompletableFuture<Integer> status = new CompletableFuture<>();
            Thread user = Thread.ofVirtual().start(() -> {
                try {
                    channel.exchange(get(), exchange);
                    status.complete(exchange.status());
                } catch (TransportException | InterruptedException e) {
                    status.completeExceptionally(e);
                }
            });
            Eventually.isTrue(
                    () -> user.getState() == Thread.State.TIMED_WAITING, () -> "does not wait: " + user.getState());
            for (SocketChannel ignored : waiting) {
                server.accept();
            }
            UnixSocket accepted = new UnixSocket(server.accept());
            accepted.getOutputStream().write(RawServer.bytes(OK));
            assertThat(status.get()).isEqualTo(200);
            for (SocketChannel each : waiting) {
                each.close();
            }
        }
    }

    @Test
    void waitsForRoomNoLongerThanItMay() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path());
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address, 1);
            List<SocketChannel> waiting = fill(address);
            TransportException e = failure(open(settings().withConnectTimeout(Duration.ofMillis(200))), get());
            assertThat(e.kind()).isEqualTo(ErrorKind.CONNECT_TIMEOUT);
            for (SocketChannel each : waiting) {
                each.close();
            }
        }
    }

    /** Connects until no more connections may wait. */
    private static List<SocketChannel> fill(UnixDomainSocketAddress address) throws IOException {
        List<SocketChannel> waiting = new ArrayList<>();
        while (true) {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            channel.configureBlocking(false);
            try {
                channel.connect(address);
                waiting.add(channel);
            } catch (IOException full) {
                channel.close();
                return waiting;
            }
        }
    }

    @Test
    void saysThatThereIsNoSuchSocket() {
        TransportException e = failure(open(settings()), get());
        assertThat(e.kind()).isEqualTo(ErrorKind.CONNECT);
        assertThat(e)
                .hasMessage("shop.test:80: cannot connect (" + path()
                        + ": No such file or directory); check address and route");
    }

    @Test
    void saysThatNobodyListens() throws Exception {
        server(UnixSocketTest::answerAll).close(); // which leaves the file
        assertThat(failure(open(settings()), get()).kind()).isEqualTo(ErrorKind.CONNECT_REFUSED);
    }

    @Test
    void aPlanSendsAllRequestsThere() throws Exception {
        try (RawServer server = server(UnixSocketTest::answerAll)) {
            RunResult result = run(http -> http.unixSocket(path()));
            assertThat(result.errors()).isEmpty();
            assertThat(result.ledger().completed()).isEqualTo(5);
            assertThat(server.takeHead()).contains("\r\nHost: shop.test\r\n");
        }
    }

    @Test
    void namesEachMistakeBeforeTheFirstRequest() {
        assertThat(Mistakes.of(() -> run(http -> http.unixSocket(Path.of("/" + "x".repeat(107)))
                        .proxy(ProxyServer.http("127.0.0.1", 3128))
                        .resolve("shop.test", "127.0.0.1")
                        .localAddresses("127.0.0.1")
                        .dnsTtl(Duration.ofMinutes(1)))))
                .containsExactlyInAnyOrder(
                        "http settings: unixSocket \"/" + "x".repeat(107)
                                + "\" must be 1 to 107 bytes long, and has 108; use a shorter path or a symbolic link",
                        "http settings: unixSocket(...) and proxy(...) exclude each other; remove one of them",
                        "http settings: unixSocket(...) and resolve(...) exclude each other; remove one of them",
                        "http settings: unixSocket(...) and dnsTtl(...) exclude each other; remove one of them",
                        "http settings: unixSocket(...) and localAddresses(...) exclude each other; remove one of"
                                + " them");
        assertThat(Mistakes.of(() -> run(http -> http.unixSocket(path()).transport(dev.perf.http.Transport.JDK))))
                .containsExactlyInAnyOrder(
                        "http settings: unixSocket(...) cannot be had on the jdk transport; remove it, or use"
                                + " transport(SOCKET)");
    }

    private static RunResult run(UnaryOperator<HttpSettings> settings) throws InterruptedException {
        return loadTest("unix")
                .http(http -> settings.apply(http.baseUrl("http://shop.test")))
                .run(
                        scenario("one").exec(http("one").get("/one")),
                        arrivals(perSecond(50)).during(Duration.ofMillis(100)))
                .run(RunOptions.DEFAULTS.withoutReport());
    }
}
