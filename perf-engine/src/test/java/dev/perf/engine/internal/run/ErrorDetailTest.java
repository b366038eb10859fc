package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.run;
import static dev.perf.http.Http.http;
import static java.time.Duration.ZERO;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.result.ErrorInterval;
import dev.perf.result.ErrorResult;
import dev.perf.result.ErrorSample;
import dev.perf.result.RunResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a result knows of failures beyond their number. */
class ErrorDetailTest {

    private static MockWebServer failing(String body, boolean chunked) throws IOException {
        MockWebServer server = new MockWebServer();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                var response = new MockResponse.Builder().code(500).addHeader("Set-Cookie", "session=s3cret");
                return (chunked ? response.chunkedBody(body, 1_000) : response.body(body)).build();
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
        return server;
    }

    private static ErrorSample firstSample(RunResult result) {
        return result.errors().getFirst().samples().getFirst();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aSampleShowsRequestAndResponseWithSecretsMasked(boolean chunked) throws Exception {
        try (MockWebServer server = failing("{\"reason\":\"no stock\",\"token\":\"t0psecret\"}", chunked)) {
            LoadTest test = loadTest("errors")
                    .http(http -> http.baseUrl("http://localhost:" + server.getPort()))
                    .run(
                            scenario("buyers")
                                    .exec(http("order")
                                            .post("/order?api_key=k3y")
                                            .bearer("b3arer")
                                            .json("{\"item\":7,\"password\":\"hunter2\"}")),
                            users(1).iterations(1));
            RunResult result = run(test);

            ErrorSample sample = firstSample(result);
            assertThat(sample.scenario()).isEqualTo("buyers");
            assertThat(sample.user()).isZero();
            assertThat(sample.iteration()).isZero();
            assertThat(sample.message()).isEqualTo(result.errors().getFirst().message());
            assertThat(sample.status()).isEqualTo(500);
            ErrorSample.Message request = sample.request();
            assertThat(request).isNotNull();
            assertThat(request.line()).startsWith("POST http://localhost:").endsWith("/order?api_key=***");
            assertThat(request.headers()).contains("Authorization: ***");
            assertThat(request.body()).contains("\"item\" : 7").contains("\"password\" : \"***\"");
            ErrorSample.Message response = sample.response();
            assertThat(response).isNotNull();
            assertThat(response.line()).startsWith("status 500, ");
            assertThat(response.headers()).contains("Set-Cookie: ***");
            assertThat(response.body()).contains("no stock").contains("\"token\" : \"***\"");
            assertThat(sample.toString()).doesNotContain("t0psecret", "hunter2", "k3y", "b3arer", "s3cret");
            assertThat(sample.exception()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLongBodyThatNothingReadsIsShownAsFarAsItCameFirst(boolean chunked) throws Exception {
        try (MockWebServer server = failing("x".repeat(100_000), chunked)) {
            LoadTest test = loadTest("errors")
                    .http(http -> http.baseUrl("http://localhost:" + server.getPort()))
                    .run(scenario("buyers").exec(http("get").get("/")), users(1).iterations(3));
            RunResult result = run(test);

            assertThat(result.request("get").count()).isEqualTo(3);
            assertThat(result.request("get").bytesReceived()).isGreaterThan(300_000);
            ErrorSample.Message response = firstSample(result).response();
            assertThat(response).isNotNull();
            assertThat(response.body())
                    .startsWith("x".repeat(100))
                    .hasSizeLessThan(2_200)
                    .contains("(cut; 100,000 bytes)");
        }
    }

    @Test
    void aRequestWithoutResponseHasTheReason() throws Exception {
        int port;
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = taken.getLocalPort();
        }
        RunResult result = run(loadTest("refused")
                .http(http -> http.baseUrl("http://127.0.0.1:" + port))
                .run(scenario("buyers").exec(http("get").get("/cart")), users(1).iterations(1)));

        ErrorSample sample = firstSample(result);
        assertThat(sample.request()).isNotNull();
        assertThat(sample.request().line()).isEqualTo("GET http://127.0.0.1:" + port + "/cart");
        assertThat(sample.status()).isZero();
        assertThat(sample.response()).isNull();
        assertThat(sample.exception()).anyMatch(line -> line.contains("ConnectException"));
    }

    @Test
    void whatTheUsersCodeThrewIsShownWithItsCauses() throws Exception {
        RunResult result = run(loadTest("thrown")
                .run(
                        scenario("buyers").exec("work", user -> {
                            throw new IllegalStateException(
                                    "order failed", new IOException("no answer, password=hunter2"));
                        }),
                        users(1).iterations(1)));

        ErrorSample sample = firstSample(result);
        assertThat(sample.request()).isNull();
        assertThat(sample.exception())
                .startsWith("java.lang.IllegalStateException: order failed")
                .contains("Caused by: java.io.IOException: no answer, password=***");
    }

    @Test
    void aFailureOfAStepHasNothingOfTheRequestBeforeIt() throws Exception {
        try (MockWebServer server = Runs.server()) {
            RunResult result = run(loadTest("apart")
                    .http(http -> http.baseUrl("http://localhost:" + server.getPort()))
                    .run(
                            scenario("buyers")
                                    .exec(http("get").get("/"))
                                    .exec("work", user -> user.fail("no", "stock")),
                            users(1).iterations(1)));

            assertThat(firstSample(result).request()).isNull();
            assertThat(firstSample(result).status()).isZero();
        }
    }

    @Test
    void failuresAreCountedOverTime() throws Exception {
        // Iterations begin each half second; every fourth fails: at 1.5, 3.5, 5.5 s and so on.
        RunResult result = run(loadTest("course")
                .run(
                        scenario("visitors").exec(exec("work", user -> {
                            user.pause(ofMillis(100));
                            user.check("fourth", user.id() % 4 != 3);
                        })),
                        arrivals(perSecond(2)).during(ofSeconds(20))));

        ErrorResult error = result.errors().getFirst();
        assertThat(error.count()).isEqualTo(10);
        assertThat(error.course())
                .hasSize(10)
                .startsWith(
                        new ErrorInterval(ofSeconds(1), ofSeconds(1), 1),
                        new ErrorInterval(ofSeconds(3), ofSeconds(1), 1));
        assertThat(error.samples()).hasSize(5);
        assertThat(error.samples().getFirst().at()).isEqualTo(error.firstSeen());
        assertThat(error.samples().getLast().at()).isEqualTo(error.lastSeen());
    }

    @Test
    void theCourseOfALongRunIsMergedLikeTheRun() throws Exception {
        RunResult result = run(loadTest("long")
                .run(
                        scenario("visitors").exec(exec("work", user -> {
                            user.pause(ofMillis(100));
                            user.check("always", false);
                        })),
                        arrivals(perSecond(1)).during(ofSeconds(3_000))));

        ErrorResult error = result.errors().getFirst();
        assertThat(error.count()).isEqualTo(3_000);
        assertThat(error.course()).hasSize(750).allSatisfy(stretch -> {
            assertThat(stretch.count()).isEqualTo(4);
            assertThat(stretch.length()).isEqualTo(ofSeconds(4));
        });
        assertThat(error.course().getFirst().start()).isEqualTo(ZERO);
    }

    @Test
    void endlesslyManyMessagesAreOneErrorWhoseSamplesTellThemApart() throws Exception {
        RunResult result = run(loadTest("ids")
                .run(
                        scenario("visitors").exec(exec("work", user -> {
                            user.pause(ofMillis(100));
                            user.fail("unknown", "no user " + (4_711 + user.id()));
                        })),
                        arrivals(perSecond(10)).during(ofSeconds(20))));

        assertThat(result.errors()).singleElement().satisfies(error -> {
            assertThat(error.message()).isEqualTo("no user *");
            assertThat(error.count()).isEqualTo(200);
            assertThat(error.samples()).hasSize(5);
            assertThat(error.samples().getFirst().message()).isEqualTo("no user 4711");
        });
    }
}
