package dev.perf.engine.internal.http.transport;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.body;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.http.HttpRequest;
import dev.perf.result.ErrorResult;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.scenario.Step;
import dev.perf.spi.RunOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole run against a server that does everything wrong: each user goes on, and every failure is accounted for. */
class MisbehavingServerRunTest {

    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";
    private static final int USERS = 5;

    /** Name of the request, which is what the server does, and the kind of its failure. */
    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("refuses", "connect_refused"),
            Map.entry("stalls in TLS", "connect_timeout"),
            Map.entry("speaks no TLS", "tls"),
            Map.entry("resets", "reset"),
            Map.entry("closes", "premature_end"),
            Map.entry("cuts", "premature_end"),
            Map.entry("stalls", "timeout"),
            Map.entry("trickles", "timeout"),
            Map.entry("garbage", "protocol"),
            Map.entry("chunk", "protocol"),
            Map.entry("headers", "limit"),
            Map.entry("large", "limit"),
            Map.entry("bomb", "limit"),
            Map.entry("packed", "protocol"),
            Map.entry("loop", "redirect"),
            Map.entry("error", "status"),
            Map.entry("wrong", "check"));

    private static void serve(RawServer.Peer peer) throws IOException, InterruptedException {
        while (peer.readHead()) {
            switch (peer.path()) {
                case "/resets" -> {
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123");
                    peer.reset();
                }
                case "/closes" -> peer.close();
                case "/cuts" -> {
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123");
                    peer.close();
                }
                case "/stalls" -> peer.awaitClose();
                case "/trickles" -> {
                    peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                    peer.trickle("1\r\nx\r\n");
                }
                case "/garbage" -> peer.write("I am no web server\r\n\r\n");
                case "/chunk" -> peer.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n");
                case "/headers" ->
                    peer.write("HTTP/1.1 200 OK\r\n" + "X: y\r\n".repeat(70_000) + "Content-Length: 0\r\n\r\n");
                case "/large" -> peer.write("HTTP/1.1 200 OK\r\nContent-Length: 20000\r\n\r\n" + "x".repeat(20_000));
                case "/bomb" -> packed(peer, bomb());
                case "/packed" -> packed(peer, new byte[] {1, 2, 3});
                case "/loop" -> peer.write("HTTP/1.1 302 Found\r\nLocation: /loop\r\nContent-Length: 0\r\n\r\n");
                case "/error" -> peer.write("HTTP/1.1 500 Sorry\r\nContent-Length: 0\r\n\r\n");
                default -> peer.write(OK);
            }
        }
    }

    private static void packed(RawServer.Peer peer, byte[] body) throws IOException {
        peer.write("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " + body.length + "\r\n\r\n");
        peer.write(body, 0, body.length);
    }

    private static byte[] bomb() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(new byte[1_000_000]);
        }
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @EnumSource
    void eachUserGoesOnAndEveryFailureIsAccountedFor(dev.perf.http.Transport transport) throws Exception {
        int nobody;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nobody = free.getLocalPort();
        }
        long socketsBefore = Descriptors.sockets();
        RunResult result;
        try (RawServer server = new RawServer(MisbehavingServerRunTest::serve);
                RawServer silent = new RawServer(RawServer.Peer::awaitClose);
                RawServer noTls = new RawServer(peer -> {
                    peer.skip(1);
                    peer.write("HTTP/1.1 400 Bad Request\r\n\r\n");
                    peer.awaitClose();
                })) {
            List<Step> steps = new ArrayList<>();
            steps.add(http("refuses").get("http://127.0.0.1:" + nobody + "/"));
            steps.add(http("stalls in TLS").get("https://" + silent.hostAndPort() + "/"));
            steps.add(http("speaks no TLS").get("https://" + noTls.hostAndPort() + "/"));
            for (String path : List.of("resets", "closes", "cuts", "garbage", "chunk", "headers", "error")) {
                steps.add(post(path));
                steps.add(http("after " + path).get("/ok").check(body().is("ok")));
            }
            for (String path : List.of("stalls", "trickles")) {
                steps.add(post(path).timeout(Duration.ofMillis(100)));
            }
            for (String path : List.of("large", "bomb", "packed")) {
                steps.add(post(path).check(body().exists()));
            }
            steps.add(http("loop").get("/loop").maxRedirects(2));
            steps.add(post("wrong").check(status().is(200)).check(body().is("no")));
            steps.add(http("last").get("/ok").check(body().is("ok")));

            result = loadTest("faults")
                    .http(http -> http.transport(transport)
                            .baseUrl("http://" + server.hostAndPort())
                            .connectTimeout(Duration.ofMillis(500))
                            .maxBodyBytes(10_000))
                    .run(
                            scenario("s").exec(steps.toArray(Step[]::new)),
                            users(USERS).during(Duration.ofMillis(1500)))
                    .threshold("http_reqs{error:connect_refused}: count>0")
                    .threshold("http_reqs{error:connect_timeout}: count>0")
                    .threshold("http_reqs{error:tls}: count>0")
                    .threshold("http_reqs{error:reset}: count>0")
                    .threshold("http_reqs{error:premature_end}: count>0")
                    .threshold("http_reqs{error:timeout}: count>0")
                    .threshold("http_reqs{error:protocol}: count>0")
                    .threshold("http_req_failed{error:limit}: rate==1")
                    .run(RunOptions.DEFAULTS.withoutReport());
        }
        Descriptors.assertNoMoreThan(socketsBefore);

        // every iteration ran to its last step, and users began another one
        long iterations = result.ledger().started();
        assertThat(iterations).isGreaterThan(USERS);
        assertThat(result.ledger().balanced()).isTrue();
        assertThat(result.ledger().failed()).isEqualTo(iterations);
        assertThat(result.ledger().interrupted()).isZero();
        assertThat(result.request("last").count()).isEqualTo(iterations);

        // each failure is counted once, under one kind, with a message that says where
        assertThat(result.errors().stream()
                        .collect(Collectors.toMap(
                                ErrorResult::request,
                                ErrorResult::kind,
                                (one, other) -> one.equals(other) ? one : "both")))
                .isEqualTo(KINDS);
        assertThat(counts(result))
                .allSatisfy((name, count) -> assertThat(count).as(name).isEqualTo(iterations));
        assertThat(result.errors()).allSatisfy(error -> {
            assertThat(error.message()).isNotBlank();
            assertThat(error.lastSeen()).isGreaterThanOrEqualTo(error.firstSeen());
        });
        assertThat(result.thresholds()).hasSize(8).allMatch(ThresholdResult::passed); // kinds are tags of metrics
        for (RequestResult request : result.requests()) {
            boolean fails = KINDS.containsKey(request.name());
            long hops = request.name().equals("loop") ? 3 : 1;
            assertThat(request.count()).as(request.name()).isEqualTo(hops * iterations);
            assertThat(request.failed()).as(request.name()).isEqualTo(fails ? iterations : 0);
        }
    }

    /** How often each request failed, whatever its messages. */
    private static Map<String, Long> counts(RunResult result) {
        return result.errors().stream()
                .collect(Collectors.groupingBy(
                        ErrorResult::request, TreeMap::new, Collectors.summingLong(ErrorResult::count)));
    }

    /** With a method that is not repeated over another connection. */
    private static HttpRequest post(String path) {
        return http(path).post("/" + path);
    }
}
