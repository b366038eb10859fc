package dev.perf.engine.internal.http.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Debian's nginx, with its defaults where a test needs no other. */
class NginxInteropTest {

    private static final String TEXT = "All work and no play makes Jack a dull boy.\n".repeat(500);

    private static Program nginx;
    private static Path unix;
    private static int plain;
    private static int fewRequests;
    private static int shortLived;
    private static int tls12;
    private static int tls13;

    @BeforeAll
    static void start() throws IOException {
        String program = Program.require("nginx", "nginx");
        Path folder = Program.folder();
        plain = Program.freePort();
        fewRequests = Program.freePort();
        shortLived = Program.freePort();
        tls12 = Program.freePort();
        tls13 = Program.freePort();
        unix = folder.resolve("nginx.sock");
        Files.createDirectory(folder.resolve("www"));
        Files.writeString(folder.resolve("www/text.txt"), TEXT);
        Files.writeString(folder.resolve("www/page.shtml"), "<!--# echo var=\"uri\" -->" + TEXT);
        Files.writeString(folder.resolve("cert.pem"), TestTls.LOCALHOST.pem());
        Files.writeString(folder.resolve("nginx.conf"), """
            user %s;
            daemon off;
            worker_processes 1;
            pid nginx.pid;
            error_log stderr;
            events {}
            http {
                types { text/plain txt; text/html shtml; }
                access_log off;
                gzip on;
                gzip_types text/plain;
                client_body_temp_path .;
                proxy_temp_path .;
                fastcgi_temp_path .;
                uwsgi_temp_path .;
                scgi_temp_path .;
                root www;
                server { listen unix:%s; }
                server {
                    listen 127.0.0.1:%d;
                    location /page.shtml { ssi on; }
                    location /proxied/ { proxy_pass http://127.0.0.1:%1$s/; }
                    location /moved { return 301 /text.txt; }
                    location /nothing { return 204; }
                    location /hang-up { return 444; }
                    location /upload { proxy_pass http://127.0.0.1:1/; }
                }
                server { listen 127.0.0.1:%d; keepalive_requests 3; }
                server { listen 127.0.0.1:%d; keepalive_timeout 20ms; }
                ssl_certificate cert.pem;
                ssl_certificate_key cert.pem;
                server { listen 127.0.0.1:%d ssl http2; ssl_protocols TLSv1.2; }
                server { listen 127.0.0.1:%d ssl http2; ssl_protocols TLSv1.3; }
            }
            """.replace("%1$s", String.valueOf(plain))
                .formatted(System.getProperty("user.name"), unix, plain, fewRequests, shortLived, tls12, tls13));
        nginx = Program.start(
                folder,
                List.of(program, "-p", folder.toString(), "-c", "nginx.conf", "-e", "stderr"),
                plain,
                fewRequests,
                shortLived,
                tls12,
                tls13);
    }

    @AfterAll
    static void stop() throws IOException {
        if (nginx != null) {
            nginx.close();
        }
    }

    private static WireRequest get(int port, String path) {
        return Crowd.get(new Origin(Scheme.HTTP, "127.0.0.1", port), path);
    }

    private static WireRequest getOverTls(int port, String path) {
        return Crowd.get(new Origin(Scheme.HTTPS, "localhost", port), path);
    }

    private static TransportSettings trusting() {
        return TransportSettings.defaults().withTls(TlsSettings.verified(TestTls.LOCALHOST.context()));
    }

    @ParameterizedTest
    @EnumSource
    void servesAFileOverKeptConnections(Via via) throws Exception {
        try (Transport transport = via.open(TransportSettings.defaults())) {
            Crowd crowd = Crowd.send(transport, get(plain, "/text.txt"), 10, 50);
            assertThat(crowd.outcomes()).isEqualTo(Map.of("200 HTTP/1.1 " + TEXT.length(), 500));
            assertThat(crowd.retried()).isZero();
            if (via == Via.SOCKET) {
                assertThat(crowd.reused()).isEqualTo(490);
            }
        }
    }

    @Test
    void servesAFileOverAUnixSocket() throws Exception {
        try (Transport transport =
                new SocketTransport(TransportSettings.defaults().withUnixSocket(unix))) {
            Crowd crowd = Crowd.send(transport, get(plain, "/text.txt"), 10, 50);
            assertThat(crowd.outcomes()).isEqualTo(Map.of("200 HTTP/1.1 " + TEXT.length(), 500));
            assertThat(crowd.retried()).isZero();
            assertThat(crowd.reused()).isEqualTo(490);
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersAsItUsuallyDoes(Via via) throws Exception {
        try (Transport transport = via.open(TransportSettings.defaults());
                Channel channel = transport.open()) {
            Exchange exchange = new Exchange();

            channel.exchange(get(plain, "/text.txt"), exchange);
            String modified = String.valueOf(exchange.header("last-modified"));
            assertThat(exchange.bodyText()).isEqualTo(TEXT);

            channel.exchange(get(plain, "/text.txt").header("Accept-Encoding", "gzip"), exchange);
            assertThat(exchange.header("content-encoding")).isEqualTo("gzip");
            assertThat(exchange.header("transfer-encoding")).isEqualTo("chunked");
            assertThat(unpacked(exchange.bodyBytes())).isEqualTo(TEXT);

            channel.exchange(get(plain, "/page.shtml"), exchange);
            assertThat(exchange.header("transfer-encoding")).isEqualTo("chunked");
            assertThat(exchange.bodyText()).isEqualTo("/page.shtml" + TEXT);

            channel.exchange(get(plain, "/proxied/page.shtml"), exchange);
            assertThat(exchange.bodyText()).isEqualTo("/page.shtml" + TEXT);

            channel.exchange(get(plain, "/text.txt").header("Range", "bytes=4-7"), exchange);
            assertThat(exchange.status()).isEqualTo(206);
            assertThat(exchange.bodyText()).isEqualTo("work");

            channel.exchange(get(plain, "/text.txt").header("If-Modified-Since", modified), exchange);
            assertThat(exchange.status()).isEqualTo(304);
            assertThat(exchange.bodySize()).isZero();

            channel.exchange(get(plain, "/text.txt").method("HEAD"), exchange);
            assertThat(exchange.header("content-length")).isEqualTo(String.valueOf(TEXT.length()));
            assertThat(exchange.bodySize()).isZero();

            channel.exchange(get(plain, "/moved"), exchange);
            assertThat(exchange.status()).isEqualTo(301);
            channel.exchange(get(plain, "/nothing"), exchange);
            assertThat(exchange.status()).isEqualTo(204);
            channel.exchange(get(plain, "/absent"), exchange);
            assertThat(exchange.status()).isEqualTo(404);
            channel.exchange(get(plain, "/text.txt").method("POST").body(new byte[10]), exchange);
            assertThat(exchange.status()).isEqualTo(405);

            channel.exchange(get(plain, "/text.txt").header("X", "x".repeat(9_000)), exchange);
            assertThat(exchange.status()).isEqualTo(400);
            channel.exchange(get(plain, "/" + "x".repeat(9_000)), exchange);
            assertThat(exchange.status()).isEqualTo(414);

            assertThat(Crowd.outcome(channel, get(plain, "/hang-up").method("POST"), exchange))
                    .startsWith("premature_end: ");
            channel.exchange(get(plain, "/text.txt"), exchange);
            assertThat(exchange.status()).isEqualTo(200);
            exchange.release();
        }
    }

    /** nginx answers before it has read the body, then reads on for a while. */
    @ParameterizedTest
    @EnumSource
    void refusesAnUploadThatIsTooLarge(Via via) throws Exception {
        try (Transport transport = via.open(TransportSettings.defaults());
                Channel channel = transport.open()) {
            Exchange exchange = new Exchange();
            channel.exchange(get(plain, "/upload").method("POST").body(new byte[2_000_000]), exchange);
            assertThat(exchange.status()).isEqualTo(413);
            channel.exchange(get(plain, "/upload").method("POST").body(new byte[900_000]), exchange);
            assertThat(exchange.status()).isEqualTo(502); // nobody is there, but the size was right
            exchange.release();
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsAConnectionAfterItsLastRequest(Via via) throws Exception {
        try (Transport transport = via.open(TransportSettings.defaults())) {
            Crowd crowd = Crowd.send(transport, get(fewRequests, "/text.txt"), 10, 30);
            assertThat(crowd.outcomes()).isEqualTo(Map.of("200 HTTP/1.1 " + TEXT.length(), 300));
            assertThat(crowd.retried()).isZero(); // it says so beforehand
            if (via == Via.SOCKET) {
                assertThat(crowd.reused()).isEqualTo(200);
            }
        }
    }

    /** The connection ends while it is idle, now before, now while the next request is sent. */
    @ParameterizedTest
    @EnumSource
    void survivesTheEndOfAnIdleConnection(Via via) throws Exception {
        try (Transport transport = via.open(TransportSettings.defaults())) {
            Crowd crowd = Crowd.sendAsConnectionsEnd(transport, get(shortLived, "/text.txt"));
            crowd.assertSurvived(via, "200 HTTP/1.1 " + TEXT.length(), 400);
            if (via == Via.SOCKET) {
                assertThat(crowd.retried()).isPositive();
            }
        }
    }

    static Stream<Arguments> versionsOfTls() {
        return Stream.of(Via.values()).flatMap(via -> Stream.of(Arguments.of(via, true), Arguments.of(via, false)));
    }

    @ParameterizedTest
    @MethodSource("versionsOfTls")
    void speaksTls(Via via, boolean newest) throws Exception {
        try (Transport transport = via.open(trusting())) {
            Crowd crowd = Crowd.send(transport, getOverTls(newest ? tls13 : tls12, "/text.txt"), 5, 10);
            assertThat(crowd.outcomes()).isEqualTo(Map.of("200 HTTP/1.1 " + TEXT.length(), 50));
            if (via == Via.SOCKET) {
                assertThat(crowd.reused()).isEqualTo(45);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void answersHttpOnATlsPort(Via via) throws Exception {
        try (Transport transport = via.open(TransportSettings.defaults());
                Channel channel = transport.open()) {
            Exchange exchange = new Exchange();
            channel.exchange(get(tls13, "/"), exchange);
            assertThat(exchange.status()).isEqualTo(400);
            WireRequest secure = getOverTls(plain, "/");
            assertThat(Crowd.outcome(channel, secure, exchange)).startsWith("tls: ");
            exchange.release();
        }
    }

    /** More requests than nginx lets one connection carry. */
    @Test
    void speaksHttp2() throws Exception {
        try (Transport transport = new JdkTransport(trusting(), HttpVersion.HTTP_2)) {
            Crowd crowd = Crowd.send(transport, getOverTls(tls13, "/text.txt"), 20, 100);
            crowd.assertSurvived(Via.JDK, "200 HTTP/2 " + TEXT.length(), 2000);
        }
    }

    /** The usual pair, haproxy with the timeouts that Debian writes into its configuration. */
    @ParameterizedTest
    @EnumSource
    void servesBehindHaproxy(Via via) throws Exception {
        String program = Program.require("haproxy", "haproxy");
        Path folder = Program.folder();
        int front = Program.freePort();
        Path configuration = Files.writeString(folder.resolve("haproxy.cfg"), """
            defaults
                mode http
                timeout connect 5000
                timeout client 50000
                timeout server 50000
            frontend all
                bind 127.0.0.1:%d
                default_backend nginx
            backend nginx
                server one 127.0.0.1:%d
            """.formatted(front, plain));
        try (Program haproxy = Program.start(folder, List.of(program, "-db", "-f", configuration.toString()), front);
                Transport transport = via.open(TransportSettings.defaults());
                Channel channel = transport.open()) {
            Crowd crowd = Crowd.send(transport, get(front, "/text.txt"), 10, 30);
            assertThat(crowd.outcomes()).as(haproxy.output()).isEqualTo(Map.of("200 HTTP/1.1 " + TEXT.length(), 300));
            if (via == Via.SOCKET) {
                assertThat(crowd.reused()).isEqualTo(290);
            }
            Exchange exchange = new Exchange();
            channel.exchange(get(front, "/page.shtml"), exchange);
            assertThat(exchange.bodyText()).isEqualTo("/page.shtml" + TEXT);
            channel.exchange(get(front, "/text.txt").header("Accept-Encoding", "gzip"), exchange);
            assertThat(unpacked(exchange.bodyBytes())).isEqualTo(TEXT);
            channel.exchange(get(front, "/upload").method("POST").body(new byte[2_000_000]), exchange);
            assertThat(exchange.status()).isEqualTo(413);
            channel.exchange(get(front, "/nothing"), exchange);
            assertThat(exchange.status()).isEqualTo(204);
            exchange.release();
        }
    }

    private static String unpacked(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
