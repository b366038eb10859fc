package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perf.engine.internal.http.transport.WireRequest.ResponseBody;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every transport does with bodies that are streamed, either way, and with answers that come early. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class BodyContract {

    static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final long HUGE = 200L << 20;

    private final Exchange exchange = new Exchange();
    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private Transport transport;
    private Channel channel;

    abstract Transport transport(TransportSettings settings);

    @BeforeEach
    void open() {
        transport = transport(TransportSettings.defaults());
        channel = transport.open();
    }

    @AfterEach
    void close() {
        channel.close();
        transport.close();
    }

    Exchange exchange() {
        return exchange;
    }

    void send(WireRequest request) throws TransportException, InterruptedException {
        channel.exchange(request, exchange);
    }

    TransportException failure(WireRequest request) {
        return catchThrowableOfType(TransportException.class, () -> send(request));
    }

    static WireRequest post(RawServer raw) {
        return new WireRequest(raw.origin(), "POST", "/");
    }

    static WireRequest get(RawServer raw) {
        return new WireRequest(raw.origin(), "GET", "/");
    }

    static byte[] bytes(int size) {
        return TransportContract.pattern(size).getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A body of these bytes. */
    static RequestBody body(byte[] bytes, boolean lengthKnown) {
        return body(lengthKnown ? bytes.length : RequestBody.UNKNOWN, true, () -> new ByteArrayInputStream(bytes));
    }

    interface Opener {
        InputStream open() throws IOException;
    }

    static RequestBody body(long length, boolean repeatable, Opener opener) {
        return new RequestBody() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() throws IOException {
                return opener.open();
            }

            @Override
            public boolean isRepeatable() {
                return repeatable;
            }
        };
    }

    /** A stream of so many bytes that are made as they are read. */
    static InputStream generated(long size, AtomicLong count) {
        return new InputStream() {
            @Override
            public int read() {
                return count.get() < size ? (int) (count.getAndIncrement() & 0x7f) : -1;
            }

            @Override
            public int read(byte[] to, int from, int most) {
                int length = (int) Math.min(most, size - count.get());
                count.addAndGet(length);
                return length == 0 ? -1 : length;
            }
        };
    }

    static RequestBody endless() {
        return body(RequestBody.UNKNOWN, true, () -> generated(Long.MAX_VALUE, new AtomicLong()));
    }

    /** Takes requests with their bodies, byte by byte, and answers each. */
    RawServer taking() {
        return new RawServer(peer -> {
            String head = peer.head();
            while (head != null) {
                received.add(readBody(head, peer.input()));
                peer.write(OK);
                head = peer.head();
            }
        });
    }

    static byte[] readBody(String head, InputStream in) throws IOException {
        if (head.toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding: chunked\r\n")) {
            return readChunks(in);
        }
        var length = Pattern.compile("(?i)\r\ncontent-length: (\\d+)\r\n").matcher(head);
        return in.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
    }

    private static byte[] readChunks(InputStream in) throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            var line = new StringBuilder();
            while (line.indexOf("\r\n") < 0) {
                int c = in.read();
                if (c < 0) {
                    throw new IOException("closed within a chunk's size");
                }
                line.append((char) c);
            }
            int size = Integer.parseInt(line.substring(0, line.length() - 2), 16);
            for (int i = 0; i < size; i++) {
                body.write(in.read());
            }
            if (in.read() != '\r' || in.read() != '\n') {
                throw new IOException("no line end after a chunk");
            }
            if (size == 0) {
                return body.toByteArray();
            }
        }
    }

    // --- request bodies

    @ParameterizedTest
    @CsvSource({
        "0, true",
        "1, true",
        "8192, true",
        "65536, true",
        "300000, true",
        "0, false",
        "1, false",
        "15, false",
        "16, false",
        "65524, false",
        "65525, false",
        "300000, false"
    })
    void streamsABody(int size, boolean lengthKnown) throws Exception {
        byte[] body = bytes(size);
        try (RawServer raw = taking()) {
            for (int i = 0; i < 2; i++) {
                send(post(raw).stream(body(body, lengthKnown)));
                assertThat(exchange.status()).isEqualTo(200);
                assertThat(received.take()).isEqualTo(body);
                String head = raw.takeHead().toLowerCase(Locale.ROOT);
                assertThat(head.contains("content-length: " + size + "\r\n")).isEqualTo(lengthKnown);
                assertThat(head.contains("transfer-encoding: chunked\r\n")).isEqualTo(!lengthKnown);
                assertThat(exchange.bytesSent()).isGreaterThan(size);
            }
            assertThat(raw.connections()).isEqualTo(1);
        }
    }

    @Test
    void sendsSmallPiecesAsTheyCome() throws Exception {
        byte[] body = bytes(100);
        try (RawServer raw = taking()) {
            send(post(raw).stream(body(RequestBody.UNKNOWN, true, () -> new InputStream() {
                private int at;

                @Override
                public int read() {
                    return at < body.length ? body[at++] : -1;
                }

                @Override
                public int read(byte[] to, int from, int most) {
                    if (at == body.length) {
                        return -1;
                    }
                    to[from] = body[at++];
                    return 1;
                }
            })));
            assertThat(received.take()).isEqualTo(body);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void holdsNoMoreOfALongBodyThanSocketsDo(boolean lengthKnown) throws Exception {
        AtomicLong generated = new AtomicLong();
        AtomicLong arrived = new AtomicLong();
        AtomicLong furthestAhead = new AtomicLong();
        try (RawServer raw = new RawServer(peer -> {
            peer.readHead();
            byte[] piece = new byte[1 << 20];
            boolean whole = false;
            while (!whole) {
                int count = peer.input().read(piece);
                if (count < 0) {
                    return;
                }
                furthestAhead.accumulateAndGet(generated.get() - arrived.get(), Math::max);
                whole = arrived.addAndGet(count) >= HUGE && (lengthKnown || endsChunks(piece, count));
            }
            peer.write(OK);
        })) {
            send(post(raw).stream(
                    body(lengthKnown ? HUGE : RequestBody.UNKNOWN, true, () -> generated(HUGE, generated))));
            assertThat(exchange.status()).isEqualTo(200);
            assertThat(generated.get()).isEqualTo(HUGE);
            assertThat(exchange.bytesSent()).isGreaterThan(HUGE);
            assertThat(furthestAhead.get()).isLessThan(32L << 20);
        }
    }

    private static boolean endsChunks(byte[] piece, int count) {
        return new String(piece, Math.max(0, count - 5), Math.min(5, count), StandardCharsets.ISO_8859_1)
                .equals("0\r\n\r\n");
    }

    @Test
    void failsWhatThrowsWhileItIsRead() throws Exception {
        CountDownLatch cut = new CountDownLatch(1);
        try (RawServer raw = new RawServer(peer -> {
            String head = peer.head();
            if (peer.number() == 1) {
                peer.awaitClose();
                cut.countDown();
            } else {
                readBody(head, peer.input());
                peer.write(OK);
            }
        })) {
            TransportException e = failure(post(raw).stream(body(RequestBody.UNKNOWN, true, () -> new InputStream() {
                private int left = 100_000;

                @Override
                public int read() {
                    throw new IllegalStateException("no more");
                }

                @Override
                public int read(byte[] to, int from, int most) {
                    int count = Math.min(most, left);
                    left -= count;
                    return count == 0 ? read() : count;
                }
            })));
            assertThat(e.kind()).isEqualTo(ErrorKind.REQUEST_BODY);
            assertThat(e).hasMessage(raw.hostAndPort() + ": the request's body threw IllegalStateException: no more");
            cut.await();
            send(post(raw).stream(body(bytes(10), true)));
            assertThat(exchange.status()).isEqualTo(200);
        }
    }

    @Test
    void failsWhatCannotBeOpened() throws Exception {
        try (RawServer raw = taking()) {
            TransportException e = failure(post(raw).stream(body(10, true, () -> {
                throw new IOException("locked");
            })));
            assertThat(e.kind()).isEqualTo(ErrorKind.REQUEST_BODY);
            assertThat(e).hasMessage(raw.hostAndPort() + ": the request's body threw IOException: locked");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "9, the request's body ended after 9 bytes", "11, the request's body has more than 10 bytes",
        "0, the request's body ended after 0 bytes", "100000, the request's body has more than 10 bytes"
    })
    void failsWhatHasNotItsLength(int actual, String complaint) throws Exception {
        try (RawServer raw = taking()) {
            TransportException e =
                    failure(post(raw).stream(body(10, true, () -> new ByteArrayInputStream(bytes(actual)))));
            assertThat(e.kind()).isEqualTo(ErrorKind.REQUEST_BODY);
            assertThat(e).hasMessage(raw.hostAndPort() + ": " + complaint + ", but its length was given as 10 bytes");
        }
    }

    @Test
    void sendsOnlyWhatMayBeSentAgainASecondTime() throws Exception {
        try (RawServer raw = taking()) {
            WireRequest again = post(raw).stream(body(bytes(10), false));
            send(again);
            assertThat(again.canSendAgain()).isTrue();
            send(again);
            WireRequest once = post(raw).stream(body(10, false, () -> new ByteArrayInputStream(bytes(10))));
            assertThat(once.canSendAgain()).isTrue();
            send(once);
            assertThat(once.canSendAgain()).isFalse();
            TransportException e = failure(once);
            assertThat(e.kind()).isEqualTo(ErrorKind.REQUEST_BODY);
            assertThat(e)
                    .hasMessage(raw.hostAndPort()
                            + ": the request's body can be read only once, and would have to be sent again for a"
                            + " redirect, a retry or a challenge; give a body that can be read again");
        }
    }

    @Test
    void timesOutWhenTheServerStallsWithinAnUpload() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (RawServer raw = new RawServer(peer -> {
            peer.readHead();
            peer.skip(10_000);
            over.await();
        })) {
            TransportException e = failure(post(raw).stream(endless())
                    .limits(ExchangeLimits.DEFAULT.withRequestTimeout(Duration.ofMillis(300))));
            over.countDown();
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(ErrorKind.TIMEOUT);
        }
    }

    @Test
    void stopsAnUploadWhenInterrupted() throws Exception {
        CountDownLatch over = new CountDownLatch(1);
        try (RawServer raw = new RawServer(peer -> {
            peer.readHead();
            over.await();
        })) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread user = Thread.ofVirtual().start(() -> {
                try {
                    send(post(raw).stream(endless()));
                } catch (TransportException | InterruptedException e) {
                    outcome.complete(e);
                }
            });
            raw.takeHead();
            user.interrupt();
            assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
            over.countDown();
        }
    }

    // --- asking first

    @Test
    void waitsForLeaveToSendTheBody() throws Exception {
        try (RawServer raw = new RawServer(peer -> {
            String head = peer.head();
            while (head != null) {
                int unasked = peer.input().available();
                peer.write("HTTP/1.1 100 Continue\r\n\r\n");
                received.add(readBody(head, peer.input()));
                peer.write(unasked == 0 ? OK : "HTTP/1.1 500 Impatient\r\n\r\n");
                head = peer.head();
            }
        })) {
            for (byte[] body : new byte[][] {bytes(10), bytes(100_000)}) {
                send(post(raw).body(body).expectContinue(true));
                assertThat(exchange.status()).isEqualTo(200);
                assertThat(received.take()).isEqualTo(body);
                assertThat(raw.takeHead()).containsIgnoringCase("\r\nexpect: 100-continue\r\n");
                send(post(raw).stream(body(body, false)).expectContinue(true));
                assertThat(exchange.status()).isEqualTo(200);
                assertThat(received.take()).isEqualTo(body);
                assertThat(raw.takeHead()).containsIgnoringCase("\r\nexpect: 100-continue\r\n");
            }
        }
    }

    @Test
    void asksForNoLeaveWithoutABody() throws Exception {
        try (RawServer raw = taking()) {
            send(get(raw).expectContinue(true));
            assertThat(raw.takeHead()).doesNotContainIgnoringCase("expect");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"401 Unauthorized", "417 Expectation Failed", "303 See Other"})
    void sparesTheBodyWhenTheServerAnswersInstead(String status) throws Exception {
        AtomicLong opened = new AtomicLong();
        try (RawServer raw = new RawServer(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 " + status + "\r\nContent-Length: 2\r\n\r\nno");
            peer.awaitClose();
        })) {
            WireRequest request = post(raw).stream(body(10, false, () -> {
                        opened.incrementAndGet();
                        return new ByteArrayInputStream(bytes(10));
                    }))
                    .expectContinue(true)
                    .responseBody(ResponseBody.KEEP);
            send(request);
            assertThat(exchange.status()).isEqualTo(Integer.parseInt(status.substring(0, 3)));
            assertThat(exchange.bodyText()).isEqualTo("no");
            assertThat(opened).hasValue(0);
            assertThat(request.canSendAgain()).isTrue();
        }
    }

    // --- response bodies

    private static final String[] FRAMINGS = {
        "HTTP/1.1 200 OK\r\nX-A: 1\r\nContent-Length: %1$d\r\n\r\n%3$s",
        "HTTP/1.1 200 OK\r\nX-A: 1\r\nTransfer-Encoding: chunked\r\n\r\n%2$x\r\n%3$s\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX-A: 1\r\n\r\n%3$s"
    };

    @ParameterizedTest
    @ValueSource(ints = {1, 100, 7_000, 9_000, 65_536, 300_000})
    void letsAReaderHaveTheBody(int size) throws Exception {
        String body = TransportContract.pattern(size);
        for (String framing : FRAMINGS) {
            try (RawServer raw = RawServer.answeringOnce(framing.formatted(size, size, body))) {
                ByteArrayOutputStream read = new ByteArrayOutputStream();
                Thread[] reader = new Thread[1];
                send(get(raw).responseBody((head, stream) -> {
                    reader[0] = Thread.currentThread();
                    assertThat(head.status()).isEqualTo(200);
                    assertThat(head.header("x-a")).isEqualTo("1");
                    stream.transferTo(read);
                    stream.close();
                    assertThat(stream.read()).isEqualTo(-1);
                }));
                assertThat(read.toString(StandardCharsets.ISO_8859_1)).isEqualTo(body);
                assertThat(reader[0]).isEqualTo(Thread.currentThread());
                assertThat(exchange.bodySize()).isEqualTo(size);
                assertThat(exchange.bytesReceived()).isGreaterThan(size);
                assertThat(exchange.bodyLength()).isZero();
                assertThat(exchange.timing().phase()).isEqualTo(Phase.COMPLETE);
            }
        }
    }

    @Test
    void showsAReaderThatThereIsNoBody() throws Exception {
        for (String response :
                new String[] {"HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"}) {
            try (RawServer raw = RawServer.answering(response)) {
                for (int i = 0; i < 2; i++) {
                    int[] read = {0};
                    send(get(raw).responseBody((head, stream) -> read[0] = stream.read()));
                    assertThat(read[0]).isEqualTo(-1);
                }
                assertThat(raw.connections()).isEqualTo(1);
            }
        }
    }

    @Test
    void discardsWhatAReaderLeaves() throws Exception {
        String body = TransportContract.pattern(300_000);
        for (String framing : new String[] {FRAMINGS[0], FRAMINGS[1]}) {
            try (RawServer raw = RawServer.answering(framing.formatted(300_000, 300_000, body))) {
                for (int i = 0; i < 3; i++) {
                    send(get(raw).responseBody((head, stream) -> stream.readNBytes(10)));
                    assertThat(exchange.bodySize()).isEqualTo(300_000);
                }
                assertThat(raw.connections()).isEqualTo(1);
            }
        }
    }

    @Test
    void failsWhenAReaderThrows() throws Exception {
        try (RawServer raw = RawServer.answering(OK)) {
            for (boolean checked : new boolean[] {true, false}) {
                TransportException e = failure(get(raw).responseBody((head, stream) -> {
                    if (checked) {
                        throw new IOException("disk full");
                    }
                    throw new IllegalStateException("disk full");
                }));
                assertThat(e.kind()).isEqualTo(ErrorKind.RESPONSE_BODY);
                assertThat(e.getMessage()).endsWith("Exception: disk full");
                assertThat(exchange.status()).isEqualTo(200);
            }
            TransportException own = failure(get(raw).responseBody((head, stream) -> {
                throw new BodyFault(ErrorKind.LIMIT, "enough");
            }));
            assertThat(own.kind()).isEqualTo(ErrorKind.LIMIT);
            assertThat(own).hasMessage(raw.hostAndPort() + ": enough");
            send(get(raw));
            assertThat(exchange.status()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void tellsAPrematureEndWhateverTheReaderMakesOfIt(boolean swallowed) throws Exception {
        try (RawServer raw = RawServer.answeringOnce("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123")) {
            TransportException e = failure(get(raw).responseBody((head, stream) -> {
                try {
                    stream.readAllBytes();
                } catch (IOException broken) {
                    if (!swallowed) {
                        throw new IllegalStateException("cannot parse", broken);
                    }
                }
            }));
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(ErrorKind.PREMATURE_END);
        }
    }

    @Test
    void timesOutWhileAReaderWaits() throws Exception {
        try (RawServer raw = new RawServer(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123");
            peer.awaitClose();
        })) {
            TransportException e = failure(get(raw).responseBody((head, stream) -> stream.readAllBytes())
                    .limits(ExchangeLimits.DEFAULT.withRequestTimeout(Duration.ofMillis(200))));
            assertThat(e.kind()).as(e.getMessage()).isEqualTo(ErrorKind.TIMEOUT);
            assertThat(exchange.status()).isEqualTo(200);
        }
    }

    @Test
    void stopsAReaderWhenInterrupted() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        try (RawServer raw = new RawServer(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123");
            peer.awaitClose();
        })) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread user = Thread.ofVirtual().start(() -> {
                try {
                    send(get(raw).responseBody((head, stream) -> {
                        stream.readNBytes(3);
                        reading.countDown();
                        stream.read();
                    }));
                } catch (TransportException | InterruptedException e) {
                    outcome.complete(e);
                }
            });
            reading.await();
            user.interrupt();
            assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
        }
    }

    @Test
    void limitsWhatAReaderGetsOnlyByTheBodysLimit() throws Exception {
        try (RawServer raw = RawServer.answering(
                "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n" + TransportContract.pattern(1001))) {
            long[] length = {0};
            send(get(raw).responseBody((head, stream) -> length[0] = stream.readAllBytes().length)
                    .limits(ExchangeLimits.DEFAULT.withMaxKeptBytes(10)));
            assertThat(length[0]).isEqualTo(1001);
            TransportException e = failure(get(raw).responseBody((head, stream) -> stream.readAllBytes())
                    .limits(ExchangeLimits.DEFAULT.withMaxBodyBytes(1000)));
            assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT);
        }
    }
}
