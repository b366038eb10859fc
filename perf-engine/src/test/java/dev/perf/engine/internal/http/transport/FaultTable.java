package dev.perf.engine.internal.http.transport;

import static dev.perf.engine.internal.http.transport.Fault.floods;
import static dev.perf.engine.internal.http.transport.Fault.says;
import static dev.perf.engine.internal.http.transport.Fault.saysAndCloses;

import java.util.List;
import java.util.stream.Stream;

/** What servers do wrong in a response, and what each transport makes of it: one outcome each, always. */
final class FaultTable {

    private static final String HEAD = "HTTP/1.1 200 OK\r\n";
    private static final String END = "\r\n";
    private static final String LENGTH_2 = HEAD + "Content-Length: 2\r\n";
    private static final String CHUNKED = HEAD + "Transfer-Encoding: chunked\r\n";
    private static final String OK_CHUNKS = "2\r\nok\r\n0\r\n\r\n";
    private static final String SMUGGLED = "HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nsmuggled";

    private FaultTable() {}

    static Stream<Fault> all() {
        return Stream.of(noHttp(), statusLines(), headers(), lengths(), codings(), chunks(), interim(), surplus())
                .flatMap(List::stream);
    }

    private static List<Fault> noHttp() {
        return List.of(
                says("a banner of SSH", "SSH-2.0-OpenSSH_9.2\r\n", "protocol"),
                says("an alert of TLS", "\u0015\u0003\u0001\u0000\u0002\u0002\u0046", "protocol", "timeout"),
                says("the settings of HTTP/2", "\0\0\u0012\u0004\0\0\0\0\0\0\u0003\0\0\0\u0080", "protocol", "timeout"),
                says("bytes that mean nothing", "\u00ff\u00fe\u0000\u0001garbage\r\n\r\n", "protocol"),
                saysAndCloses("an answer of HTTP/0.9", "<html>hello</html>", "protocol", "premature_end"),
                floods("garbage without end", "", "x", "protocol", "limit"),
                saysAndCloses("nothing", "", "premature_end", "premature_end").to("POST"),
                saysAndCloses("an empty line", "\r\n", "protocol", "protocol"));
    }

    private static List<Fault> statusLines() {
        return List.of(
                says("an empty line before the status line", "\r\n" + LENGTH_2 + END + "ok", "protocol"),
                says("another protocol's name", "ICY 200 OK\r\n\r\n", "protocol"),
                says("the name in lower case", "http/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "protocol"),
                says("version 2", "HTTP/2 200 OK\r\n\r\n", "protocol"),
                says("version 0.9", "HTTP/0.9 200 OK\r\n\r\n", "protocol"),
                says("no status", "HTTP/1.1\r\n\r\n", "protocol"),
                says("a status of two digits", "HTTP/1.1 20 OK\r\n\r\n", "protocol"),
                says("a status of four digits", "HTTP/1.1 2000 OK\r\n\r\n", "protocol", "timeout"),
                says("a status of letters", "HTTP/1.1 abc OK\r\n\r\n", "protocol"),
                says("a status below 100", "HTTP/1.1 099 OK\r\n\r\n", "protocol"),
                says("two spaces", "HTTP/1.1  200 OK\r\n\r\n", "protocol"),
                says("a tab", "HTTP/1.1\t200 OK\r\n\r\n", "protocol", "timeout"),
                says("a NUL in the reason", "HTTP/1.1 200 O\0K\r\nContent-Length: 0\r\n\r\n", "protocol", "200 "),
                says("a bare CR in the reason", "HTTP/1.1 200 O\rK\r\nContent-Length: 0\r\n\r\n", "protocol"),
                says("no reason", "HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", "200 ok"),
                says("a status nobody knows", "HTTP/1.1 799 ?\r\nContent-Length: 2\r\n\r\nok", "799 ok"),
                saysAndCloses("version 1.0 without length", "HTTP/1.0 200 OK\r\n\r\nok", "200 ok", "200 ok"),
                floods("a status line without end", "HTTP/1.1 200 ", "x", "limit", "limit"));
    }

    private static List<Fault> headers() {
        return List.of(
                says("a header line without colon", LENGTH_2 + "nothing\r\n\r\nok", "protocol", "200 ok"),
                says("a header without name", LENGTH_2 + ": a\r\n\r\nok", "protocol", "200 ok"),
                says("a space before the colon", LENGTH_2 + "X : a\r\n\r\nok", "protocol"),
                says("a space in a name", LENGTH_2 + "X Y: a\r\n\r\nok", "protocol"),
                says("a name that is no token", LENGTH_2 + "X(): a\r\n\r\nok", "protocol"),
                says("a NUL in a name", LENGTH_2 + "X\0: a\r\n\r\nok", "protocol"),
                says("a NUL in a value", LENGTH_2 + "X: a\0b\r\n\r\nok", "protocol"),
                says("a bare CR in a value", LENGTH_2 + "X: a\rb\r\n\r\nok", "protocol", "200 ok"),
                says("lines that end with LF alone", "HTTP/1.1 200 OK\nContent-Length: 2\n\nok", "200 ok"),
                says("a folded line", LENGTH_2 + "X: a\r\n b\r\n\r\nok", "200 ok"),
                says("a folded first line", HEAD + " X: a\r\nContent-Length: 2\r\n\r\nok", "protocol"),
                says("a value beyond ASCII", LENGTH_2 + "X: gr\u00fcn\r\n\r\nok", "200 ok"),
                floods("headers without end", HEAD, "X: y\r\n", "limit", "limit"),
                floods("a header line without end", HEAD + "X: ", "y", "limit", "limit"),
                floods("a header name without end", HEAD, "X", "limit", "limit"),
                floods("a folded line without end", HEAD + "X: y\r\n", " z\r\n", "limit", "limit"));
    }

    private static List<Fault> lengths() {
        return List.of(
                saysAndCloses(
                        "a length that is too long",
                        HEAD + "Content-Length: 9\r\n\r\n123",
                        "premature_end",
                        "premature_end"),
                says("a length that is too short", LENGTH_2 + END + "okay", "200 ok"),
                says("the same length twice", LENGTH_2 + "Content-Length: 2\r\n\r\nok", "200 ok"),
                says("the same length twice in a list", HEAD + "Content-Length: 2, 2\r\n\r\nok", "200 ok", "protocol"),
                says(
                        "two lengths, short first",
                        LENGTH_2 + "Content-Length: 52\r\n\r\nok" + SMUGGLED,
                        "protocol",
                        "200 ok"),
                says(
                        "two lengths, long first",
                        HEAD + "Content-Length: 52\r\nContent-Length: 2\r\n\r\nok" + SMUGGLED,
                        "protocol",
                        "timeout"),
                says("two lengths in a list", HEAD + "Content-Length: 2, 52\r\n\r\nok" + SMUGGLED, "protocol"),
                says("an empty length", HEAD + "Content-Length: \r\n\r\nok", "protocol"),
                says("a negative length", HEAD + "Content-Length: -2\r\n\r\nok", "protocol", "timeout"),
                says("a length with a sign", HEAD + "Content-Length: +2\r\n\r\nok", "protocol", "200 ok"),
                says("a length in hexadecimal", HEAD + "Content-Length: 0x2\r\n\r\nok", "protocol"),
                says("a length with a fraction", HEAD + "Content-Length: 2.0\r\n\r\nok", "protocol"),
                says("a length with more behind it", HEAD + "Content-Length: 2 2\r\n\r\nok", "protocol"),
                says("a length beyond 64 bits", HEAD + "Content-Length: 18446744073709551618\r\n\r\nok", "protocol"));
    }

    private static List<Fault> codings() {
        return List.of(
                says(
                        "chunks and a length",
                        LENGTH_2 + "Transfer-Encoding: chunked\r\n\r\n" + OK_CHUNKS,
                        "200 ok",
                        "200 2\r"),
                says(
                        "chunks and a length that ends before them",
                        HEAD + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n" + OK_CHUNKS + SMUGGLED,
                        "200 ok",
                        "200 2\r\n"),
                says(
                        "chunks from a server of HTTP/1.0",
                        "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nTransfer-Encoding: chunked\r\n\r\n" + OK_CHUNKS,
                        "200 ok"),
                says("a coding nobody asked for", HEAD + "Transfer-Encoding: gzip\r\n\r\nok", "protocol", "timeout"),
                says(
                        "two codings",
                        HEAD + "Transfer-Encoding: gzip, chunked\r\n\r\n" + OK_CHUNKS,
                        "protocol",
                        "timeout"),
                says("chunked twice", CHUNKED + "Transfer-Encoding: chunked\r\n\r\n" + OK_CHUNKS, "protocol", "200 ok"),
                says(
                        "chunked and then something",
                        HEAD + "Transfer-Encoding: chunked, x\r\n\r\nok",
                        "protocol",
                        "timeout"),
                says("almost chunked", LENGTH_2 + "Transfer-Encoding: xchunked\r\n\r\nok", "protocol", "200 ok"),
                says(
                        "chunked behind a vertical tab",
                        LENGTH_2 + "Transfer-Encoding:\u000bchunked\r\n\r\nok",
                        "protocol",
                        "200 ok"),
                says("chunked in a folded line", HEAD + "Transfer-Encoding:\r\n chunked\r\n\r\n" + OK_CHUNKS, "200 ok"),
                says("identity, which means nothing", LENGTH_2 + "Transfer-Encoding: identity\r\n\r\nok", "200 ok"));
    }

    private static List<Fault> chunks() {
        String chunked = CHUNKED + END;
        return List.of(
                says("no chunk size", chunked + "\r\nok", "protocol", "200 "),
                says("a chunk size of letters", chunked + "xyz\r\nok", "protocol"),
                says("a negative chunk size", chunked + "-2\r\nok\r\n0\r\n\r\n", "protocol"),
                says("a chunk size with 0x", chunked + "0x2\r\nok\r\n0\r\n\r\n", "protocol", "200 "),
                says("a space before a chunk size", chunked + " 2\r\nok\r\n0\r\n\r\n", "protocol"),
                says("a chunk size beyond 32 bits", chunked + "100000002\r\nok\r\n0\r\n\r\n", "timeout", "200 ok"),
                says(
                        "a chunk size beyond 64 bits",
                        chunked + "10000000000000002\r\nok\r\n0\r\n\r\n",
                        "protocol",
                        "200 ok"),
                says("a NUL in a chunk size", chunked + "2\0\r\nok\r\n0\r\n\r\n", "protocol", "200 ok"),
                says("a chunk shorter than said", chunked + "4\r\nok\r\n0\r\n\r\n", "protocol"),
                says("a chunk longer than said", chunked + "1\r\nok\r\n0\r\n\r\n", "protocol"),
                says("no line end after a chunk", chunked + "2\r\nok0\r\n\r\n", "protocol"),
                says("a bare CR after a chunk size", chunked + "2\rok\r\n0\r\n\r\n", "protocol"),
                says("a bare CR in an extension", chunked + "2;a\rb\r\nok\r\n0\r\n\r\n", "protocol"),
                says("lines of chunks that end with LF alone", chunked + "2\nok\n0\n\n", "200 ok", "timeout"),
                says("an extension", chunked + "2;a=\"b;c\"\r\nok\r\n0;d\r\n\r\n", "200 ok"),
                says("spaces after a chunk size", chunked + "2  \r\nok\r\n0 \r\n\r\n", "200 ok"),
                says("many zeros before a chunk size", chunked + "000000002\r\nok\r\n0000\r\n\r\n", "200 ok"),
                says("trailers", chunked + "2\r\nok\r\n0\r\nX: 1\r\nY: 2\r\n\r\n", "200 ok"),
                says("a length in the trailers", chunked + "2\r\nok\r\n0\r\nContent-Length: 9\r\n\r\n", "200 ok"),
                saysAndCloses("no last chunk", chunked + "2\r\nok\r\n", "premature_end", "premature_end"),
                saysAndCloses("no end of the trailers", chunked + "2\r\nok\r\n0\r\n", "premature_end", "premature_end"),
                floods("an extension without end", chunked + "2;a=", "b", "limit", "limit"),
                floods("a chunk size without end", chunked, "0", "protocol", "limit"),
                floods("trailers without end", chunked + "0\r\n", "X: y\r\n", "limit", "200 "));
    }

    private static List<Fault> interim() {
        return List.of(
                says("an interim response", "HTTP/1.1 103 Hints\r\nX: y\r\n\r\n" + LENGTH_2 + END + "ok", "200 ok"),
                says("a continue nobody waits for", "HTTP/1.1 100 Go\r\n\r\n" + LENGTH_2 + END + "ok", "200 ok"),
                says(
                        "an interim response with a body",
                        "HTTP/1.1 103 Hints\r\nContent-Length: 2\r\n\r\nok" + LENGTH_2 + END + "ok",
                        "protocol"),
                saysAndCloses(
                        "only an interim response", "HTTP/1.1 103 Hints\r\n\r\n", "premature_end", "premature_end"),
                says("another protocol nobody asked for", "HTTP/1.1 101 Switch\r\nUpgrade: x\r\n\r\n", "protocol"),
                floods("interim responses without end", "", "HTTP/1.1 103 Hints\r\nX: y\r\n\r\n", "limit", "limit"));
    }

    private static List<Fault> surplus() {
        return List.of(
                says("another response", LENGTH_2 + END + "ok" + SMUGGLED, "200 ok"),
                says("another response after chunks", CHUNKED + END + OK_CHUNKS + SMUGGLED, "200 ok"),
                says("garbage after the response", LENGTH_2 + END + "ok\0\0\0", "200 ok"),
                says(
                        "a body with 204",
                        "HTTP/1.1 204 None\r\nContent-Length: 52\r\n\r\n" + SMUGGLED,
                        "204 ",
                        "protocol"),
                says(
                        "chunks with 204",
                        "HTTP/1.1 204 None\r\nTransfer-Encoding: chunked\r\n\r\n" + OK_CHUNKS,
                        "204 ",
                        "protocol"),
                says("a body with 304", "HTTP/1.1 304 Same\r\nContent-Length: 2\r\n\r\n" + SMUGGLED, "304 "),
                says("a body for HEAD", LENGTH_2 + END + SMUGGLED, "200 ").to("HEAD"),
                says("chunks for HEAD", CHUNKED + END + OK_CHUNKS + SMUGGLED, "200 ")
                        .to("HEAD"));
    }
}
