package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perf.engine.internal.http.transport.WireRequest.ResponseBody;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.net.ssl.SSLContext;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Headers;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every transport does, whatever it is made of. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class TransportContract {

    private static final Duration SHORT = Duration.ofMillis(200);
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final MockWebServer server = new MockWebServer();
    private final Exchange exchange = new Exchange();
    private Transport transport;
    private Channel channel;

    abstract Transport transport(TransportSettings settings);

    @BeforeEach
    void open() throws IOException {
        server.start();
        use(TransportSettings.defaults());
    }

    @AfterEach
    void close() {
        channel.close();
        transport.close();
        server.close();
    }

    void use(TransportSettings settings) {
        if (transport != null) {
            transport.close();
        }
        transport = transport(settings);
        channel = transport.open();
    }

    Channel channel() {
        return channel;
    }

    Exchange exchange() {
        return exchange;
    }

    MockWebServer server() {
        return server;
    }

    Origin origin() {
        return new Origin(Scheme.HTTP, server.getHostName(), server.getPort());
    }

    WireRequest get(String path) {
        return new WireRequest(origin(), "GET", path);
    }

    WireRequest get(RawServer raw) {
        return new WireRequest(raw.origin(), "GET", "/");
    }

    void send(WireRequest request) throws TransportException, InterruptedException {
        channel.exchange(request, exchange);
    }

    TransportException failure(WireRequest request) {
        return catchThrowableOfType(TransportException.class, () -> send(request));
    }

    private void enqueue(int code, String body) {
        server.enqueue(new MockResponse(code, Headers.EMPTY, body));
    }

    // --- responses

    @ParameterizedTest
    @ValueSource(ints = {200, 201, 302, 404, 429, 500, 503})
    void reportsTheStatusAndFollowsNothing(int code) throws Exception {
        server.enqueue(new MockResponse.Builder()
                .code(code)
                .addHeader("Location", "/elsewhere")
                .build());
        send(get("/"));
        assertThat(exchange.status()).isEqualTo(code);
        assertThat(exchange.version()).isEqualTo(HttpVersion.HTTP_1_1);
        assertThat(exchange.timing().phase()).isEqualTo(Phase.COMPLETE);
        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void findsHeadersInAnyCase() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .addHeader("X-Token", "abc")
                .addHeader("set-cookie", "a=1")
                .addHeader("Set-Cookie", "b=2")
                .build());
        send(get("/"));
        assertThat(exchange.header("x-token")).isEqualTo("abc");
        assertThat(exchange.header("X-TOKEN")).isEqualTo("abc");
        assertThat(exchange.headers("Set-Cookie")).containsExactly("a=1", "b=2");
        assertThat(exchange.header("X-Tok")).isNull();
        assertThat(exchange.headers("nothing")).isEmpty();
    }

    @Test
    void keepsABodyAsText() throws Exception {
        server.enqueue(new MockResponse.Builder()
                .addHeader("Content-Type", "text/plain; charset=ISO-8859-1")
                .body(new Buffer().write("gr\u00fcn".getBytes(StandardCharsets.ISO_8859_1)))
                .build());
        send(get("/").responseBody(ResponseBody.KEEP));
        assertThat(exchange.bodyText()).isEqualTo("gr\u00fcn");
        assertThat(exchange.bodySize()).isEqualTo(4);
    }

    @Test
    void keepsAnEmptyBody() throws Exception {
        enqueue(200, "");
        send(get("/").responseBody(ResponseBody.KEEP));
        assertThat(exchange.bodyText()).isEmpty();
        assertThat(exchange.bodySize()).isZero();
    }

    @Test
    void countsABodyThatIsNotKept() throws Exception {
        enqueue(200, "hello");
        send(get("/"));
        assertThat(exchange.bodySize()).isEqualTo(5);
        assertThat(exchange.bodyBytes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7_000, 8_192, 65_536, 100_000, 1_500_000})
    void readsLargeBodies(int size) throws Exception {
        String body = pattern(size);
        enqueue(200, body);
        server.enqueue(new MockResponse.Builder().chunkedBody(body, 1000).build());
        enqueue(200, body);
        server.enqueue(new MockResponse.Builder().chunkedBody(body, 70_000).build());
        for (int i = 0; i < 2; i++) {
            send(get("/").responseBody(ResponseBody.KEEP));
            assertThat(exchange.bodyText()).isEqualTo(body);
            assertThat(exchange.bodySize()).isEqualTo(size);
        }
        for (int i = 0; i < 2; i++) {
            send(get("/"));
            assertThat(exchange.bodySize()).isEqualTo(size);
            assertThat(exchange.bodyLength()).isZero();
            assertThat(exchange.bytesReceived()).isGreaterThan(size);
        }
    }

    @Test
    void readsABodyThatEndsWithTheConnection() throws Exception {
        try (RawServer raw = RawServer.answeringOnce("HTTP/1.1 200 OK\r\n\r\nall there is")) {
            send(get(raw).responseBody(ResponseBody.KEEP));
            assertThat(exchange.bodyText()).isEqualTo("all there is");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\nContent-Length: 10\r\n\r\n"
            })
    void expectsNoBodyWhereThereIsNone(String response) throws Exception {
        try (RawServer raw = RawServer.answering(response)) {
            send(get(raw));
            send(get(raw));
            assertThat(exchange.bodySize()).isZero();
            assertThat(raw.connections()).isEqualTo(1);
        }
    }

    @Test
    void expectsNoBodyAfterHead() throws Exception {
        try (RawServer raw = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")) {
            WireRequest head = new WireRequest(raw.origin(), "HEAD", "/");
            send(head);
            send(head);
            assertThat(exchange.header("content-length")).isEqualTo("1000");
            assertThat(exchange.bodySize()).isZero();
            assertThat(raw.connections()).isEqualTo(1);
        }
    }

    @Test
    void skipsInterimResponses() throws Exception {
        try (RawServer raw = RawServer.answering("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK)) {
            send(get(raw).responseBody(ResponseBody.KEEP));
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.header("link")).isNull();
            assertThat(exchange.bodyText()).isEqualTo("ok");
        }
    }

    @Test
    void forgetsTheBodyWhenReleased() throws Exception {
        server.enqueue(new MockResponse(200, Headers.of("X-A", "1"), "hello"));
        send(get("/").responseBody(ResponseBody.KEEP));
        exchange.release();
        exchange.release();
        assertThat(exchange.bodyText()).isEmpty();
        assertThat(exchange.header("x-a")).isNull();
        assertThat(exchange.status()).isEqualTo(200);
        assertThat(exchange.bodySize()).isEqualTo(5);
    }

    // --- requests

    @Test
    void sendsHeadersAsGiven() throws Exception {
        enqueue(200, "");
        send(get("/a/b?c=d%20e")
                .headers(HeaderBlock.of(List.of(new HeaderField("User-Agent", "perf"), new HeaderField("X-A", "1"))))
                .header("X-A", "2")
                .header("X-B", ""));
        RecordedRequest request = server.takeRequest();
        assertThat(request.getMethod()).isEqualTo("GET");
        assertThat(request.getTarget()).isEqualTo("/a/b?c=d%20e");
        assertThat(request.getHeaders().get("Host")).isEqualTo(origin().authority());
        assertThat(request.getHeaders().get("User-Agent")).isEqualTo("perf");
        assertThat(request.getHeaders().values("X-A")).containsExactly("1", "2");
        assertThat(request.getHeaders().get("X-B")).isEmpty();
        assertThat(exchange.bytesSent()).isGreaterThan(80);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8_000, 8_192, 300_000})
    void sendsABodyWithItsLength(int size) throws Exception {
        String body = pattern(size);
        enqueue(200, "");
        byte[] bytes = (body + "not this").getBytes(StandardCharsets.ISO_8859_1);
        send(new WireRequest(origin(), "POST", "/").body(bytes, size));
        RecordedRequest request = server.takeRequest();
        assertThat(request.getHeaders().get("Content-Length")).isEqualTo(String.valueOf(size));
        assertThat(request.getBody().utf8()).isEqualTo(body);
        assertThat(exchange.bytesSent()).isGreaterThan(size);
    }

    @Test
    void statesThatAPostHasNoBody() throws Exception {
        enqueue(200, "");
        send(new WireRequest(origin(), "POST", "/"));
        assertThat(server.takeRequest().getHeaders().get("Content-Length")).isEqualTo("0");
    }

    // --- connections

    @Test
    void keepsTheConnection() throws Exception {
        try (RawServer raw = RawServer.answering(OK)) {
            for (int i = 0; i < 5; i++) {
                send(get(raw));
            }
            assertThat(raw.connections()).isEqualTo(1);
            assertThat(exchange.closedByPeer()).isFalse();
            assertThat(exchange.retried()).isFalse();
        }
    }

    @Test
    void honoursThatTheServerEndsTheConnection() throws Exception {
        try (RawServer raw =
                RawServer.answeringOnce("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok")) {
            send(get(raw));
            assertThat(exchange.closedByPeer()).isTrue();
            send(get(raw));
            assertThat(raw.connections()).isEqualTo(2);
        }
    }

    @Test
    void goesOnAfterAFailure() throws Exception {
        try (RawServer raw = new RawServer(peer -> {
            peer.readHead();
            peer.write(peer.number() == 1 ? "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1" : OK);
        })) {
            assertThat(failure(get(raw)).kind()).isEqualTo(ErrorKind.PREMATURE_END);
            send(get(raw));
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.bodySize()).isEqualTo(2);
        }
    }

    // --- failures

    @Test
    void timesOutWaiting() throws Exception {
        try (RawServer raw = new RawServer(RawServer.Peer::awaitClose)) {
            TransportException e = failure(get(raw).limits(ExchangeLimits.DEFAULT.withRequestTimeout(SHORT)));
            assertThat(e.kind()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(e)
                    .hasMessage(raw.hostAndPort()
                            + ": no whole response within 200ms (waiting); raise the timeout or look at the server");
            assertThat(exchange.status()).isZero();
            assertThat(exchange.timing().phase()).isEqualTo(Phase.WAITING);
            assertThat(exchange.timing().waitingNanos()).isPositive();
            assertThat(exchange.timing().durationNanos()).isGreaterThanOrEqualTo(SHORT.toNanos());
        }
    }

    @Test
    void timesOutWithinTheBody() throws Exception {
        try (RawServer raw = new RawServer(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123");
            peer.awaitClose();
        })) {
            TransportException e = failure(get(raw).limits(ExchangeLimits.DEFAULT.withRequestTimeout(SHORT)));
            assertThat(e.kind()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(e)
                    .hasMessage(raw.hostAndPort()
                            + ": no whole response within 200ms (receiving); raise the timeout or look at the server");
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(exchange.timing().phase()).isEqualTo(Phase.RECEIVING);
        }
    }

    @Test
    void timesOutWithoutAFirstByte() throws Exception {
        try (RawServer raw = new RawServer(RawServer.Peer::awaitClose)) {
            TransportException e = failure(get(raw).limits(ExchangeLimits.DEFAULT.withFirstByteTimeout(SHORT)));
            assertThat(e.kind()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(e)
                    .hasMessage(raw.hostAndPort()
                            + ": no byte of the response within the firstByteTimeout of 200ms; raise it or look at the"
                            + " server");
            assertThat(exchange.timing().phase()).isEqualTo(Phase.WAITING);
            assertThat(exchange.timing().waitingNanos()).isGreaterThanOrEqualTo(SHORT.toNanos());
        }
    }

    @Test
    void endsWithTheWholeRequestWhereThatEndsFirst() throws Exception {
        try (RawServer raw = new RawServer(RawServer.Peer::awaitClose)) {
            TransportException e = failure(get(raw).limits(ExchangeLimits.DEFAULT
                    .withRequestTimeout(SHORT)
                    .withFirstByteTimeout(Duration.ofSeconds(10))));
            assertThat(e)
                    .hasMessage(raw.hostAndPort()
                            + ": no whole response within 200ms (waiting); raise the timeout or look at the server");
        }
    }

    @Test
    void timesOutWithoutAFirstByteOfTheAnswerToAnUpload() throws Exception {
        try (RawServer raw = new RawServer(RawServer.Peer::awaitClose)) {
            WireRequest upload = new WireRequest(raw.origin(), "POST", "/")
                    .body(new byte[Upload.LONG + 1])
                    .limits(ExchangeLimits.DEFAULT.withFirstByteTimeout(SHORT));
            TransportException e = failure(upload);
            assertThat(e.kind()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(e.getMessage()).contains("within the firstByteTimeout of 200ms");
        }
    }

    @Test
    void limitsTheFirstByteAloneAndNotThoseAfterIt() throws Exception {
        ShiftedClock clock = new ShiftedClock();
        use(TransportSettings.defaults().withNanoClock(clock));
        CountDownLatch later = new CountDownLatch(1);
        try (RawServer raw = new RawServer(peer -> {
            while (peer.readHead()) {
                peer.write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n");
                later.await();
                peer.write("ok");
            }
        })) {
            WireRequest request = get(raw).limits(ExchangeLimits.DEFAULT.withFirstByteTimeout(Duration.ofSeconds(20)));
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            CountDownLatch begun = new CountDownLatch(1);
            request.responseBody((head, body) -> {
                begun.countDown();
                body.readAllBytes();
            });
            Thread.ofVirtual().start(() -> outcome.complete(outcomeOf(request)));
            begun.await();
            clock.advanceAndEnforce(Duration.ofSeconds(30));
            later.countDown();
            assertThat(outcome.get()).hasMessage("a response came");
            assertThat(exchange.status()).isEqualTo(200);
        }
    }

    @Test
    void failsAFirstByteThatCameAfterItsTime() throws Exception {
        AtomicLong now = new AtomicLong();
        use(TransportSettings.defaults().withNanoClock(now::get));
        CompletableFuture<WireRequest> request = new CompletableFuture<>();
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread client = Thread.ofVirtual().start(() -> outcome.complete(outcomeOf(request.join())));
        try (RawServer raw = new RawServer(peer -> {
            while (peer.readHead()) {
                // Its time begins when the request is sent, which it may not have noticed yet.
                Eventually.isTrue(() -> isWaiting(client), () -> "the client does not wait");
                now.addAndGet(Duration.ofMillis(1001).toNanos());
                peer.write(OK);
            }
        })) {
            request.complete(get(raw).limits(ExchangeLimits.DEFAULT.withFirstByteTimeout(Duration.ofSeconds(1))));
            assertThat(outcome.get()).isInstanceOfSatisfying(TransportException.class, e -> {
                assertThat(e.kind()).isEqualTo(ErrorKind.TIMEOUT);
                assertThat(e.getMessage()).contains("within the firstByteTimeout of 1s");
            });
            send(get(raw)); // which has no such limit
            assertThat(exchange.status()).isEqualTo(200);
        }
    }

    /** Tells whether a virtual thread waits, or has nothing more to wait for. */
    private static boolean isWaiting(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, TERMINATED -> true;
            case NEW, RUNNABLE, BLOCKED -> false;
        };
    }

    @Test
    void tellsARefusal() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        TransportException e = failure(new WireRequest(new Origin(Scheme.HTTP, "127.0.0.1", port), "GET", "/"));
        assertThat(e.kind()).isEqualTo(ErrorKind.CONNECT_REFUSED);
        assertThat(e)
                .hasMessage("127.0.0.1:" + port
                        + ": connection refused; is the server running and listening on this port?");
    }

    @Test
    void tellsAReset() throws Exception {
        try (RawServer raw = new RawServer(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123");
            peer.reset();
        })) {
            assertThat(failure(get(raw)).kind()).isEqualTo(ErrorKind.RESET);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "HTT",
                "HTTP/1.1 200 OK\r\nContent-Le",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n12345678",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n123",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n12345\r\n"
            })
    void tellsAPrematureEnd(String response) throws Exception {
        try (RawServer raw = RawServer.answeringOnce(response)) {
            TransportException e = failure(get(raw));
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(ErrorKind.PREMATURE_END);
            assertThat(e.getMessage()).startsWith(raw.hostAndPort() + ": ");
            assertThat(exchange.timing().phase()).isNotEqualTo(Phase.COMPLETE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SSH-2.0-OpenSSH_9.2p1\r\n\r\n",
                "HTTP/1.1 abc\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n"
            })
    void tellsThatAnAnswerIsNotHttp(String response) throws Exception {
        try (RawServer raw = RawServer.answeringOnce(response)) {
            TransportException e = failure(get(raw));
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(ErrorKind.PROTOCOL);
        }
    }

    @Test
    void refusesABodyBeyondTheLimit() throws Exception {
        enqueue(200, pattern(1001));
        server.enqueue(
                new MockResponse.Builder().chunkedBody(pattern(1001), 100).build());
        enqueue(200, pattern(1001));
        enqueue(200, pattern(1000));
        String place = origin().hostAndPort();
        WireRequest kept =
                get("/").responseBody(ResponseBody.KEEP).limits(ExchangeLimits.DEFAULT.withMaxKeptBytes(1000));
        for (int i = 0; i < 2; i++) {
            TransportException e = failure(kept);
            assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT);
            assertThat(e)
                    .hasMessage(place
                            + ": response body longer than the 1000 bytes that are kept; raise the limit or"
                            + " discard the body");
        }
        TransportException e = failure(get("/").limits(ExchangeLimits.DEFAULT.withMaxBodyBytes(1000)));
        assertThat(e).hasMessage(place + ": response body longer than 1000 bytes; raise the limit");
        send(kept);
        assertThat(exchange.bodyLength()).isEqualTo(1000);
    }

    @Test
    void forgetsTheExchangeBefore() throws Exception {
        enqueue(200, "hello");
        send(get("/").responseBody(ResponseBody.KEEP));
        try (RawServer raw = RawServer.answeringOnce("")) {
            failure(get(raw));
        }
        assertThat(exchange.status()).isZero();
        assertThat(exchange.bodySize()).isZero();
        assertThat(exchange.bodyText()).isEmpty();
        assertThat(exchange.header("content-length")).isNull();
        assertThat(exchange.bytesReceived()).isZero();
    }

    // --- stopping

    @Test
    void stopsWhenInterruptedWhileWaiting() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (RawServer raw = new RawServer(peer -> {
            if (peer.number() > 1) {
                peer.readHead();
                peer.write(OK);
                return;
            }
            peer.readHead();
            peer.awaitClose();
            closed.countDown();
        })) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread user = Thread.ofVirtual().start(() -> outcome.complete(outcomeOf(get(raw))));
            raw.takeHead();
            user.interrupt();
            assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
            closed.await();
            assertThat(exchange.timing().phase()).isEqualTo(Phase.WAITING);
            send(get(raw));
            assertThat(exchange.status()).isEqualTo(200);
        }
    }

    @Test
    void doesNotEvenStartWhenInterrupted() throws Exception {
        try (RawServer raw = RawServer.answering(OK)) {
            Thread.currentThread().interrupt();
            assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> send(get(raw)));
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            assertThat(raw.connections()).isZero();
        }
    }

    @Test
    void abortsWhatIsInFlightWhenClosed() throws Exception {
        try (RawServer raw = new RawServer(peer -> {
            peer.readHead();
            peer.awaitClose();
        })) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread.ofVirtual().start(() -> outcome.complete(outcomeOf(get(raw))));
            raw.takeHead();
            transport.close();
            transport.close();
            assertThat(outcome.get())
                    .isInstanceOf(TransportException.class)
                    .hasMessage(raw.hostAndPort() + ": the transport was closed");
        }
        assertThat(failure(get("/"))).hasMessage(origin().hostAndPort() + ": the transport was closed");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(transport::open)
                .withMessage("transport is closed");
    }

    @Test
    void refusesAClosedChannel() {
        channel.close();
        channel.close();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> send(get("/")))
                .withMessage("channel is closed");
    }

    @Test
    void servesManyUsersAtOnce() throws Exception {
        try (RawServer raw = RawServer.answering("HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc")) {
            List<CompletableFuture<Void>> users = IntStream.range(0, 50)
                    .mapToObj(i -> CompletableFuture.runAsync(
                            () -> hundredTimes(raw), task -> Thread.ofVirtual().start(task)))
                    .toList();
            CompletableFuture.allOf(users.toArray(CompletableFuture[]::new)).get();
        }
    }

    private void hundredTimes(RawServer raw) {
        try (Channel own = transport.open()) {
            Exchange mine = new Exchange();
            for (int i = 0; i < 100; i++) {
                own.exchange(get(raw).responseBody(ResponseBody.KEEP), mine);
                assertThat(mine.bodyText()).isEqualTo("abc");
            }
        } catch (TransportException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Throwable outcomeOf(WireRequest request) {
        try {
            send(request);
            return new AssertionError("a response came");
        } catch (TransportException | InterruptedException e) {
            return e;
        }
    }

    // --- TLS

    private WireRequest getOverTls(TestTls certificate) {
        server.useHttps(certificate.context().getSocketFactory());
        server.enqueue(new MockResponse(200, Headers.EMPTY, "secret"));
        return new WireRequest(new Origin(Scheme.HTTPS, "localhost", server.getPort()), "GET", "/")
                .responseBody(ResponseBody.KEEP);
    }

    private static TransportSettings trusting(TestTls certificate) {
        SSLContext context = certificate.context();
        return TransportSettings.defaults().withTls(TlsSettings.verified(context));
    }

    @Test
    void speaksTls() throws Exception {
        use(trusting(TestTls.LOCALHOST));
        WireRequest request = getOverTls(TestTls.LOCALHOST);
        send(request);
        assertThat(exchange.bodyText()).isEqualTo("secret");
        server.enqueue(new MockResponse(200, Headers.EMPTY, pattern(100_000)));
        send(request);
        assertThat(exchange.bodyText()).isEqualTo(pattern(100_000));
        assertThat(server.takeRequest().getConnectionIndex()).isZero();
        RecordedRequest second = server.takeRequest();
        assertThat(second.getConnectionIndex()).isZero();
        assertThat(second.getExchangeIndex()).isEqualTo(1);
    }

    @Test
    void refusesACertificateNobodyTrusts() {
        WireRequest request = getOverTls(TestTls.LOCALHOST);
        TransportException e = failure(request);
        assertThat(e.kind()).as(e.getMessage()).isEqualTo(ErrorKind.TLS);
        assertThat(e.getMessage())
                .startsWith("localhost:" + server.getPort() + ": TLS failed (")
                .endsWith("); check the certificate's names and who signed it");
    }

    @Test
    void refusesACertificateForAnotherName() {
        use(trusting(TestTls.ELSEWHERE));
        WireRequest request = getOverTls(TestTls.ELSEWHERE);
        assertThat(failure(request).kind()).isEqualTo(ErrorKind.TLS);
    }

    @Test
    void acceptsAnyCertificateWhenInsecure() throws Exception {
        use(TransportSettings.defaults().withTls(TlsSettings.insecure()));
        send(getOverTls(TestTls.ELSEWHERE));
        assertThat(exchange.bodyText()).isEqualTo("secret");
    }

    @Test
    void tellsThatAPortDoesNotSpeakTls() throws Exception {
        try (RawServer raw = new RawServer(peer -> {
            peer.skip(1);
            peer.write("HTTP/1.1 400 Bad Request\r\n\r\n");
            peer.awaitClose();
        })) {
            Origin secure = new Origin(Scheme.HTTPS, "127.0.0.1", raw.origin().port());
            assertThat(failure(new WireRequest(secure, "GET", "/")).kind()).isEqualTo(ErrorKind.TLS);
        }
    }

    static String pattern(int size) {
        StringBuilder text = new StringBuilder(size);
        for (int i = 0; i < size; i++) {
            text.append((char) ('a' + i % 23));
        }
        return text.toString();
    }
}
