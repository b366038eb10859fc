package dev.perf.engine;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.body;
import static dev.perf.http.Http.duration;
import static dev.perf.http.Http.header;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.regex;
import static dev.perf.http.Http.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.feed.Feeder;
import dev.perf.http.HttpRequest;
import dev.perf.http.HttpResponse;
import dev.perf.http.HttpSettings;
import dev.perf.http.Transport;
import dev.perf.result.ErrorResult;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.zip.GZIPOutputStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole runs against a real server, over both transports. Each has ten arrivals, so counts are exact. */
class HttpRunTest {

    private static final int TEN = 10;

    private final MockWebServer server = new MockWebServer();
    private final List<RecordedRequest> seen = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void startServer() throws IOException {
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void countsWhatTheServerCounts(Transport transport) throws InterruptedException {
        answer(request -> json("{\"data\": [{\"id\": 7}]}"));
        RunResult result = run(
                transport,
                http("list")
                        .get("/list")
                        .check(
                                status().is(200),
                                jsonPath("$.data[0].id").is(7),
                                duration().below(Duration.ofSeconds(30))));

        assertThat(result.errors()).isEmpty();
        assertThat(result.request("list").count()).isEqualTo(TEN).isEqualTo(seen.size());
        assertThat(result.request("list").statuses()).containsExactly(Map.entry(200, 10L));
        assertThat(result.request("list").serviceTime().count()).isEqualTo(TEN);
        assertThat(rate(result, "checks").passes()).isEqualTo(30);
        assertThat(rate(result, "http_req_failed{name:list}").passes()).isZero();
        assertThat(result.ledger().completed()).isEqualTo(TEN);
        assertThat(result.passed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void correlatesOneResponseWithTheNextRequest(Transport transport) throws InterruptedException {
        answer(request -> request.getTarget().startsWith("/login")
                ? json("{\"token\": \"a\\\"b c\"}")
                        .newBuilder()
                        .addHeader("X-Page", "p/1")
                        .build()
                : new MockResponse.Builder().body("price=12.50;").build());
        RunResult result = run(
                transport,
                http("login")
                        .post("/login")
                        .json(Map.of("user", "#{name}"))
                        .save("token", jsonPath("$.token"))
                        .save("page", header("x-page"))
                        .save("none", jsonPath("$.none").optional())
                        .save("some", jsonPath("$.none").orElse("else")),
                http("read")
                        .get("/read/#{token}")
                        .queryParam("q", "#{page}")
                        .header("X-Some", "#{some}")
                        .save("price", regex("price=([0-9.]+)"))
                        .check(body().contains("price"), header("X-Nothing").absent()),
                http("form").post("/form").form(Map.of("price", "#{price} €")));

        assertThat(result.errors()).isEmpty();
        assertThat(bodies("/login")).containsOnly("{\"user\":\"O'Neil \\\"x\\\"\\n\"}");
        assertThat(targets("/read")).containsOnly("/read/a%22b%20c?q=p%2F1");
        assertThat(bodies("/form")).containsOnly("price=12.50+%E2%82%AC");
        assertThat(seen)
                .filteredOn(request -> request.getTarget().startsWith("/read"))
                .allMatch(request -> "else".equals(request.getHeaders().get("X-Some")));
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aResponseThatIsNotAsWantedFailsItsRequestAndSaysWhy(Transport transport) throws InterruptedException {
        answer(request -> new MockResponse.Builder().code(503).body("busy").build());
        RunResult result = run(
                transport,
                http("plain").get("/plain"),
                http("checked").get("/checked").check(status().in(200, 201)),
                http("wanted").get("/wanted").check(status().is(503)),
                http("text").get("/text").check(status().is(503), body().is("idle")),
                http("save").get("/save").check(status().is(503)).save("id", jsonPath("$.id")));

        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message, ErrorResult::count)
                .containsExactlyInAnyOrder(
                        tuple(
                                "status",
                                "plain",
                                "status 503, wanted 2xx or 3xx; a check on the status would allow it",
                                10L),
                        tuple("status", "checked", "check \"status is in [200, 201]\": got 503", 10L),
                        tuple("check", "text", "check \"body is idle\": got busy", 10L),
                        tuple(
                                "save",
                                "save",
                                "save \"id\": $.id found nothing in the response, whose body is no JSON",
                                10L));
        assertThat(result.request("wanted").failed()).isZero();
        assertThat(result.ledger().failed()).isEqualTo(TEN);
        assertThat(rate(result, "checks{check:body is idle}").fails()).isEqualTo(TEN);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void followsRedirectsAndRecordsEachHop(Transport transport) throws InterruptedException {
        answer(request -> switch (request.getTarget()) {
            case "/start" -> redirect(302, "/middle?x=1");
            case "/middle?x=1" -> redirect(307, "end");
            case "/loop" -> redirect(302, "/loop");
            default -> new MockResponse.Builder().body("there").build();
        });
        RunResult result = run(
                transport,
                http("go").post("/start").body("text", "text/plain").check(body().is("there")),
                http("loop").get("/loop").maxRedirects(3),
                http("stay").get("/start").maxRedirects(0).check(status().is(302)));

        assertThat(result.request("go").statuses())
                .containsExactly(Map.entry(200, 10L), Map.entry(302, 10L), Map.entry(307, 10L));
        assertThat(seen)
                .filteredOn(request -> request.getTarget().equals("/end"))
                .allMatch(request -> "GET".equals(request.getMethod()));
        assertThat(result.request("loop").count()).isEqualTo(40);
        assertThat(result.errors())
                .singleElement()
                .satisfies(error ->
                        assertThat(error.message()).isEqualTo("more than 3 redirects: in a circle: /loop -> /loop"));
        assertThat(result.request("stay").failed()).isZero();
    }

    @Test
    void doesNotTakeCredentialsToAnotherServer() throws Exception {
        try (var other = new MockWebServer()) {
            List<RecordedRequest> there = Collections.synchronizedList(new ArrayList<>());
            other.setDispatcher(new Dispatcher() {
                @Override
                public MockResponse dispatch(RecordedRequest request) {
                    there.add(request);
                    return new MockResponse.Builder().body("ok").build();
                }
            });
            other.start();
            answer(request -> redirect(302, other.url("/elsewhere").toString()));
            RunResult result = run(
                    Transport.SOCKET, http("go").get("/start").bearer("secret").header("X-Other", "kept"));

            assertThat(result.errors()).isEmpty();
            assertThat(seen)
                    .allMatch(request ->
                            "Bearer secret".equals(request.getHeaders().get("Authorization")));
            assertThat(there)
                    .hasSize(TEN)
                    .allMatch(request -> request.getHeaders().get("Authorization") == null)
                    .allMatch(request -> "kept".equals(request.getHeaders().get("X-Other")));
        }
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void keepsCookiesForTheUserThatWasGivenThem(Transport transport) throws InterruptedException {
        answer(request -> request.getTarget().equals("/set")
                ? new MockResponse.Builder()
                        .addHeader("Set-Cookie", "id=" + request.getHeaders().get("X-User") + "; Path=/")
                        .build()
                : new MockResponse.Builder()
                        .body(String.valueOf(request.getHeaders().get("Cookie")))
                        .build());
        HttpRequest set = http("set").get("/set").header("X-User", "u#{n}");

        RunResult kept = run(transport, set, http("get").get("/get").check(body().is("id=u#{n}")));
        assertThat(kept.errors()).isEmpty();

        RunResult ignored = run(
                http -> http.transport(transport).withoutCookies(),
                set,
                http("get").get("/get").check(body().is("null")));
        assertThat(ignored.errors()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void unpacksBodies(Transport transport) throws InterruptedException {
        answer(request -> request.getTarget().equals("/good")
                ? packed(gzip("{\"id\": 5}"))
                : request.getTarget().equals("/bomb")
                        ? packed(gzip("x".repeat(50_000)))
                        : packed(new byte[] {1, 2, 3}));
        RunResult result = run(
                http -> http.transport(transport).maxBodyBytes(10_000),
                http("good").get("/good").check(jsonPath("$.id").is(5)),
                http("broken").get("/broken").check(body().exists()),
                http("bomb").get("/bomb").check(body().exists()),
                http("unread").get("/broken"));

        assertThat(result.request("good").failed()).isZero();
        assertThat(result.request("unread").failed()).isZero();
        assertThat(result.errors())
                .extracting(ErrorResult::request, ErrorResult::kind)
                .containsExactlyInAnyOrder(tuple("broken", "protocol"), tuple("bomb", "limit"));
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aPortNobodyListensOnIsOneReadableError(Transport transport) throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        RunResult result = run(
                http -> http.transport(transport).baseUrl("http://127.0.0.1:" + port),
                http("x").get("/").check(status().is(200)));

        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.kind()).isEqualTo("connect_refused");
            assertThat(error.message())
                    .isEqualTo("127.0.0.1:" + port
                            + ": connection refused; is the server running and listening on this port?");
        });
        assertThat(rate(result, "checks").fails()).isEqualTo(TEN);
        assertThat(result.passed()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aServerThatAnswersGarbageIsOneReadableError(Transport transport) throws Exception {
        try (ServerSocket garbage = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerGarbage(garbage));
            RunResult result = run(
                    http -> http.transport(transport).baseUrl("http://127.0.0.1:" + garbage.getLocalPort()),
                    http("x").get("/"));

            assertThat(result.errors()).singleElement().satisfies(error -> {
                assertThat(error.kind()).isEqualTo("protocol");
                assertThat(error.count()).isEqualTo(TEN);
                assertThat(error.message()).startsWith("127.0.0.1:" + garbage.getLocalPort() + ": ");
            });
            assertThat(result.ledger().failed()).isEqualTo(TEN);
        }
    }

    @Test
    void aValueThatIsMissingFailsTheRequestBeforeItIsSent() throws InterruptedException {
        answer(request -> new MockResponse.Builder().build());
        RunResult result = runScenario(
                UnaryOperator.identity(),
                scenario("s")
                        .exec(
                                exec("nothing", user -> {}),
                                http("x").get("/#{id}").check(status().is(200))));

        assertThat(seen).isEmpty();
        assertThat(result.request("x").count()).isEqualTo(TEN);
        assertThat(result.request("x").failed()).isEqualTo(TEN);
        assertThat(result.request("x").responseTime().isEmpty()).isTrue();
        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.kind()).isEqualTo("session");
            assertThat(error.message()).isEqualTo("session has no value \"id\"; it is empty");
        });
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void lambdaStepsGetTheResponse(Transport transport) throws InterruptedException {
        answer(request -> json("{\"n\": 3}"));
        HttpRequest request = http("inner").get("/inner").check(status().is(200));
        RunResult result =
                runScenario(http -> http.transport(transport), scenario("s").exec("outer", user -> {
                    HttpResponse response = user.send(request);
                    user.check("ok", response.ok() && response.failure() == null && response.status() == 200);
                    user.check("header", "application/json".equals(response.header("content-type")));
                    user.check("json", Integer.valueOf(3).equals(response.jsonPath("$.n")));
                    user.check("body", response.body().equals("{\"n\": 3}"));
                    user.check("duration", !response.duration().isNegative());
                }));

        assertThat(result.errors()).isEmpty();
        assertThat(result.request("inner").count()).isEqualTo(TEN);
        assertThat(result.requests()).hasSize(1);
        assertThat(rate(result, "checks").passes()).isEqualTo(60);
        assertThat(result.metric("step_duration{name:outer}")).isInstanceOf(MetricResult.Trend.class);
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void aSlowServerRunsIntoTheTimeout(Transport transport) throws InterruptedException {
        answer(request ->
                new MockResponse.Builder().headersDelay(30, TimeUnit.SECONDS).build());
        RunResult result = run(transport, http("slow").get("/slow").timeout(Duration.ofMillis(200)));

        assertThat(result.errors())
                .singleElement()
                .satisfies(error -> assertThat(error.kind()).isEqualTo("timeout"));
    }

    private RunResult run(Transport transport, HttpRequest... requests) throws InterruptedException {
        return run(http -> http.transport(transport), requests);
    }

    private RunResult run(UnaryOperator<HttpSettings> settings, HttpRequest... requests) throws InterruptedException {
        List<Map<String, Object>> records = new ArrayList<>();
        for (int i = 0; i < TEN; i++) {
            records.add(Map.of("n", i, "name", "O'Neil \"x\"\n"));
        }
        return runScenario(settings, scenario("s").feed(Feeder.records(records)).exec(requests));
    }

    private RunResult runScenario(UnaryOperator<HttpSettings> settings, Scenario scenario) throws InterruptedException {
        RunResult result = loadTest("http")
                .http(http -> settings.apply(http.baseUrl(server.url("/").toString())))
                .run(scenario, arrivals(perSecond(50)).during(Duration.ofMillis(200)))
                .run(RunOptions.DEFAULTS.withoutReport());
        assertThat(result.ledger().started()).isEqualTo(TEN);
        assertThat(result.ledger().balanced()).isTrue();
        return result;
    }

    private void answer(Function<RecordedRequest, MockResponse> answer) {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                seen.add(request);
                return answer.apply(request);
            }
        });
    }

    private List<String> bodies(String path) {
        return seen.stream()
                .filter(request -> request.getTarget().startsWith(path))
                .map(request ->
                        request.getBody() == null ? "" : request.getBody().utf8())
                .toList();
    }

    private List<String> targets(String path) {
        return seen.stream()
                .map(RecordedRequest::getTarget)
                .filter(target -> target.startsWith(path))
                .toList();
    }

    private static MetricResult.Rate rate(RunResult result, String key) {
        return (MetricResult.Rate) result.metric(key);
    }

    private static MockResponse json(String body) {
        return new MockResponse.Builder()
                .addHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    private static MockResponse redirect(int status, String location) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Location", location)
                .build();
    }

    private static MockResponse packed(byte[] body) {
        return new MockResponse.Builder()
                .addHeader("Content-Encoding", "gzip")
                .body(new Buffer().write(body))
                .build();
    }

    private static byte[] gzip(String text) {
        var bytes = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException never) {
            throw new AssertionError(never);
        }
        return bytes.toByteArray();
    }

    private static void answerGarbage(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept();
                    OutputStream out = socket.getOutputStream()) {
                socket.getInputStream().read(new byte[1000]);
                out.write("I am no web server\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException closed) {
                return;
            }
        }
    }
}
