package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Node's HTTP server as it comes, and one that hardly keeps a connection. */
class NodeInteropTest {

    private static Program node;
    private static int port;
    private static int shortLived;

    @BeforeAll
    static void start() throws IOException {
        String program = Program.require("node", "nodejs");
        Path folder = Program.folder();
        port = Program.freePort();
        shortLived = Program.freePort();
        Files.writeString(folder.resolve("server.js"), """
            const http = require('http');
            const seen = new Set();
            function serve(request, response) {
                switch (request.url.split('?')[0]) {
                    case '/chunks':
                        response.writeHead(200, {'Trailer': 'X-Sum'});
                        response.write('one ');
                        setImmediate(() => {
                            response.write('two ');
                            response.addTrailers({'X-Sum': '1'});
                            response.end('three');
                        });
                        break;
                    case '/echo':
                        request.pipe(response);
                        break;
                    case '/length':
                        let size = 0;
                        request.on('data', piece => size += piece.length);
                        request.on('end', () => response.end(String(size)));
                        break;
                    case '/nothing':
                        response.writeHead(204).end();
                        break;
                    case '/close':
                        response.shouldKeepAlive = false;
                        response.end('ok');
                        break;
                    case '/hints':
                        response.writeEarlyHints({link: '</a.css>; rel=preload'});
                        response.end('ok');
                        break;
                    case '/destroy':
                        response.writeHead(200, {'Content-Length': 9});
                        response.write('123', () => response.destroy());
                        break;
                    case '/once':
                        if (seen.has(request.headers['x-id'])) {
                            console.log('seen twice');
                        }
                        seen.add(request.headers['x-id']);
                        response.end('ok');
                        break;
                    default:
                        response.end('ok');
                }
            }
            const plain = http.createServer(serve).listen(%d, '127.0.0.1');
            plain.on('connection', socket => {
                let rested = false;
                socket.on('data', data => rested ||= data.toString().startsWith('GET /rest '));
                socket.on('close', () => { if (rested) console.log('closed'); });
            });
            const short = http.createServer({keepAliveTimeout: 20}, serve).listen(%d, '127.0.0.1');
            """.formatted(port, shortLived));
        node = Program.start(folder, List.of(program, "server.js"), port, shortLived);
    }

    @AfterAll
    static void stop() throws IOException {
        if (node != null) {
            node.close();
        }
    }

    private static WireRequest get(int at, String path) {
        return Crowd.get(new Origin(Scheme.HTTP, "127.0.0.1", at), path);
    }

    @ParameterizedTest
    @EnumSource
    void servesOverKeptConnections(Via via) throws Exception {
        try (Transport transport = via.open(TransportSettings.defaults())) {
            for (String path : List.of("/", "/chunks")) {
                Crowd crowd = Crowd.send(transport, get(port, path), 10, 50);
                assertThat(crowd.outcomes()).isEqualTo(Map.of("200 HTTP/1.1 " + (path.equals("/") ? 2 : 13), 500));
                assertThat(crowd.retried()).isZero();
                if (via == Via.SOCKET) {
                    assertThat(crowd.reused()).isEqualTo(490);
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersAsItUsuallyDoes(Via via) throws Exception {
        try (Transport transport = via.open(TransportSettings.defaults());
                Channel channel = transport.open()) {
            Exchange exchange = new Exchange();
            byte[] large = new byte[300_000];

            channel.exchange(get(port, "/chunks"), exchange);
            assertThat(exchange.header("transfer-encoding")).isEqualTo("chunked");
            assertThat(exchange.bodyText()).isEqualTo("one two three");

            channel.exchange(get(port, "/echo").method("POST").body(large), exchange);
            assertThat(exchange.bodyBytes()).isEqualTo(large);

            channel.exchange(get(port, "/length").method("PUT").body(large), exchange);
            assertThat(exchange.bodyText()).isEqualTo("300000");

            // Node answers "100 Continue" first
            channel.exchange(
                    get(port, "/length")
                            .method("POST")
                            .header("Expect", "100-continue")
                            .body(large),
                    exchange);
            assertThat(exchange.bodyText()).isEqualTo("300000");

            if (via == Via.SOCKET) { // the client knows no other expectation
                channel.exchange(
                        get(port, "/")
                                .method("POST")
                                .header("Expect", "miracles")
                                .body(new byte[9]),
                        exchange);
                assertThat(exchange.status()).isEqualTo(417);
            }

            channel.exchange(get(port, "/hints"), exchange);
            assertThat(exchange.bodyText()).isEqualTo("ok");

            channel.exchange(get(port, "/").method("HEAD"), exchange);
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.bodySize()).isZero();

            channel.exchange(get(port, "/nothing"), exchange);
            assertThat(exchange.status()).isEqualTo(204);

            channel.exchange(get(port, "/").header("X", "x".repeat(20_000)), exchange);
            assertThat(exchange.status()).isEqualTo(431);

            channel.exchange(get(port, "/close"), exchange);
            assertThat(exchange.closedByPeer()).isTrue();

            assertThat(Crowd.outcome(channel, get(port, "/destroy"), exchange)).startsWith("premature_end: ");

            channel.exchange(get(port, "/"), exchange);
            assertThat(exchange.bodyText()).isEqualTo("ok");
            exchange.release();
        }
    }

    /** Five seconds by default, which no test can hasten; over both transports at the same time. */
    @Test
    void survivesThatNodeEndsIdleConnections() throws Exception {
        try (Transport socket = Via.SOCKET.open(TransportSettings.defaults());
                Transport jdk = Via.JDK.open(TransportSettings.defaults());
                Channel ofSocket = socket.open();
                Channel ofJdk = jdk.open()) {
            Exchange exchange = new Exchange();
            for (Channel channel : List.of(ofSocket, ofJdk)) {
                channel.exchange(get(port, "/rest"), exchange);
            }
            node.awaitOutput("closed", 2);
            for (Channel channel : List.of(ofSocket, ofJdk)) {
                channel.exchange(get(port, "/"), exchange);
                assertThat(exchange.bodyText()).isEqualTo("ok");
                assertThat(exchange.retried()).isFalse(); // Node had announced it
                assertThat(exchange.reused()).isFalse();
            }
            exchange.release();
        }
    }

    @ParameterizedTest
    @EnumSource
    void survivesTheRaceAtTheEndOfAnIdleConnection(Via via) throws Exception {
        try (Transport transport = via.open(TransportSettings.defaults())) {
            Crowd crowd = Crowd.sendAsConnectionsEnd(transport, get(shortLived, "/"));
            crowd.assertSurvived(via, "200 HTTP/1.1 2", 400);
        }
    }

    /** What must not be repeated may fail in this race, and is never sent twice. */
    @ParameterizedTest
    @EnumSource
    void repeatsNoPostInTheSameRace(Via via) throws Exception {
        try (Transport transport = via.open(TransportSettings.defaults());
                Channel channel = transport.open()) {
            Exchange exchange = new Exchange();
            for (int round = 0; round < 20; round++) {
                WireRequest post = get(shortLived, "/once")
                        .method("POST")
                        .header("X-Id", via + "-" + round)
                        .body(new byte[9]);
                String outcome = Crowd.outcome(channel, post, exchange);
                assertThat(outcome.split(":")[0]).isIn("200 HTTP/1.1 2", "premature_end", "reset");
                LockSupport.parkNanos(18_000_000 + round * 200_000L);
            }
            exchange.release();
        }
        assertThat(node.output()).doesNotContain("seen twice");
    }
}
