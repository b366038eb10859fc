package dev.perf.engine.internal.http.transport;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.constant;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.Mistakes;
import dev.perf.http.Connections;
import dev.perf.http.HttpSettings;
import dev.perf.http.ProxyServer;
import dev.perf.http.Transport;
import dev.perf.load.LoadProfile;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a plan says about connections, as servers and proxies see it. */
class ConnectionsRunTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static final Scenario TWO = scenario("two")
            .exec(http("one").get("/one"), http("two").get("/two"))
            .thinkTime(constant(Duration.ofMillis(2)));

    private static final LoadProfile THREE_USERS = users(3).iterations(5);

    private static final LoadProfile FIVE_ARRIVALS = arrivals(perSecond(50)).during(Duration.ofMillis(100));

    @Test
    void eachUserKeepsOneConnection() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            RunResult result = run(server, http -> http, THREE_USERS);

            assertThat(result.ledger().completed()).isEqualTo(15);
            assertThat(server.connections()).isEqualTo(3);
        }
    }

    @Test
    void eachIterationOpensAConnection() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            RunResult result = run(server, http -> http.connections(Connections.newPerIteration()), THREE_USERS);

            assertThat(result.ledger().completed()).isEqualTo(15);
            assertThat(server.connections()).isEqualTo(15);
        }
    }

    @Test
    void eachArrivalOpensAConnectionWhereIterationsDo() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            RunResult result = run(server, http -> http.connections(Connections.newPerIteration()), FIVE_ARRIVALS);

            assertThat(result.ledger().completed()).isEqualTo(5);
            assertThat(server.connections()).isEqualTo(5);
        }
    }

    @Test
    void eachRequestOpensAConnectionAndSaysThatItIsTheLast() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            RunResult result = run(server, http -> http.connections(Connections.newPerRequest()), FIVE_ARRIVALS);

            assertThat(result.ledger().completed()).isEqualTo(5);
            assertThat(server.connections()).isEqualTo(10);
            assertThat(server.takeHead()).contains("\r\nConnection: close\r\n");
        }
    }

    @Test
    void usersShareAsManyConnectionsAsTheyMay() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            RunResult result = run(server, http -> http.connections(Connections.shared(2)), THREE_USERS);

            assertThat(result.ledger().completed()).isEqualTo(15);
            assertThat(server.connections()).isBetween(1, 2);
        }
    }

    @Test
    void reachesAHostWhereThePlanSaysItIs() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            int port = server.origin().port();
            RunResult result = run(
                    server,
                    http -> http.baseUrl("http://shop.test:" + port).resolve("Shop.test", "127.0.0.1"),
                    FIVE_ARRIVALS);

            assertThat(result.ledger().completed()).isEqualTo(5);
            assertThat(server.takeHead()).contains("\r\nHost: shop.test:" + port + "\r\n");
        }
    }

    @Test
    void connectsFromLocalAddressesInTurn() throws Exception {
        Set<String> seen = ConcurrentHashMap.newKeySet();
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> {
                try {
                    while (true) {
                        Socket socket = server.accept();
                        seen.add(socket.getInetAddress().getHostAddress());
                        socket.getOutputStream().write(OK.getBytes(StandardCharsets.US_ASCII));
                        socket.shutdownOutput();
                    }
                } catch (IOException closed) {
                    // the test is over
                }
            });
            loadTest("local")
                    .http(http -> http.baseUrl("http://127.0.0.1:" + server.getLocalPort())
                            .localAddresses("127.0.0.2", "127.0.0.3")
                            .connections(Connections.newPerRequest()))
                    .run(TWO, FIVE_ARRIVALS)
                    .run(RunOptions.DEFAULTS.withoutReport());
        }
        assertThat(seen).containsExactlyInAnyOrder("127.0.0.2", "127.0.0.3");
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void namesTheWholeUrlToAProxy(Transport transport) throws Exception {
        try (RawServer proxy = RawServer.answering(OK)) {
            RunResult result = run(
                    proxy,
                    http -> http.transport(transport)
                            .baseUrl("http://shop.test")
                            .proxy(ProxyServer.http("127.0.0.1", proxy.origin().port())),
                    FIVE_ARRIVALS);

            assertThat(result.ledger().completed()).isEqualTo(5);
            assertThat(proxy.takeHead())
                    .startsWith("GET http://shop.test/one HTTP/1.1\r\n")
                    .contains("\r\nHost: shop.test\r\n");
        }
    }

    @Test
    void provesToAProxyWhoItIs() throws Exception {
        String expected = Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
        try (RawServer proxy = RawServer.answering(OK)) {
            run(
                    proxy,
                    http -> http.baseUrl("http://shop.test")
                            .proxy(ProxyServer.http("127.0.0.1", proxy.origin().port())
                                    .credentials("me", "secret")),
                    FIVE_ARRIVALS);

            assertThat(proxy.takeHead()).contains("\r\nProxy-Authorization: Basic " + expected + "\r\n");
        }
    }

    @Test
    void leavesTheProxyOutForExceptions() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            RunResult result = run(
                    server,
                    http -> http.baseUrl("http://a.shop.test:" + server.origin().port())
                            .resolve("a.shop.test", "127.0.0.1")
                            .proxy(ProxyServer.http("127.0.0.1", 1).except("other.test", "*.shop.test")),
                    FIVE_ARRIVALS);

            assertThat(result.ledger().completed()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void speaksTlsThroughATunnel(Transport transport, @TempDir Path folder) throws Exception {
        Path trusted = TestTls.LOCALHOST.pemIn(folder);
        try (RawServer server = new RawServer(TestTls.LOCALHOST.context(), ConnectionsRunTest::answer);
                RawServer proxy = new RawServer(peer -> {
                    String head = peer.head();
                    assertThat(head).startsWith("CONNECT localhost:443 HTTP/1.1\r\n");
                    peer.write("HTTP/1.1 200 Connection established\r\nVia: proxy\r\n\r\n");
                    pipe(peer, server.origin().port());
                })) {
            RunResult result = run(
                    server,
                    http -> http.transport(transport)
                            .baseUrl("https://localhost")
                            .tls(tls -> tls.trust(trusted))
                            .proxy(ProxyServer.http("127.0.0.1", proxy.origin().port())),
                    FIVE_ARRIVALS);

            assertThat(result.errors()).isEmpty();
            assertThat(result.ledger().completed()).isEqualTo(5);
            assertThat(server.takeHead()).startsWith("GET /one HTTP/1.1\r\n");
        }
    }

    @Test
    void saysWhatAProxyRefuses() throws Exception {
        try (RawServer proxy =
                RawServer.answering("HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")) {
            RunResult result = run(
                    proxy,
                    http -> http.baseUrl("https://shop.test")
                            .proxy(ProxyServer.http("127.0.0.1", proxy.origin().port())),
                    FIVE_ARRIVALS);

            assertThat(result.errors()).isNotEmpty().allSatisfy(error -> {
                assertThat(error.kind()).isEqualTo("connect");
                assertThat(error.message())
                        .contains("asks for credentials (407); set them with credentials(user, password)");
            });
        }
    }

    @Test
    void goesThroughASocksProxyThatLooksUpNames() throws Exception {
        Queue<String> asked = new ConcurrentLinkedQueue<>();
        try (RawServer server = RawServer.answering(OK);
                RawServer proxy = new RawServer(peer -> {
                    asked.add(hex(peer, 3));
                    peer.write("\5\2");
                    asked.add(hex(peer, 3 + 2 + 6));
                    peer.write("\1\0");
                    asked.add(hex(peer, 7 + "shop.test".length()));
                    peer.write("\5\0\0\1\0\0\0\0\0\0");
                    pipe(peer, server.origin().port());
                })) {
            RunResult result = run(
                    server,
                    http -> http.baseUrl("http://shop.test")
                            .proxy(ProxyServer.socks5(
                                            "127.0.0.1", proxy.origin().port())
                                    .credentials("me", "secret")),
                    FIVE_ARRIVALS);

            assertThat(result.errors()).isEmpty();
            assertThat(result.ledger().completed()).isEqualTo(5);
        }
        assertThat(asked)
                .startsWith(
                        "050102",
                        "01026d6506736563726574", // me, secret
                        "0501000309" + "73686f702e74657374" + "0050"); // shop.test:80
    }

    @Test
    void saysWhyASocksProxyCannotReachTheServer() throws Exception {
        try (RawServer proxy = new RawServer(peer -> {
            peer.skip(3);
            peer.write("\5\0");
            peer.skip(7 + "shop.test".length());
            peer.write("\5\5\0\1\0\0\0\0\0\0");
        })) {
            RunResult result = run(
                    proxy,
                    http -> http.baseUrl("http://shop.test")
                            .proxy(ProxyServer.socks5(
                                    "127.0.0.1", proxy.origin().port())),
                    FIVE_ARRIVALS);

            assertThat(result.errors())
                    .isNotEmpty()
                    .allSatisfy(error ->
                            assertThat(error.message()).contains("cannot reach shop.test:80: connection refused"));
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void provesToTheServerWhoItIs(Transport transport, @TempDir Path folder) throws Exception {
        try (RawServer server = new RawServer(TestTls.LOCALHOST.context(), peer -> {
            peer.tls().setNeedClientAuth(true);
            answer(peer);
        })) {
            Path trusted = TestTls.LOCALHOST.pemIn(folder);
            Path key = TestTls.LOCALHOST.storeIn(folder);
            RunResult without =
                    run(server, http -> http.transport(transport).tls(tls -> tls.trust(trusted)), FIVE_ARRIVALS);
            RunResult with = run(
                    server,
                    http -> http.transport(transport)
                            .tls(tls -> tls.trust(trusted).clientKey(key, "changeit")),
                    FIVE_ARRIVALS);

            assertThat(without.ledger().completed()).isZero();
            assertThat(with.errors()).isEmpty();
            assertThat(with.ledger().completed()).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void offersTheVersionsThatThePlanNames(Transport transport, @TempDir Path folder) throws Exception {
        Set<String> spoken = ConcurrentHashMap.newKeySet();
        try (RawServer server = new RawServer(TestTls.LOCALHOST.context(), peer -> {
            peer.tls().startHandshake();
            spoken.add(peer.tls().getSession().getProtocol());
            answer(peer);
        })) {
            Path trusted = TestTls.LOCALHOST.pemIn(folder);
            run(
                    server,
                    http -> http.transport(transport)
                            .tls(tls -> tls.trust(trusted).versions("TLSv1.2")),
                    FIVE_ARRIVALS);
        }
        assertThat(spoken).containsExactly("TLSv1.2");
    }

    @Test
    void resumesSessionsUnlessToldOtherwise(@TempDir Path folder) throws Exception {
        Path trusted = TestTls.LOCALHOST.pemIn(folder);

        assertThat(sessions(trusted, true)).hasSize(1);
        assertThat(sessions(trusted, false)).hasSize(10);
    }

    /** Returns the ids of the sessions over which ten connections were made, one after the other. */
    private static Set<String> sessions(Path trusted, boolean resumes) throws Exception {
        Set<String> ids = ConcurrentHashMap.newKeySet();
        SSLContext context = TestTls.LOCALHOST.context();
        try (RawServer server = new RawServer(context, peer -> {
            peer.tls().startHandshake();
            ids.add(HexFormat.of().formatHex(peer.tls().getSession().getId()));
            answer(peer);
        })) {
            run(
                    server,
                    http -> http.connections(Connections.newPerRequest()).tls(tls -> {
                        var old = tls.trust(trusted).versions("TLSv1.2"); // whose sessions have ids that stay
                        return resumes ? old : old.withoutResumption();
                    }),
                    scenario("ten").exec(repeat(10, http("one").get("/one"))),
                    arrivals(perSecond(10)).during(Duration.ofMillis(100)));
        }
        return ids;
    }

    @Test
    void refusesADnsTtlThatJavaWouldUndo() {
        assertThat(Mistakes.of(() -> loadTest("dns")
                        .http(http -> http.baseUrl("http://shop.test").dnsTtl(Duration.ofSeconds(5)))
                        .run(TWO, FIVE_ARRIVALS)
                        .run(RunOptions.DEFAULTS.withoutReport())))
                .containsExactlyInAnyOrder(
                        "http settings: dnsTtl 5s is shorter than the 30s for which this Java keeps answers; start it"
                                + " with -Dsun.net.inetaddr.ttl=0, or ask for more");
    }

    @Test
    void reachesAHostWhereALookUpOfItsOwnFindsIt() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            RunResult result = run(
                    server,
                    http -> http.baseUrl("http://localhost:" + server.origin().port())
                            .dnsTtl(Duration.ofMinutes(1)),
                    FIVE_ARRIVALS);

            assertThat(result.ledger().completed()).isEqualTo(5);
        }
    }

    @Test
    void asksForTheVersionThatThePlanNames() throws Exception {
        try (RawServer server = RawServer.answering(OK)) {
            run(server, http -> http.transport(Transport.JDK), FIVE_ARRIVALS);
            String upgrading = server.takeHead();
            int left = server.headsLeft();
            for (int i = 0; i < left; i++) {
                server.takeHead();
            }
            run(
                    server,
                    http -> http.transport(Transport.JDK).version(dev.perf.http.HttpVersion.HTTP_1_1),
                    FIVE_ARRIVALS);

            assertThat(upgrading).containsIgnoringCase("Upgrade: h2c");
            assertThat(server.takeHead()).doesNotContainIgnoringCase("Upgrade");
        }
    }

    @Test
    void refusesAVersionThatTheTransportDoesNotSpeak() {
        assertThat(Mistakes.of(() -> loadTest("versions")
                        .http(http -> http.baseUrl("http://shop.test").version(dev.perf.http.HttpVersion.HTTP_2))
                        .run(TWO, FIVE_ARRIVALS)
                        .run(RunOptions.DEFAULTS.withoutReport())))
                .containsExactlyInAnyOrder(
                        "http settings: version HTTP_2 cannot be had on the socket transport; use transport(JDK)");
    }

    @Test
    void namesEachMistakeBeforeTheFirstRequest(@TempDir Path folder) {
        assertThat(Mistakes.of(() -> loadTest("mistakes")
                        .http(http -> http.baseUrl("https://shop.test")
                                .transport(Transport.JDK)
                                .connections(Connections.shared(0))
                                .dnsTtl(Duration.ofSeconds(-1))
                                .resolve("shop.test", "localhost")
                                .localAddresses("127.0.0.2", "127.0.0.3")
                                .proxy(ProxyServer.socks5("127.0.0.1", 70_000))
                                .tls(tls -> tls.trust(folder.resolve("missing.pem"))
                                        .clientKey(folder.resolve("missing.p12"), "x")
                                        .versions("TLSv9")
                                        .withoutResumption()))
                        .run(TWO, FIVE_ARRIVALS)
                        .run(RunOptions.DEFAULTS.withoutReport())))
                .containsExactlyInAnyOrder(
                        "http settings: dnsTtl must not be negative and at most 365 days, got -1s",
                        "http settings: shared connections must be 1 or more, got 0",
                        "http settings: address \"localhost\" must be an IPv4 or IPv6 address, not a name",
                        "http settings: SOCKS5 proxy 127.0.0.1:70000 needs a host, and a port from 1 to 65535",
                        "http settings: connections other than perUser() cannot be had on the jdk transport; remove it,"
                                + " or use transport(SOCKET)",
                        "http settings: dnsTtl(...) cannot be had on the jdk transport; remove it, or use"
                                + " transport(SOCKET)",
                        "http settings: resolve(...) cannot be had on the jdk transport; remove it, or use"
                                + " transport(SOCKET)",
                        "http settings: more than one of localAddresses(...) cannot be had on the jdk transport; remove"
                                + " it, or use transport(SOCKET)",
                        "http settings: a SOCKS proxy cannot be had on the jdk transport; remove it, or use"
                                + " transport(SOCKET)",
                        "http settings: tls without resumption cannot be had on the jdk transport; remove it, or use"
                                + " transport(SOCKET)",
                        "http settings: tls version \"TLSv9\" must be TLSv1.3 or TLSv1.2",
                        "http settings: tls trust: " + folder + "/missing.pem does not exist; the path counts from "
                                + Path.of("").toAbsolutePath(),
                        "http settings: tls clientKey: " + folder + "/missing.p12 does not exist; the path counts from "
                                + Path.of("").toAbsolutePath());
    }

    private static RunResult run(RawServer server, UnaryOperator<HttpSettings> settings, LoadProfile load)
            throws InterruptedException {
        return run(server, settings, TWO, load);
    }

    private static RunResult run(
            RawServer server, UnaryOperator<HttpSettings> settings, Scenario scenario, LoadProfile load)
            throws InterruptedException {
        return loadTest("connections")
                .http(http -> settings.apply(http.baseUrl(server.origin().toString())))
                .run(scenario, load)
                .run(RunOptions.DEFAULTS.withoutReport());
    }

    private static void answer(RawServer.Peer peer) throws IOException {
        while (peer.readHead()) {
            peer.write(OK);
        }
    }

    /** Carries bytes between {@code peer} and a server of this machine until both have closed. */
    private static void pipe(RawServer.Peer peer, int port) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            OutputStream back = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    peer.write(new byte[] {(byte) b}, 0, 1);
                }

                @Override
                public void write(byte[] bytes, int from, int length) throws IOException {
                    peer.write(bytes, from, length);
                }
            };
            InputStream answers = socket.getInputStream();
            Thread.ofVirtual().start(() -> {
                try {
                    answers.transferTo(back);
                } catch (IOException over) {
                    // one of them has closed
                }
            });
            peer.input().transferTo(socket.getOutputStream());
        }
    }

    private static String hex(RawServer.Peer peer, int bytes) throws IOException {
        return HexFormat.of().formatHex(peer.input().readNBytes(bytes));
    }
}
