package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Debian's haproxy in HTTP mode, in front of servers that behave and of some that do not. */
class HaproxyInteropTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static Program haproxy;
    private static RawServer backend;

    /** Holds a port on which nobody listens. */
    private static Socket nobody;

    private static int port;
    private static int shortLived;

    @BeforeAll
    static void start() throws IOException {
        String program = Program.require("haproxy", "haproxy");
        backend = new RawServer(HaproxyInteropTest::serve);
        Path folder = Program.folder();
        port = Program.freePort();
        shortLived = Program.freePort();
        nobody = new Socket();
        nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        int behind = backend.origin().port();
        Files.writeString(
                folder.resolve("haproxy.cfg"), """
                    global
                        log stderr format raw local0 emerg
                    defaults
                        mode http
                        timeout connect 5s
                        timeout client 50s
                        timeout server 50s
                    frontend plain
                        bind 127.0.0.1:%d
                        use_backend none if { path /none }
                        use_backend dead if { path /dead }
                        use_backend slow if { path /stall }
                        http-request deny deny_status 429 if { path /denied }
                        default_backend good
                    frontend short
                        bind 127.0.0.1:%d
                        timeout http-keep-alive 20ms
                        default_backend good
                    backend good
                        server one 127.0.0.1:%d
                    backend slow
                        timeout server 100ms
                        server one 127.0.0.1:%d
                    backend dead
                        retries 0
                        server one 127.0.0.1:%d
                    backend none
                    """.formatted(port, shortLived, behind, behind, nobody.getLocalPort()));
        haproxy = Program.start(
                folder,
                List.of(program, "-db", "-f", folder.resolve("haproxy.cfg").toString()),
                port,
                shortLived);
    }

    private static void serve(RawServer.Peer peer) throws IOException {
        while (peer.readHead()) {
            switch (peer.path()) {
                case "/stall" -> peer.awaitClose();
                case "/cut" -> {
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123");
                    peer.close();
                    return;
                }
                case "/cut-chunks" -> {
                    peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n123\r\n");
                    peer.close();
                    return;
                }
                case "/hang-up" -> {
                    peer.close();
                    return;
                }
                case "/upload" -> {
                    peer.skip(2_000_000);
                    peer.write(OK);
                }
                case "/garbage" -> peer.write("this is no HTTP\r\n\r\n");
                case "/chunks" ->
                    peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\nX: y\r\n\r\n");
                default -> peer.write(OK);
            }
        }
    }

    @AfterAll
    static void stop() throws IOException {
        if (haproxy != null) {
            haproxy.close();
        }
        if (nobody != null) {
            nobody.close();
        }
        if (backend != null) {
            backend.close();
        }
    }

    private static WireRequest get(int at, String path) {
        return Crowd.get(new Origin(Scheme.HTTP, "127.0.0.1", at), path);
    }

    @ParameterizedTest
    @EnumSource
    void passesRequestsOnOverKeptConnections(Via via) throws Exception {
        try (Transport transport = via.open(TransportSettings.defaults())) {
            Crowd crowd = Crowd.send(transport, get(port, "/"), 10, 50);
            assertThat(crowd.outcomes()).isEqualTo(Map.of("200 HTTP/1.1 2", 500));
            assertThat(crowd.retried()).isZero();
            if (via == Via.SOCKET) {
                assertThat(crowd.reused()).isEqualTo(490);
            }
        }
    }

    /** What it says of itself, and what it makes of a server that fails; each time the next request is served. */
    @ParameterizedTest
    @EnumSource
    void answersForServersThatFail(Via via) throws Exception {
        try (Transport transport = via.open(TransportSettings.defaults());
                Channel channel = transport.open()) {
            assertStatus(channel, get(port, "/none"), 503);
            assertStatus(channel, get(port, "/dead"), 503);
            assertStatus(channel, get(port, "/denied"), 429);
            assertStatus(channel, get(port, "/stall"), 504);
            assertStatus(channel, get(port, "/hang-up"), 502);
            assertStatus(channel, get(port, "/garbage"), 502);
            assertStatus(channel, get(port, "/chunks"), 200);
            assertStatus(channel, get(port, "/").header("X", "x".repeat(20_000)), 400); // longer than its buffer
            assertStatus(channel, get(port, "/upload").method("POST").body(new byte[2_000_000]), 200);
        }
    }

    private static void assertStatus(Channel channel, WireRequest request, int status) throws Exception {
        Exchange exchange = new Exchange();
        assertThat(Crowd.outcome(channel, request, exchange)).as(request.path()).startsWith(status + " HTTP/1.1 ");
        assertThat(Crowd.outcome(channel, get(port, "/"), exchange))
                .as("after " + request.path())
                .isEqualTo("200 HTTP/1.1 2");
        exchange.release();
    }

    @ParameterizedTest
    @EnumSource
    void passesOnThatAResponseIsCut(Via via) throws Exception {
        try (Transport transport = via.open(TransportSettings.defaults());
                Channel channel = transport.open()) {
            Exchange exchange = new Exchange();
            for (String path : List.of("/cut", "/cut-chunks")) {
                String outcome = Crowd.outcome(channel, get(port, path), exchange);
                assertThat(outcome.substring(0, outcome.indexOf(':'))).isIn("premature_end", "reset");
                assertThat(Crowd.outcome(channel, get(port, "/"), exchange)).isEqualTo("200 HTTP/1.1 2");
            }
            exchange.release();
        }
    }

    /** The connection ends while it is idle, now before, now while the next request is sent. */
    @ParameterizedTest
    @EnumSource
    void survivesTheEndOfAnIdleConnection(Via via) throws Exception {
        try (Transport transport = via.open(TransportSettings.defaults())) {
            Crowd crowd = Crowd.sendAsConnectionsEnd(transport, get(shortLived, "/"));
            crowd.assertSurvived(via, "200 HTTP/1.1 2", 400);
            if (via == Via.SOCKET) {
                assertThat(crowd.retried()).isPositive();
            }
        }
    }
}
