package dev.perf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as its user meets it: streams and exit codes. */
class PerfCommandTest {

    private final PrintStream systemOut = System.out;
    private final PrintStream systemErr = System.err;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void catchOutput() {
        System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @AfterEach
    void releaseOutput() {
        System.setOut(systemOut);
        System.setErr(systemErr);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "quik | Unmatched argument at index 0: 'quik'",
                "quick | Missing required parameter: 'URL'",
                "quick h --durtion=5s | Unknown option: '--durtion=5s'",
                "quick ftp://h | Invalid value for positional parameter at index 0 (URL): URL \"ftp://h\" must begin"
                        + " with http:// or https://; give one such as http://localhost:8080/",
                "quick http:// | Invalid value for positional parameter at index 0 (URL): URL \"http://\" has no host;"
                        + " give one such as http://localhost:8080/",
                "quick h:x | Invalid value for positional parameter at index 0 (URL): URL \"h:x\" has a malformed host"
                        + " or port, h:x; give one such as http://localhost:8080/",
                "quick u:pass@h | Invalid value for positional parameter at index 0 (URL): URL must not hold a user or"
                        + " password; send them with --header 'Authorization: ...'",
                "quick h --users=0 | Invalid value for option '--users': must be a whole number, at least 1, got \"0\"",
                "quick h --duration=5 | Invalid value for option '--duration': duration \"5\" must be a number with a"
                        + " unit, such as 500ms, 30s, 1m30s or 2h",
                "quick h --warmup=0s | Invalid value for option '--warmup': duration \"0s\" must be longer than zero",
                "quick h --rate=-1 | Invalid value for option '--rate': rate \"-1\" must be a positive number, alone or"
                        + " with /s, /min or /h",
                "quick h --header=foo | Invalid value for option '--header' ('K: V'): must have the form 'Name: value';"
                        + " there is no colon in it",
                "quick h --body=@/no/file | Invalid value for option '--body': there is no file \"/no/file\"",
                "quick h --threshold=checks:rate>>1 | Invalid value for option '--threshold' (EXPR): threshold"
                        + " \"checks:rate>>1\" at 11: unknown operator \">>\"; did you mean >?"
            })
    void saysWhatIsWrongInOneLine(String line, String message) {
        assertThat(PerfCommand.run(line.split(" "))).isEqualTo(2);
        assertThat(lines(err).findFirst()).contains(message);
        assertThat(lines(err)).hasSize(2);
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void suggestsWhatWasMeant() {
        PerfCommand.run("quik");
        assertThat(lines(err)).contains("Did you mean: perf quick?");
    }

    @Test
    void tellsItsOptionsAndVersion() {
        assertThat(PerfCommand.run("quick", "--help")).isZero();
        assertThat(PerfCommand.run("--version")).isZero();
        assertThat(lines(out))
                .contains("Puts load on one URL, without writing a test.")
                .anyMatch(line -> line.startsWith("perf (not packed)"));
    }

    @Test
    void sendsWhatTheOptionsSayAndWritesPureJsonToStandardOutput() throws IOException, InterruptedException {
        try (MockWebServer server = server(200)) {
            int code =
                    run(server, "/a?b=1", "--users=1", "--duration=300ms", "--json=-", "--body=hi", "--header=X-Y: z");

            assertThat(code).isZero();
            RecordedRequest request = server.takeRequest();
            assertThat(request.getMethod()).isEqualTo("POST");
            assertThat(request.getTarget()).isEqualTo("/a?b=1");
            assertThat(request.getHeaders().get("X-Y")).isEqualTo("z");
            assertThat(request.getHeaders().get("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        }
        assertThat(out.toString(StandardCharsets.UTF_8).strip())
                .startsWith("{")
                .endsWith("}")
                .contains("\"verdict\"");
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("PASSED").doesNotContain("SLF4J");
    }

    @Test
    void sendsTheWholeFileOfABody(@TempDir Path folder) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("body.json"), "{\"a\": 1,\n --users 7}");
        try (MockWebServer server = server(200)) {
            int code = run(server, "/", "--users", "1", "--duration", "200ms", "--quiet", "--body", "@" + file);

            assertThat(code).isZero();
            assertThat(server.takeRequest().getBody().utf8()).isEqualTo("{\"a\": 1,\n --users 7}");
        }
    }

    @Test
    void endsWithTheVerdictsCode(@TempDir Path folder) throws IOException {
        try (MockWebServer server = server(503)) {
            Path json = folder.resolve("out.json");
            int code = run(
                    server,
                    "/",
                    "--rate=50",
                    "--duration=300ms",
                    "--quiet",
                    "--json=" + json,
                    "--threshold=http_req_failed: rate<0.5");

            assertThat(code).isEqualTo(1);
            assertThat(Files.readString(json)).contains("FAILED");
        }
        assertThat(out.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void doesNotFollowRedirectsToOtherServers() throws IOException {
        try (MockWebServer elsewhere = server(200);
                MockWebServer server = new MockWebServer()) {
            server.setDispatcher(always(new MockResponse.Builder()
                    .code(302)
                    .addHeader("Location", elsewhere.url("/").toString())
                    .build()));
            server.start();

            assertThat(run(server, "/", "--users=1", "--duration=200ms", "--quiet"))
                    .isZero();
            assertThat(server.getRequestCount()).isPositive();
            assertThat(elsewhere.getRequestCount()).isZero();
        }
    }

    @Test
    void explainsADeadPortWithoutAStackTrace() throws IOException {
        int port;
        try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = unused.getLocalPort();
        }

        assertThat(PerfCommand.run("quick", "127.0.0.1:" + port, "--users=1", "--duration=200ms"))
                .isEqualTo(1);
        assertThat(lines(out))
                .anyMatch(line -> line.contains("connection refused"))
                .noneMatch(line -> line.contains("\tat "));
        assertThat(lines(err)).noneMatch(line -> line.contains("Exception"));
    }

    private static int run(MockWebServer server, String path, String... options) {
        return PerfCommand.run(Stream.concat(Stream.of("quick", server.url(path).toString()), Arrays.stream(options))
                .toArray(String[]::new));
    }

    private static MockWebServer server(int status) throws IOException {
        MockWebServer server = new MockWebServer();
        server.setDispatcher(
                always(new MockResponse.Builder().code(status).body("ok").build()));
        server.start();
        return server;
    }

    private static Dispatcher always(MockResponse response) {
        return new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return response;
            }
        };
    }

    private static Stream<String> lines(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8).lines();
    }
}
