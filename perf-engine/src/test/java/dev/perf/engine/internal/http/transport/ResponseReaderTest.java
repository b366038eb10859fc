package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.engine.internal.http.transport.WireRequest.ResponseBody;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponseReaderTest {

    private static final Origin ORIGIN = new Origin(Scheme.HTTP, "localhost", 80);

    private final Buffers buffers = new Buffers();
    private long clock;

    /** What was read, in one line: status, a header, body, whether the connection can go on, bytes. */
    private String read(InputStream in, WireRequest request) throws IOException {
        Exchange exchange = new Exchange();
        exchange.begin(clock++);
        byte[] buffer = buffers.take(0);
        exchange.borrow(buffers, buffer);
        exchange.timing().sent(clock++);
        boolean clean = new ResponseReader(buffers, () -> clock++, in).read(buffer, request, exchange);
        assertThat(exchange.timing().phase()).isEqualTo(Phase.COMPLETE);
        String text = "%d %s X=%s body=%s size=%d %s"
                .formatted(
                        exchange.status(),
                        exchange.version(),
                        exchange.headers("x"),
                        exchange.bodyText(),
                        exchange.bodySize(),
                        clean ? "open" : "end");
        exchange.release();
        return text;
    }

    private String read(String response) throws IOException {
        return read(new ByteArrayInputStream(bytes(response)), kept());
    }

    private static WireRequest kept() {
        return new WireRequest(ORIGIN, "GET", "/").responseBody(ResponseBody.KEEP);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Stream<Arguments> responses() {
        return Stream.of(
                Arguments.of(
                        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: 1\r\n\r\nhello",
                        "200 HTTP/1.1 X=[1] body=hello size=5 open"),
                Arguments.of("HTTP/1.1 200\r\nContent-Length:0\r\n\r\n", "200 HTTP/1.1 X=[] body= size=0 open"),
                Arguments.of(
                        "HTTP/1.1 200 \r\n"
                                + "X:\r\n"
                                + "X: \t a b \t \r\n"
                                + "content-length: 2,2 , 2\r\n"
                                + "CONTENT-LENGTH: 2\r\n\r\n"
                                + "ok",
                        "200 HTTP/1.1 X=[, a b] body=ok size=2 open"),
                Arguments.of(
                        "HTTP/1.1 200 OK\nX: 1\nContent-Length: 2\n\nok", "200 HTTP/1.1 X=[1] body=ok size=2 open"),
                Arguments.of(
                        "HTTP/1.1 200 OK\r\nX: a\r\n b\r\n\tc\r\nContent-Length:\r\n 2\r\n\r\nok",
                        "200 HTTP/1.1 X=[a   b  \tc] body=ok size=2 open"),
                Arguments.of(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n1A;a=\"b\"\r\n"
                                + "abcdefghijklmnopqrstuvwxyz\r\n0 \r\nT: 1\r\nX: 2\r\n\r\n",
                        "200 HTTP/1.1 X=[] body=helloabcdefghijklmnopqrstuvwxyz size=31 open"),
                Arguments.of(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n000\r\n\r\n",
                        "200 HTTP/1.1 X=[] body= size=0 open"),
                Arguments.of(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n2\nok\n0\n\n",
                        "200 HTTP/1.1 X=[] body=ok size=2 end"),
                Arguments.of(
                        "HTTP/1.1 200 OK\r\nTransfer-Encoding: identity\r\nContent-Length: 2\r\n\r\nok",
                        "200 HTTP/1.1 X=[] body=ok size=2 open"),
                Arguments.of(
                        "HTTP/1.1 200 OK\r\nX: 1\r\n\r\nall of it", "200 HTTP/1.1 X=[1] body=all of it size=9 end"),
                Arguments.of(
                        "HTTP/1.1 200 OK\r\nConnection: x, Close\r\nContent-Length: 2\r\n\r\nok",
                        "200 HTTP/1.1 X=[] body=ok size=2 end"),
                Arguments.of("HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok", "200 HTTP/1.0 X=[] body=ok size=2 end"),
                Arguments.of(
                        "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 2\r\n\r\nok",
                        "200 HTTP/1.0 X=[] body=ok size=2 open"),
                Arguments.of(
                        "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n"
                                + "2\r\nok\r\n0\r\n\r\n",
                        "200 HTTP/1.0 X=[] body=ok size=2 end"),
                Arguments.of(
                        "HTTP/1.1 100 Continue\r\nX: 0\r\n\r\nHTTP/1.1 103 \r\n\r\n"
                                + "HTTP/1.1 204 None\r\nX: 1\r\n\r\n",
                        "204 HTTP/1.1 X=[1] body= size=0 open"),
                Arguments.of(
                        "HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\nX: gr\u00fcn\r\n\r\n",
                        "304 HTTP/1.1 X=[gr\u00fcn] body= size=0 open"));
    }

    @ParameterizedTest
    @MethodSource("responses")
    void readsAResponseHoweverItIsSplit(String response, String expected) throws IOException {
        byte[] bytes = bytes(response);
        assertThat(read(response)).isEqualTo(expected);
        assertThat(read(new Pieces(bytes, 1, 1), kept())).isEqualTo(expected);
        for (int split = 1; split < bytes.length; split++) {
            assertThat(read(new Pieces(bytes, split, bytes.length), kept()))
                    .as("split at %d", split)
                    .isEqualTo(expected);
        }
        String counted = expected.replaceFirst("body=.* size", "body= size");
        for (int split = 1; split < bytes.length; split++) {
            assertThat(read(new Pieces(bytes, split, bytes.length), new WireRequest(ORIGIN, "GET", "/")))
                    .as("split at %d, body discarded", split)
                    .isEqualTo(counted);
        }
    }

    @ParameterizedTest
    @MethodSource("responses")
    void refusesAResponseCutAnywhere(String response, String expected) {
        byte[] bytes = bytes(response);
        boolean endsWithConnection = expected.contains("all of it");
        int least = endsWithConnection ? response.indexOf("\r\n\r\n") + 4 : bytes.length;
        for (int cut = 0; cut < least; cut++) {
            byte[] part = Arrays.copyOf(bytes, cut);
            assertThatThrownBy(() -> read(new ByteArrayInputStream(part), kept()))
                    .as("cut at %d", cut)
                    .isInstanceOfSatisfying(
                            ResponseFault.class,
                            fault -> assertThat(fault.kind()).isEqualTo(ErrorKind.PREMATURE_END));
        }
    }

    static Stream<Arguments> malformed() {
        String head = "HTTP/1.1 200 OK\r\n";
        String chunked = head + "Transfer-Encoding: chunked\r\n\r\n";
        return Stream.of(
                Arguments.of(
                        "SSH-2.0-OpenSSH_9.2\r\n",
                        "answer does not begin with HTTP/1, got \"SSH-2.0-OpenSSH_9.2\"; is this an HTTP port?"),
                Arguments.of(
                        "\u0015\u0003\u0001",
                        "answer does not begin with HTTP/1, got \"\\x15\\x03\\x01\"; is this an HTTP port?"),
                Arguments.of(
                        "HTTP/2 200\r\n\r\n",
                        "answer does not begin with HTTP/1, got \"HTTP/2 200\"; is this an HTTP port?"),
                Arguments.of(
                        "http/1.1 200 OK\r\n",
                        "answer does not begin with HTTP/1, got \"http/1.1 200 OK\"; is this an HTTP port?"),
                Arguments.of("HTTP/1.1 20 OK\r\n", "malformed status line \"HTTP/1.1 20 OK\""),
                Arguments.of("HTTP/1.1  200 OK\r\n", "malformed status line \"HTTP/1.1  200 OK\""),
                Arguments.of("HTTP/1.1 099 No\r\n", "malformed status line \"HTTP/1.1 099 No\""),
                Arguments.of("HTTP/1.1 2000 No\r\n", "malformed status line \"HTTP/1.1 2000 No\""),
                Arguments.of("HTTP/1.x 200 OK\r\n", "malformed status line \"HTTP/1.x 200 OK\""),
                Arguments.of("HTTP/1.1\r\n", "malformed status line \"HTTP/1.1\""),
                Arguments.of(head + "no colon\r\n\r\n", "malformed header line \"no colon\""),
                Arguments.of(head + ": no name\r\n\r\n", "malformed header line \": no name\""),
                Arguments.of(head + "a : b\r\n\r\n", "malformed header line \"a : b\""),
                Arguments.of(head + " a: b\r\n\r\n", "malformed header line \" a: b\""),
                Arguments.of(head + "a: \0\r\n\r\n", "control character 0x00 in response head at 20"),
                Arguments.of(head + "a: b\rc: d\r\n\r\n", "control character 0x0d in response head at 21"),
                Arguments.of(head + "Content-Length: \r\n\r\n", "malformed content length \"\""),
                Arguments.of(head + "Content-Length: -1\r\n\r\n", "malformed content length \"-1\""),
                Arguments.of(head + "Content-Length: 1x\r\n\r\n", "malformed content length \"1x\""),
                Arguments.of(head + "Content-Length: 5,\r\n\r\n", "malformed content length \"5,\""),
                Arguments.of(
                        head + "Content-Length: 9999999999999999999\r\n\r\n",
                        "malformed content length \"9999999999999999999\""),
                Arguments.of(head + "Content-Length: 5, 6\r\n\r\n", "contradicting content length \"5, 6\""),
                Arguments.of(
                        head + "Content-Length: 5\r\nContent-Length: 6\r\n\r\n", "contradicting content length \"6\""),
                Arguments.of(
                        head + "Transfer-Encoding: gzip, chunked\r\n\r\n",
                        "unsupported transfer encoding \"gzip, chunked\""),
                Arguments.of(chunked + "x\r\n", "malformed chunk: unexpected \"x\" in a chunk's size"),
                Arguments.of(chunked + "\r\n", "malformed chunk: unexpected \"\\x0a\" in a chunk's size"),
                Arguments.of(chunked + "-1\r\n", "malformed chunk: unexpected \"-\" in a chunk's size"),
                Arguments.of(chunked + "1\rX", "malformed chunk: unexpected \"X\" in a chunk's size"),
                Arguments.of(chunked + "fffffffffffffffff\r\n", "malformed chunk: unexpected \"f\" in a chunk's size"),
                Arguments.of(chunked + "2\r\nabc\r\n", "malformed chunk: unexpected \"c\" after a chunk's data"));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void refusesWhatIsMalformed(String response, String message) {
        assertThatThrownBy(() -> read(response))
                .isInstanceOfSatisfying(
                        ResponseFault.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL))
                .hasMessage(message);
        assertThatThrownBy(() -> read(new Pieces(bytes(response), 1, 1), kept()))
                .isInstanceOfSatisfying(
                        ResponseFault.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL));
    }

    @Test
    void takesASwitchOfProtocolsOnlyIfAskedFor() throws IOException {
        String response = "HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n";
        assertThat(read(
                        new ByteArrayInputStream(bytes(response)),
                        kept().header("upgrade", "x").responseBody(ResponseBody.KEEP)))
                .isEqualTo("101 HTTP/1.1 X=[] body= size=0 end");
        assertThatThrownBy(() -> read(response))
                .isInstanceOfSatisfying(
                        ResponseFault.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.PROTOCOL))
                .hasMessage("server switched protocols (101), which nobody asked for");
    }

    @Test
    void saysThatBytesCameAfterTheResponse() throws IOException {
        for (String response : new String[] {
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok+",
            "HTTP/1.1 204 No Content\r\n\r\n+",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n+",
            "HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n" + "x".repeat(20_000) + "+"
        }) {
            assertThat(read(response)).endsWith(" end");
            assertThat(read(new ByteArrayInputStream(bytes(response)), new WireRequest(ORIGIN, "GET", "/")))
                    .endsWith(" end");
        }
    }

    @ParameterizedTest
    @CsvSource({"40, 40", "41, 40", "39, 40"})
    void limitsTheHeadExactly(int length, int limit) throws IOException {
        String response = "HTTP/1.1 204 X\r\nX: " + "y".repeat(length - 23) + "\r\n\r\n";
        WireRequest request = kept().limits(ExchangeLimits.DEFAULT.withMaxHeadBytes(limit));
        for (int piece = 1; piece <= length; piece++) {
            InputStream in = new Pieces(bytes(response), piece, piece);
            if (length <= limit) {
                assertThat(read(in, request)).startsWith("204 ");
            } else {
                assertThatThrownBy(() -> read(in, request))
                        .hasMessage("response head longer than 40 bytes; raise the limit");
            }
        }
    }

    @Test
    void limitsChunkLinesAndTrailers() {
        String chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
        WireRequest request = kept().limits(ExchangeLimits.DEFAULT.withMaxHeadBytes(100));
        for (String bomb : new String[] {"1;" + "e".repeat(200), "0\r\n" + "t: 1\r\n".repeat(50)}) {
            assertThatThrownBy(() -> read(new ByteArrayInputStream(bytes(chunked + bomb)), request))
                    .isInstanceOfSatisfying(
                            ResponseFault.class, e -> assertThat(e.kind()).isEqualTo(ErrorKind.LIMIT))
                    .hasMessage("chunk line or trailers longer than 100 bytes");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsRandomBodiesInRandomPieces(long seed) throws IOException {
        Random random = new Random(seed);
        for (int round = 0; round < 40; round++) {
            String body = "x".repeat(random.nextInt(200_000));
            StringBuilder response = new StringBuilder("HTTP/1.1 200 OK\r\n");
            if (random.nextBoolean()) {
                response.append("Content-Length: ")
                        .append(body.length())
                        .append("\r\n\r\n")
                        .append(body);
            } else {
                response.append("Transfer-Encoding: chunked\r\n\r\n");
                for (int at = 0; at < body.length(); ) {
                    int length = 1 + random.nextInt(body.length() - at);
                    response.append(Integer.toHexString(length))
                            .append("\r\n")
                            .append(body, at, at + length)
                            .append("\r\n");
                    at += length;
                }
                response.append("0\r\n\r\n");
            }
            WireRequest request = random.nextBoolean() ? kept() : new WireRequest(ORIGIN, "GET", "/");
            InputStream in = new Pieces(bytes(response.toString()), 1 + random.nextInt(9000), 1 + random.nextInt(9000));
            assertThat(read(in, request))
                    .isEqualTo("200 HTTP/1.1 X=[] body=%s size=%d open"
                            .formatted(request.keepsBody() ? body : "", body.length()));
        }
    }

    @Test
    void survivesRandomBytes() {
        Random random = new Random(42);
        String alphabet = "HTTP/1. 0245\r\n\r\n:,;aCtent-Lghchukd\t\0\u00ff";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder response = new StringBuilder(random.nextBoolean() ? "HTTP/1.1 200 OK\r\n" : "");
            response.append(random.nextBoolean() ? "Transfer-Encoding: chunked\r\n\r\n" : "");
            for (int i = random.nextInt(60); i > 0; i--) {
                response.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            try {
                read(response.toString());
            } catch (IOException e) {
                assertThat(e).isInstanceOf(ResponseFault.class);
            }
        }
    }

    /** Gives a first piece of one size and further ones of another. */
    private static final class Pieces extends InputStream {

        private final byte[] bytes;
        private final int next;
        private int at;
        private int piece;

        private Pieces(byte[] bytes, int first, int next) {
            this.bytes = bytes;
            this.piece = first;
            this.next = next;
        }

        @Override
        public int read() {
            throw new AssertionError("reads single bytes");
        }

        @Override
        public int read(byte[] to, int from, int length) {
            if (at == bytes.length) {
                return -1;
            }
            int count = Math.min(Math.min(piece, length), bytes.length - at);
            System.arraycopy(bytes, at, to, from, count);
            at += count;
            piece = next;
            return count;
        }
    }
}
