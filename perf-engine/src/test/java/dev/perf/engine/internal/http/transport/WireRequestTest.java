package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WireRequestTest {

    private static final Origin ORIGIN = new Origin(Scheme.HTTP, "localhost", 8080);

    private static String encoded(WireRequest request) {
        HeadFrame frame = HeadFrame.of(request.origin(), null);
        byte[] bytes = new byte[RequestEncoder.atMost(request, frame)];
        return new String(bytes, 0, RequestEncoder.encode(request, frame, bytes), StandardCharsets.ISO_8859_1);
    }

    @Test
    void writesAHead() {
        HeaderBlock block = HeaderBlock.of(List.of(new HeaderField("A", "1"), new HeaderField("A", "gr\u00fcn")));
        assertThat(encoded(new WireRequest(ORIGIN, "PUT", "/a?b")
                        .headers(block)
                        .header("C", "")
                        .body(new byte[120])))
                .isEqualTo("PUT /a?b HTTP/1.1\r\nHost: localhost:8080\r\nA: 1\r\nA: gr\u00fcn\r\nC: \r\n"
                        + "Content-Length: 120\r\n\r\n");
    }

    @Test
    void canBeChangedAndSentAgain() {
        WireRequest request =
                new WireRequest(ORIGIN, "POST", "/a").header("Host", "x").body(new byte[1]);
        assertThat(encoded(request)).isEqualTo("POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\n");
        request.origin(new Origin(Scheme.HTTPS, "::1", 443))
                .method("DELETE")
                .path("/b")
                .clearHeaders()
                .body(null);
        assertThat(encoded(request)).isEqualTo("DELETE /b HTTP/1.1\r\nHost: [::1]\r\n\r\n");
    }

    @Test
    void visitsAllHeaders() {
        StringBuilder seen = new StringBuilder();
        new WireRequest(ORIGIN, "GET", "/")
                .headers(HeaderBlock.of(List.of(new HeaderField("A", "1"))))
                .header("B", "2")
                .forEachHeader((name, value) ->
                        seen.append(name).append('=').append(value).append(' '));
        assertThat(seen).hasToString("A=1 B=2 ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http://A.test | http://a.test",
                "https://a.test:443/x?y | https://a.test",
                "HTTP://a.test:81 | http://a.test:81",
                "http://[::1]:8080/ | http://[::1]:8080",
            })
    void readsAnOrigin(URI address, String expected) {
        assertThat(Origin.of(address)).hasToString(expected);
    }

    @Test
    void refusesABadOrigin() {
        refuses(() -> Origin.of(URI.create("ftp://a")), "address \"ftp://a\" must begin with http:// or https://");
        refuses(() -> Origin.of(URI.create("http:///a")), "address \"http:///a\" has no host");
        refuses(
                () -> new Origin(Scheme.HTTP, "a b", 80),
                "host \"a b\" must be a name or an address in ASCII (IPv6 without brackets)");
        refuses(() -> new Origin(Scheme.HTTP, "a", 65536), "port of a must be from 1 to 65535, got 65536");
    }

    @Test
    void refusesWhatWouldBreakTheHead() {
        refuses(() -> new WireRequest(ORIGIN, "GET", "a"), "path \"a\" must begin with a slash");
        refuses(() -> new WireRequest(ORIGIN, "GET", ""), "path \"\" must begin with a slash");
        refuses(
                () -> new WireRequest(ORIGIN, "GET", "/a b"),
                "path \"/a b\": character U+0020 at 2 must be percent-encoded");
        refuses(
                () -> new WireRequest(ORIGIN, "GET", "/\u00fc"),
                "path \"/\u00fc\": character U+00FC at 1 must be percent-encoded");
        refuses(
                () -> new WireRequest(ORIGIN, "G T", "/"),
                "method \"G T\" must be letters, digits and !#$%&'*+-.^_`|~, and not CONNECT");
        refuses(
                () -> new WireRequest(ORIGIN, "CONNECT", "/"),
                "method \"CONNECT\" must be letters, digits and !#$%&'*+-.^_`|~, and not CONNECT");
        refuses(() -> new HeaderField("a:", "b"), "header name \"a:\" must be letters, digits and !#$%&'*+-.^_`|~");
        refuses(
                () -> new WireRequest(ORIGIN, "GET", "/").header("", "b"),
                "header name \"\" must be letters, digits and !#$%&'*+-.^_`|~");
        refuses(
                () -> new HeaderField("a", "b\r\nc: d"),
                "header \"a\": character U+000D at 1 is not allowed in a value; encode it");
        refuses(
                () -> new HeaderField("a", "\u20ac"),
                "header \"a\": character U+20AC at 0 is not allowed in a value; encode it");
        refuses(
                () -> new HeaderField("content-length", "1"),
                "header \"content-length\": the transport writes it from the body; remove it");
        refuses(
                () -> new HeaderField("Transfer-Encoding", "chunked"),
                "header \"Transfer-Encoding\": the transport writes it from the body; remove it");
        refuses(
                () -> new WireRequest(ORIGIN, "GET", "/").body(new byte[1], 2),
                "body length 2 must be from 0 to the array's 1");
    }

    @Test
    void refusesImpossibleLimits() {
        refuses(
                () -> ExchangeLimits.DEFAULT.withRequestTimeout(Duration.ZERO),
                "timeout must be positive and at most 365 days, got 0s");
        refuses(() -> ExchangeLimits.DEFAULT.withMaxHeadBytes(0), "max head bytes must be positive, got 0");
        refuses(
                () -> ExchangeLimits.DEFAULT.withMaxKeptBytes(Integer.MAX_VALUE),
                "max kept bytes must be at most 1073741824 (1 GB), got 2147483647; discard the body");
        refuses(
                () -> TransportSettings.defaults().withConnectTimeout(Duration.ofSeconds(-1)),
                "connect timeout must be positive and at most 365 days, got -1s");
    }

    private static void refuses(Runnable mistake, String message) {
        assertThatIllegalArgumentException().isThrownBy(mistake::run).withMessage(message);
    }
}
