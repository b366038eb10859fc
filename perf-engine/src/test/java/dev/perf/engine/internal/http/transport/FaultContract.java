package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.http.transport.WireRequest.ResponseBody;
import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever a server does, a request ends in time and with one outcome, leaves nothing behind, and the next one, over
 * the same channel, is served as if nothing had happened.
 */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class FaultContract {

    /** Far longer than any fault takes to show, and than a stall is waited for. */
    private static final ExchangeLimits PATIENT = ExchangeLimits.DEFAULT.withRequestTimeout(Duration.ofSeconds(5));

    private static final ExchangeLimits IMPATIENT = ExchangeLimits.DEFAULT.withRequestTimeout(Duration.ofMillis(600));
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private static long socketsBefore;

    private final LentBuffers lent = new LentBuffers();
    private final Exchange exchange = new Exchange();
    private @Nullable Transport transport;
    private @Nullable Channel channel;

    abstract Transport transport(TransportSettings settings, Buffers buffers);

    abstract int watched(Transport transport);

    abstract String expected(Fault fault);

    abstract String expected(Stall stall);

    private void use(TransportSettings settings) {
        transport = transport(settings, lent.buffers);
        channel = transport.open();
    }

    private static TransportSettings settings(Scheme scheme) {
        return scheme == Scheme.HTTP
                ? TransportSettings.defaults()
                : TransportSettings.defaults().withTls(TlsSettings.verified(TestTls.LOCALHOST.context()));
    }

    private static @Nullable SSLContext context(Scheme scheme) {
        return scheme == Scheme.HTTP ? null : TestTls.LOCALHOST.context();
    }

    @BeforeAll
    static void countSockets() throws IOException {
        try (RawServer raw = RawServer.answering(OK);
                Socket socket = new Socket("127.0.0.1", raw.origin().port())) {
            socket.shutdownOutput(); // the JDK keeps a socket of its own, open from the first use on
        }
        socketsBefore = Descriptors.sockets();
    }

    @AfterAll
    static void leavesNoSocketOpen() {
        Descriptors.assertNoMoreThan(socketsBefore);
    }

    @AfterEach
    void leavesNothingBehind() {
        if (channel != null && transport != null) {
            channel.close();
            exchange.release();
            lent.assertAllCameBack();
            assertThat(watched(transport)).isZero();
            transport.close();
        }
    }

    /** Status and body, or the error's tag. */
    private static String outcome(Channel channel, WireRequest request, Exchange exchange) {
        try {
            channel.exchange(request, exchange);
            return exchange.status() + " " + exchange.bodyText();
        } catch (TransportException e) {
            assertThat(e.getMessage()).startsWith(request.origin().hostAndPort() + ": ");
            assertThat(exchange.timing().phase()).isNotEqualTo(Phase.COMPLETE);
            return e.kind().tag();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String outcome(WireRequest request) {
        return outcome(channel, request, exchange);
    }

    private static WireRequest request(Origin origin, String method, String path) {
        return new WireRequest(origin, method, path)
                .responseBody(ResponseBody.KEEP)
                .limits(PATIENT);
    }

    // --- what the server says

    /** All at once, since some take their whole time. */
    @TestFactory
    Stream<DynamicTest> hasOneOutcomeAndGoesOn() {
        use(TransportSettings.defaults());
        List<Map.Entry<Fault, CompletableFuture<Void>>> running = FaultTable.all()
                .map(fault ->
                        Map.entry(fault, CompletableFuture.runAsync(() -> check(fault), Thread::startVirtualThread)))
                .toList();
        return running.stream()
                .map(each -> DynamicTest.dynamicTest(
                        each.getKey().name(), () -> each.getValue().join()));
    }

    private void check(Fault fault) {
        String expected = expected(fault);
        ExchangeLimits limits = expected.equals("timeout") ? IMPATIENT : PATIENT;
        try (RawServer raw = new RawServer(peer -> {
                    while (peer.readHead()) {
                        if (peer.path().equals("/fault")) {
                            fault.answer().serve(peer);
                        } else {
                            peer.write(OK);
                        }
                    }
                });
                Channel own = transport.open()) {
            Exchange result = new Exchange();
            for (ResponseBody use : ResponseBody.values()) {
                WireRequest request = request(raw.origin(), fault.method(), "/fault")
                        .responseBody(use)
                        .limits(limits);
                boolean discarded = use == ResponseBody.DISCARD && Character.isDigit(expected.charAt(0));
                assertThat(outcome(own, request, result))
                        .as(fault.name())
                        .isEqualTo(discarded ? expected.substring(0, 4) : expected);
                assertThat(raw.takeHead()).startsWith(fault.method() + " /fault ");
                assertThat(outcome(own, request(raw.origin(), "GET", "/next"), result))
                        .as("after " + fault.name())
                        .isEqualTo("200 ok");
                assertThat(raw.takeHead()).startsWith("GET /next ");
                assertThat(raw.headsLeft()).as("requests sent twice").isZero();
            }
            result.release();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    // --- the connection ends at each byte

    enum Framed {
        LENGTH("HTTP/1.1 200 OK\r\nContent-Length: 9\r\nX: y\r\n\r\nabcdefghi"),
        CHUNKED("HTTP/1.1 200 OK\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n"
                + "3\r\n"
                + "abc\r\n"
                + "6;x=y\r\n"
                + "defghi\r\n"
                + "0\r\n"
                + "X: y\r\n\r\n"),
        CLOSE("HTTP/1.1 200 OK\r\nX: y\r\n\r\nabcdefghi");

        final byte[] response;
        final int headEnd;

        Framed(String response) {
            this.response = RawServer.bytes(response);
            this.headEnd = response.indexOf("\r\n\r\n") + 4;
        }

        String body(int cut) {
            return "abcdefghi".substring(0, this == CLOSE ? cut - headEnd : 9);
        }
    }

    enum End {
        /** Says that it closes, under TLS as well. */
        CLOSES,
        /** Closes TCP; under TLS without a word. */
        HANGS_UP,
        RESETS
    }

    static Stream<Arguments> ends() {
        return Stream.of(Scheme.values())
                .flatMap(scheme -> Stream.of(Framed.values())
                        .flatMap(framed -> Stream.of(End.values())
                                .filter(end -> scheme == Scheme.HTTPS || end != End.HANGS_UP)
                                .map(end -> Arguments.of(scheme, framed, end))));
    }

    @ParameterizedTest(name = "{0} {1} {2}")
    @MethodSource("ends")
    void tellsAnEndAtEachByteOfTheResponse(Scheme scheme, Framed framed, End end) throws Exception {
        use(settings(scheme));
        try (RawServer raw = new RawServer(context(scheme), peer -> {
                    while (peer.readHead()) {
                        if (peer.path().equals("/next")) {
                            peer.write(OK);
                            continue;
                        }
                        peer.write(
                                framed.response, 0, Integer.parseInt(peer.path().substring(1)));
                        if (end == End.RESETS) {
                            peer.reset();
                        } else if (end == End.HANGS_UP) {
                            peer.hangUp();
                        }
                        return;
                    }
                });
                RawServer plain = RawServer.answering(OK)) {
            for (int cut = 0; cut <= framed.response.length; cut++) {
                // elsewhere after a whole response, whose connection is about to end; and to save handshakes
                boolean elsewhere =
                        scheme == Scheme.HTTPS || expected(framed, end, cut).startsWith("200 ");
                RawServer next = elsewhere ? plain : raw;
                assertEnds(raw, cut, ResponseBody.KEEP, possible(expected(framed, end, cut), framed, end), next);
                if (scheme == Scheme.HTTP) {
                    String expected = expected(framed, end, cut).replaceFirst("^200 .*", "200 ");
                    assertEnds(raw, cut, ResponseBody.DISCARD, possible(expected, framed, end), next);
                }
            }
        }
    }

    /**
     * Over a fresh transport, which has no connection left from the time before that the server is about to end, and
     * with a method that must not be repeated, so that the request is sent once.
     */
    private void assertEnds(RawServer raw, int cut, ResponseBody use, Set<String> expected, RawServer next)
            throws InterruptedException {
        boolean whole = expected.stream().anyMatch(outcome -> outcome.startsWith("200 "));
        Transport fresh = whole ? transport(settings(raw.origin().scheme()), lent.buffers) : transport;
        try (Channel own = fresh.open()) {
            assertThat(outcome(own, request(raw.origin(), "POST", "/" + cut).responseBody(use), exchange))
                    .as("after %d bytes, body %s", cut, use)
                    .isIn(expected);
            assertThat(raw.takeHead()).startsWith("POST /" + cut + " ");
            assertThat(outcome(own, request(next.origin(), "GET", "/next"), exchange))
                    .isEqualTo("200 ok");
            assertThat(next.takeHead()).startsWith("GET /next ");
            assertThat(raw.headsLeft()).as("requests sent twice").isZero();
        } finally {
            if (whole) {
                fresh.close();
            }
        }
    }

    private String expected(Framed framed, End end, int cut) {
        boolean whole = framed == Framed.CLOSE
                ? cut >= framed.headEnd && end != End.RESETS
                : cut >= framed.response.length - bytesNotWaitedFor(framed);
        if (whole) {
            return "200 " + framed.body(cut);
        }
        return end == End.RESETS ? "reset" : "premature_end";
    }

    /** More than one outcome only where the transport lets the end overtake a whole response. */
    Set<String> possible(String expected, Framed framed, End end) {
        return Set.of(expected);
    }

    /** How many bytes at the end of a response the transport does without. */
    int bytesNotWaitedFor(Framed framed) {
        return 0;
    }

    // --- stalls

    record Stall(String name, RawServer.Script script, Phase socketPhase, String socket, String jdk) {}

    private static Stall stallsAfter(String name, String said, Phase phase) {
        return stallsAfter(name, said, phase, "timeout");
    }

    private static Stall stallsAfter(String name, String said, Phase phase, String jdk) {
        return new Stall(
                name,
                peer -> {
                    peer.readHead();
                    peer.write(said);
                    peer.awaitClose();
                },
                phase,
                "timeout",
                jdk);
    }

    private static List<Stall> stalls() {
        String head = "HTTP/1.1 200 OK\r\n";
        String chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
        return List.of(
                new Stall("never reads", RawServer.Peer::hold, Phase.WAITING, "timeout", "timeout"),
                stallsAfter("never answers", "", Phase.WAITING),
                stallsAfter("in the status line", "HTTP/1.", Phase.RECEIVING),
                stallsAfter("in a header", head + "X: y", Phase.RECEIVING),
                stallsAfter("before the head's end", head + "X: y\r\n", Phase.RECEIVING),
                stallsAfter("after an interim response", "HTTP/1.1 103 Hints\r\n\r\n", Phase.RECEIVING),
                stallsAfter("before the body", head + "Content-Length: 5\r\n\r\n", Phase.RECEIVING),
                stallsAfter("in the body", head + "Content-Length: 5\r\n\r\n1234", Phase.RECEIVING),
                stallsAfter(
                        "in a large body",
                        head + "Content-Length: 5000000\r\n\r\n" + "x".repeat(200_000),
                        Phase.RECEIVING),
                stallsAfter("in a body without length", head + "\r\n1234", Phase.RECEIVING),
                stallsAfter("before a chunk", chunked, Phase.RECEIVING),
                stallsAfter("in a chunk size", chunked + "1", Phase.RECEIVING),
                stallsAfter("in a chunk", chunked + "5\r\n1234", Phase.RECEIVING),
                stallsAfter("after a chunk", chunked + "5\r\n12345\r\n", Phase.RECEIVING),
                stallsAfter("before the trailers", chunked + "0\r\n", Phase.RECEIVING),
                stallsAfter("in the trailers", chunked + "0\r\nX: y", Phase.RECEIVING, "200 "));
    }

    @ParameterizedTest
    @EnumSource(Scheme.class)
    void timesOutWhereverTheServerStalls(Scheme scheme) throws Exception {
        use(settings(scheme));
        Map<String, String> outcomes = new TreeMap<>();
        Map<String, String> expected = new TreeMap<>();
        try (ExecutorService users = Executors.newVirtualThreadPerTaskExecutor()) {
            Map<String, Future<String>> running = new TreeMap<>();
            for (Stall stall : stalls()) {
                if (scheme == Scheme.HTTPS && stall.name().equals("never reads")) {
                    continue; // the handshake stalls: below
                }
                expected.put(stall.name(), expected(stall) + "; 200 ok");
                running.put(stall.name(), users.submit(() -> stalled(scheme, stall)));
            }
            for (var each : running.entrySet()) {
                outcomes.put(each.getKey(), each.getValue().get());
            }
        }
        assertThat(outcomes).isEqualTo(expected);
    }

    /** What becomes of a request to a stalling server, and of the next one over the same channel. */
    private String stalled(Scheme scheme, Stall stall) throws IOException {
        Exchange own = new Exchange();
        try (RawServer raw = new RawServer(context(scheme), stall.script());
                RawServer healthy = RawServer.answering(OK);
                Channel ours = transport.open()) {
            String first = outcome(ours, request(raw.origin(), "GET", "/").limits(IMPATIENT), own);
            if (first.equals("timeout")) {
                checkPhase(stall.socketPhase(), own.timing());
                assertThat(own.timing().endNanos() - own.timing().startNanos())
                        .isGreaterThanOrEqualTo(IMPATIENT.requestTimeout().toNanos());
            }
            String second = outcome(ours, request(healthy.origin(), "GET", "/"), own);
            own.release();
            return first + "; " + second;
        }
    }

    /** Where the transport says that a request was when its time was over. */
    void checkPhase(Phase expected, Timing timing) {
        assertThat(timing.phase()).isEqualTo(expected);
    }

    @Test
    void timesOutWhenNobodyTakesTheUpload() throws Exception {
        use(TransportSettings.defaults());
        try (RawServer raw = new RawServer(peer -> {
                    peer.readHead();
                    peer.hold();
                });
                RawServer healthy = RawServer.answering(OK)) {
            WireRequest upload = request(raw.origin(), "POST", "/")
                    .body(new byte[50_000_000])
                    .limits(IMPATIENT);
            assertThat(outcome(upload)).isEqualTo("timeout");
            checkPhase(Phase.SENDING, exchange.timing());
            assertThat(outcome(request(healthy.origin(), "GET", "/"))).isEqualTo("200 ok");
        }
    }

    /** More than one where the transport notices now the failing write, now that no answer comes. */
    Set<String> afterResetWhileSending() {
        return Set.of("reset");
    }

    /** A refusal that comes while the body is still being sent, as servers do with too large ones. */
    @Test
    void tellsThatTheServerHungUpOnTheUpload() throws Exception {
        use(TransportSettings.defaults());
        try (RawServer raw = new RawServer(peer -> {
                    peer.readHead();
                    peer.reset();
                });
                RawServer healthy = RawServer.answering(OK)) {
            WireRequest upload = request(raw.origin(), "POST", "/").body(new byte[50_000_000]);
            assertThat(outcome(upload)).isIn(afterResetWhileSending());
            assertThat(outcome(request(healthy.origin(), "GET", "/"))).isEqualTo("200 ok");
        }
    }

    // --- TLS

    /** Certificates to refuse; made once, at the same time, since each takes a while. */
    private static final class Certificates {

        private static final CompletableFuture<TestTls> SELF_SIGNED =
                CompletableFuture.supplyAsync(TestTls::selfSigned);
        private static final CompletableFuture<TestTls> STRANGER = CompletableFuture.supplyAsync(TestTls::signed);
        private static final CompletableFuture<TestTls> EXPIRED = CompletableFuture.supplyAsync(TestTls::expired);
        private static final CompletableFuture<TestTls> EARLY = CompletableFuture.supplyAsync(TestTls::notYetValid);

        private Certificates() {}
    }

    private record TlsFault(String name, SSLContext server, RawServer.Script script, String outcome) {}

    private static TlsFault presents(String name, TestTls certificate) {
        return new TlsFault(name, certificate.context(), RawServer.Peer::readHead, "tls");
    }

    private static TlsFault does(String name, RawServer.Script script, String outcome) {
        return new TlsFault(name, TestTls.LOCALHOST.context(), script, outcome);
    }

    private static TlsFault answersRaw(String name, byte[] answer) {
        return does(
                name,
                peer -> {
                    peer.skipRaw(1);
                    peer.writeRaw(answer);
                    peer.awaitCloseRaw();
                },
                "tls");
    }

    private static List<TlsFault> tlsFaults() {
        byte[] refusal = {21, 3, 3, 0, 2, 2, 40}; // fatal alert: handshake failure
        byte[] noSuchVersion = {21, 3, 3, 0, 2, 2, 70}; // fatal alert: protocol version
        byte[] brokenRecord = new byte[5 + 32];
        System.arraycopy(new byte[] {23, 3, 3, 0, 32}, 0, brokenRecord, 0, 5);
        return List.of(
                presents("a certificate for another name", TestTls.ELSEWHERE),
                presents("an expired certificate", Certificates.EXPIRED.join()),
                presents("a certificate not valid yet", Certificates.EARLY.join()),
                presents("a self-signed certificate", Certificates.SELF_SIGNED.join()),
                presents("a certificate signed by a stranger", Certificates.STRANGER.join()),
                answersRaw("an alert", refusal),
                answersRaw("an alert that the version is not spoken", noSuchVersion),
                answersRaw("HTTP without TLS", RawServer.bytes("HTTP/1.1 400 Bad Request\r\n\r\n")),
                does(
                        "closes in the handshake",
                        peer -> {
                            peer.skipRaw(100);
                            peer.hangUp();
                        },
                        "tls"),
                does(
                        "resets in the handshake",
                        peer -> {
                            peer.skipRaw(1);
                            peer.reset();
                        },
                        "reset"),
                does("stalls in the handshake", RawServer.Peer::awaitCloseRaw, "connect_timeout"),
                does(
                        "a broken record in the body",
                        peer -> {
                            peer.readHead();
                            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123");
                            peer.writeRaw(brokenRecord);
                            peer.awaitCloseRaw();
                        },
                        "tls"));
    }

    @TestFactory
    Stream<DynamicTest> tellsWhatIsWrongWithTls() {
        SSLContext trusting = TestTls.LOCALHOST.context(
                TestTls.LOCALHOST, TestTls.ELSEWHERE, Certificates.EXPIRED.join(), Certificates.EARLY.join());
        use(TransportSettings.defaults()
                .withTls(TlsSettings.verified(trusting))
                .withConnectTimeout(Duration.ofSeconds(1)));
        return tlsFaults().stream().map(fault -> DynamicTest.dynamicTest(fault.name(), () -> check(fault)));
    }

    private void check(TlsFault fault) throws Exception {
        try (RawServer raw = new RawServer(fault.server(), fault.script());
                RawServer healthy = new RawServer(TestTls.LOCALHOST.context(), peer -> {
                    while (peer.readHead()) {
                        peer.write(OK);
                    }
                })) {
            assertThat(outcome(request(raw.origin(), "GET", "/"))).isEqualTo(fault.outcome());
            assertThat(raw.connections()).isLessThanOrEqualTo(mostHandshakes());
            assertThat(outcome(request(healthy.origin(), "GET", "/"))).isEqualTo("200 ok");
        }
    }

    /** How often the transport tries a connection whose handshake the server leaves. */
    int mostHandshakes() {
        return 1;
    }

    /** The other side may speak only what this one does not. */
    @Test
    void tellsThatNoVersionOfTlsIsCommon() throws Exception {
        SSLContext old = SSLContext.getInstance("TLSv1.2"); // as a client, that and no later one
        old.init(null, TestTls.trust(TestTls.LOCALHOST), null);
        use(TransportSettings.defaults().withTls(TlsSettings.verified(old)));
        try (RawServer raw = new RawServer(TestTls.LOCALHOST.context(), peer -> {
            peer.tls().setEnabledProtocols(new String[] {"TLSv1.3"});
            peer.readHead();
        })) {
            assertThat(outcome(request(raw.origin(), "GET", "/"))).isEqualTo("tls");
        }
    }
}
