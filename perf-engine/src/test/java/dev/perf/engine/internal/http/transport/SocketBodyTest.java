package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.http.transport.WireRequest.ResponseBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SocketBodyTest extends BodyContract {

    @Override
    Transport transport(TransportSettings settings) {
        return new SocketTransport(settings);
    }

    @Test
    void framesChunksAsTheStandardHasThem() throws Exception {
        try (RawServer raw = new RawServer(peer -> {
            peer.readHead();
            byte[] wire = peer.input().readNBytes(30);
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 30\r\n\r\n" + new String(wire, StandardCharsets.ISO_8859_1));
        })) {
            send(post(raw).stream(body(bytes(20), false)).responseBody(ResponseBody.KEEP));
            assertThat(raw.takeHead())
                    .isEqualTo(
                            "POST / HTTP/1.1\r\nHost: " + raw.hostAndPort() + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            assertThat(exchange().bodyText()).isEqualTo("14\r\nabcdefghijklmnopqrst\r\n0\r\n\r\n".substring(0, 30));
        }
    }

    @Test
    void hearsAnAnswerGivenBeforeTheBodyWasRead() throws Exception {
        try (RawServer raw = new RawServer(peer -> {
            peer.readHead();
            peer.skip(1000);
            peer.write("HTTP/1.1 413 Too Large\r\nContent-Length: 3\r\n\r\nbig");
        })) {
            for (int i = 0; i < 20; i++) {
                send(post(raw).stream(endless()).responseBody(ResponseBody.KEEP));
                assertThat(exchange().status()).isEqualTo(413);
                assertThat(exchange().bodyText()).isEqualTo("big");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void hearsAnErrorThoughTheServerNeitherReadsNorCloses(boolean streamed) throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        try (RawServer raw = new RawServer(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 2\r\n\r\nno");
            heard.await();
        })) {
            WireRequest request = post(raw).responseBody(ResponseBody.KEEP);
            send(streamed ? request.stream(endless()) : request.body(new byte[100 << 20]));
            heard.countDown();
            assertThat(exchange().status()).isEqualTo(401);
            assertThat(exchange().bodyText()).isEqualTo("no");
            assertThat(exchange().bytesSent()).isLessThan(100 << 20);
        }
    }

    @Test
    void sendsTheWholeBodyToAServerThatAnswersSuccessEarly() throws Exception {
        try (RawServer raw = new RawServer(peer -> {
            String head = peer.head();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n");
            int size = readBody(head, peer.input()).length;
            peer.write(String.valueOf(size));
        })) {
            send(post(raw).stream(body(bytes(1_000_000), false)).responseBody(ResponseBody.KEEP));
            assertThat(exchange().bodyText()).isEqualTo("1000000");
        }
    }

    @Test
    void hearsAServerThatHangsUpWithinABodyInMemory() throws Exception {
        try (RawServer raw = new RawServer(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 413 Too Large\r\nConnection: close\r\nContent-Length: 3\r\n\r\nbig");
        })) {
            for (int i = 0; i < 20; i++) {
                send(post(raw).body(new byte[Upload.LONG]).responseBody(ResponseBody.KEEP));
                assertThat(exchange().status()).isEqualTo(413);
                assertThat(exchange().bodyText()).isEqualTo("big");
            }
        }
    }

    @Test
    void sendsWithoutLeaveWhenNoneHasComeForASecond() throws Exception {
        try (RawServer raw = taking()) {
            send(post(raw).body(bytes(10)).expectContinue(true));
            assertThat(exchange().status()).isEqualTo(200);
            assertThat(exchange().timing().sendingNanos())
                    .isGreaterThanOrEqualTo(Duration.ofSeconds(1).toNanos());
        }
    }

    @Test
    void closesAConnectionWhoseBodyWasSpared() throws Exception {
        try (RawServer raw = new RawServer(peer -> {
            while (peer.readHead()) {
                peer.write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n");
            }
        })) {
            send(post(raw).body(bytes(10)).expectContinue(true));
            send(post(raw).body(bytes(10)).expectContinue(true));
            assertThat(raw.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void retriesOnADeadConnectionOnlyWhatCanBeSentAgain(boolean repeatable) throws Exception {
        AtomicInteger opened = new AtomicInteger();
        try (RawServer raw = new RawServer(peer -> {
            String head = peer.head();
            while (head != null) {
                readBody(head, peer.input());
                peer.write(OK);
                head = peer.head();
                if (peer.number() == 1) {
                    return;
                }
            }
        })) {
            send(get(raw));
            WireRequest put = new WireRequest(raw.origin(), "PUT", "/").stream(body(10, repeatable, () -> {
                opened.incrementAndGet();
                return new ByteArrayInputStream(bytes(10));
            }));
            if (repeatable) {
                send(put);
                assertThat(exchange().status()).isEqualTo(200);
                assertThat(exchange().retried()).isTrue();
                assertThat(opened).hasValue(2);
            } else {
                assertThat(failure(put).kind()).isIn(ErrorKind.PREMATURE_END, ErrorKind.RESET);
                assertThat(opened).hasValue(1);
            }
        }
    }

    @Test
    void stallsInTheSendingPhase() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (RawServer raw = new RawServer(peer -> {
            peer.readHead();
            over.await();
        })) {
            TransportException e = failure(post(raw).stream(endless())
                    .limits(ExchangeLimits.DEFAULT.withRequestTimeout(Duration.ofMillis(300))));
            over.countDown();
            assertThat(e)
                    .hasMessage(raw.hostAndPort()
                            + ": no whole response within 300ms (sending); raise the timeout or look at the server");
            assertThat(exchange().timing().phase()).isEqualTo(Phase.SENDING);
        }
    }

    @Test
    void streamsOverTls() throws Exception {
        byte[] body = bytes(5_000_000);
        try (MockWebServer server = new MockWebServer();
                Transport transport = transport(
                        TransportSettings.defaults().withTls(TlsSettings.verified(TestTls.LOCALHOST.context())));
                Channel channel = transport.open()) {
            server.useHttps(TestTls.LOCALHOST.context().getSocketFactory());
            server.start();
            server.enqueue(new MockResponse.Builder()
                    .add100Continue()
                    .body(new Buffer().write(body))
                    .build());
            WireRequest post = new WireRequest(new Origin(Scheme.HTTPS, "localhost", server.getPort()), "POST", "/");
            byte[][] taken = new byte[1][];
            channel.exchange(
                    post.stream(body(body, false))
                            .expectContinue(true)
                            .responseBody((head, stream) -> taken[0] = stream.readAllBytes()),
                    exchange());
            assertThat(server.takeRequest().getBody().toByteArray()).isEqualTo(body);
            assertThat(taken[0]).isEqualTo(body);
        }
    }

    @Test
    void hearsAnErrorOverTls() throws Exception {
        CountDownLatch heard = new CountDownLatch(1);
        try (ServerSocket server = TestTls.LOCALHOST
                        .context()
                        .getServerSocketFactory()
                        .createServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Transport transport = transport(
                        TransportSettings.defaults().withTls(TlsSettings.verified(TestTls.LOCALHOST.context())));
                Channel channel = transport.open()) {
            Thread.ofVirtual().start(() -> {
                try (Socket peer = server.accept()) {
                    peer.getInputStream().readNBytes(1000);
                    peer.getOutputStream()
                            .write("HTTP/1.1 401 No\r\nContent-Length: 2\r\n\r\nno"
                                    .getBytes(StandardCharsets.US_ASCII));
                    heard.await();
                } catch (IOException | InterruptedException gone) {
                    // the client sees that from its own side
                }
            });
            Origin secure = new Origin(Scheme.HTTPS, "localhost", server.getLocalPort());
            channel.exchange(
                    new WireRequest(secure, "POST", "/").stream(endless()).responseBody(ResponseBody.KEEP), exchange());
            heard.countDown();
            assertThat(exchange().status()).isEqualTo(401);
            assertThat(exchange().bodyText()).isEqualTo("no");
        }
    }
}
