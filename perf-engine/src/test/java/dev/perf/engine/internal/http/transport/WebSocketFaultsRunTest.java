package dev.perf.engine.internal.http.transport;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.body;
import static dev.perf.websocket.WebSockets.webSocket;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.PerfEngine;
import dev.perf.http.HttpSettings;
import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Step;
import dev.perf.spi.RunOptions;
import dev.perf.websocket.WebSocket;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** WebSockets whose servers send frames cut anywhere, or fail. */
@Timeout(60)
class WebSocketFaultsRunTest {

    private static final WebSocket SOCKET = webSocket("raw");

    /** Opcodes of RFC 6455, 5.2; the first bit says that the message ends with the frame. */
    private static final int CONTINUATION = 0;

    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int LAST = 0x80;

    private static RunResult run(UnaryOperator<HttpSettings> settings, Step... steps) throws InterruptedException {
        var test = loadTest("raw")
                .http(settings)
                .run(scenario("one").exec(steps), arrivals(perSecond(10)).during(Duration.ofMillis(100)));
        return new PerfEngine()
                .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                .await();
    }

    private static RunResult run(RawServer server, Step... steps) throws InterruptedException {
        return run(http -> http.baseUrl("http://" + server.hostAndPort()), steps);
    }

    private static List<String> kinds(RunResult result) {
        return result.errors().stream().map(ErrorResult::kind).toList();
    }

    private static void shakeHands(RawServer.Peer peer) throws IOException {
        String key = peer.head()
                .lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key:"))
                .findFirst()
                .orElseThrow()
                .substring("sec-websocket-key:".length())
                .strip();
        peer.write("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: " + accept(key) + "\r\n\r\n");
    }

    private static String accept(String key) {
        try {
            byte[] both = (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(ISO_8859_1);
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(both));
        } catch (NoSuchAlgorithmException missing) {
            throw new AssertionError(missing);
        }
    }

    private static void frame(RawServer.Peer peer, int first, byte[] payload) throws IOException {
        assertThat(payload.length).isLessThan(126);
        byte[] frame = new byte[payload.length + 2];
        frame[0] = (byte) first;
        frame[1] = (byte) payload.length;
        System.arraycopy(payload, 0, frame, 2, payload.length);
        peer.write(frame, 0, frame.length);
    }

    @Test
    void fragmentsAreOneMessage() throws Exception {
        byte[] umlaut = "\u00e4".getBytes(UTF_8);
        try (RawServer server = new RawServer(peer -> {
            shakeHands(peer);
            frame(peer, TEXT, "Kr".getBytes(UTF_8));
            frame(peer, CONTINUATION, new byte[] {umlaut[0]});
            frame(peer, LAST | 9, "are you there?".getBytes(UTF_8));
            frame(peer, CONTINUATION, new byte[] {umlaut[1], 'h'});
            frame(peer, CONTINUATION | LAST, "e".getBytes(UTF_8));
            frame(peer, BINARY, new byte[] {1, 2});
            frame(peer, CONTINUATION | LAST, new byte[] {3});
            peer.awaitClose();
        })) {
            RunResult result = run(
                    server,
                    SOCKET.connect("/"),
                    SOCKET.await().check(body().is("Kr\u00e4he")),
                    SOCKET.await().check(body().is("\u0001\u0002\u0003")));

            assertThat(result.errors()).isEmpty();
            assertThat(result.ledger().completed()).isEqualTo(1);
        }
    }

    @Test
    void aMessageThatIsTooLongEndsTheSocket() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            shakeHands(peer);
            for (int i = 0; i < 10; i++) {
                frame(peer, i == 0 ? TEXT : CONTINUATION, "x".repeat(120).getBytes(UTF_8));
            }
            peer.awaitClose();
        })) {
            RunResult result = run(
                    http -> http.baseUrl("http://" + server.hostAndPort()).maxBodyBytes(1000),
                    SOCKET.connect("/"),
                    SOCKET.await());

            assertThat(result.errors()).singleElement().satisfies(error -> {
                assertThat(error.kind()).isEqualTo("limit");
                assertThat(error.message())
                        .isEqualTo("socket \"raw\": message longer than 1000 bytes; raise maxBodyBytes of the http"
                                + " settings");
            });
        }
    }

    @Test
    void garbageIsAnErrorOfTheProtocol() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            shakeHands(peer);
            peer.write("HTTP/1.1 400 Bad Request\r\n\r\n");
            peer.awaitClose();
        })) {
            assertThat(kinds(run(server, SOCKET.connect("/"), SOCKET.await()))).containsExactly("protocol");
        }
    }

    @Test
    void aHandshakeWithoutTheRightKeyIsAnErrorOfTheProtocol() throws Exception {
        try (RawServer server = RawServer.answeringOnce("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Accept: wrong\r\n\r\n")) {
            assertThat(kinds(run(server, SOCKET.connect("/")))).containsExactly("protocol");
        }
    }

    @Test
    void aServerThatHangsUpIsNoticed() throws Exception {
        try (RawServer server = new RawServer(WebSocketFaultsRunTest::shakeHands)) {
            assertThat(kinds(run(server, SOCKET.connect("/"), SOCKET.await()))).containsExactly("premature_end");
        }
        try (RawServer server = new RawServer(peer -> {
            shakeHands(peer);
            peer.skip(1);
            peer.reset();
        })) {
            assertThat(kinds(run(server, SOCKET.connect("/"), SOCKET.send("x"), SOCKET.await())))
                    .containsExactly("reset");
        }
        try (RawServer server = new RawServer(peer -> {
            peer.readHead();
            peer.close();
        })) {
            assertThat(kinds(run(server, SOCKET.connect("/")))).containsExactly("premature_end");
        }
    }

    @Test
    void aServerThatDoesNotAnswerTheHandshakeIsATimeout() throws Exception {
        try (RawServer server = new RawServer(RawServer.Peer::awaitClose)) {
            RunResult result = run(server, SOCKET.connect("/").timeout(Duration.ofSeconds(1)));

            assertThat(result.errors()).singleElement().satisfies(error -> {
                assertThat(error.kind()).isEqualTo("timeout");
                assertThat(error.message())
                        .isEqualTo("socket \"raw\": " + server.hostAndPort()
                                + ": not answered within 1s; raise the timeout or look at the server");
            });
        }
    }

    @Test
    void aServerThatDoesNotAcceptIsAConnectTimeout() throws Exception {
        try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var queue = new Crowding(full)) {
            RunResult result = run(
                    http -> http.baseUrl("http://127.0.0.1:" + full.getLocalPort())
                            .connectTimeout(Duration.ofMillis(200)),
                    SOCKET.connect("/"));

            assertThat(queue).isNotNull();
            assertThat(kinds(result)).containsExactly("connect_timeout");
        }
    }

    /** Connections that fill the queue of a server which does not accept. */
    private static final class Crowding implements AutoCloseable {

        private final List<Socket> sockets = new java.util.ArrayList<>();

        Crowding(ServerSocket full) {
            for (int i = 0; i < 8; i++) {
                var socket = new Socket();
                sockets.add(socket);
                try {
                    socket.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()), 100);
                } catch (IOException queueIsFull) {
                    return;
                }
            }
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void serversThatCannotBeReachedHaveTheKindsOfHttp() throws Exception {
        int closed;
        try (var gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = gone.getLocalPort();
        }
        assertThat(kinds(run(http -> http, SOCKET.connect("ws://127.0.0.1:" + closed + "/"))))
                .containsExactly("connect_refused");
        assertThat(kinds(run(http -> http, SOCKET.connect("ws://no-such-host.invalid/"))))
                .containsExactly("dns");
        try (RawServer tls = new RawServer(TestTls.LOCALHOST.context(), RawServer.Peer::awaitClose)) {
            assertThat(kinds(run(
                            http -> http,
                            SOCKET.connect("wss://localhost:" + tls.origin().port() + "/"))))
                    .containsExactly("tls");
        }
    }

    @Test
    void speaksTlsWithAServerThatIsTrusted(@TempDir Path folder) throws Exception {
        Path trusted = TestTls.LOCALHOST.pemIn(folder);
        try (RawServer server = new RawServer(TestTls.LOCALHOST.context(), peer -> {
            shakeHands(peer);
            frame(peer, TEXT | LAST, "secret".getBytes(UTF_8));
            InputStream in = peer.input();
            while (in.read() >= 0) {
                continue;
            }
        })) {
            RunResult result = run(
                    http -> http.tls(tls -> tls.trust(trusted)),
                    SOCKET.connect("wss://localhost:" + server.origin().port() + "/"),
                    SOCKET.await().check(body().is("secret")));

            assertThat(result.errors()).isEmpty();
            assertThat(result.ledger().completed()).isEqualTo(1);
        }
    }
}
