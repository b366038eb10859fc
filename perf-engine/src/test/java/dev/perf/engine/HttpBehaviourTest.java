package dev.perf.engine;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.status;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.http.Transport;
import dev.perf.result.ErrorResult;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.Step;
import dev.perf.spi.RunOptions;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Map;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class HttpBehaviourTest {

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws Exception {
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String url(MockWebServer one) {
        return "http://localhost:" + one.getPort();
    }

    /** Runs exactly one iteration. */
    private RunResult once(Transport transport, Step... steps) throws InterruptedException {
        Scenario one = scenario("one").exec(steps);
        var test = loadTest("http")
                .http(http -> http.baseUrl(url(server)).transport(transport))
                .run(one, arrivals(perSecond(10)).during(Duration.ofMillis(100)));
        return new PerfEngine()
                .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                .await();
    }

    private void answer(String body) {
        server.enqueue(new MockResponse.Builder().body(body).build());
    }

    @ParameterizedTest
    @EnumSource
    void countsChecksThatHoldAndThatDoNot(Transport transport) throws Exception {
        answer("{\"id\": 7}");
        RunResult result = once(
                transport,
                http("item")
                        .get("/item")
                        .check(status().is(200), jsonPath("$.id").is(8)));
        assertThat(result.errors()).extracting(ErrorResult::message).containsExactly("check \"$.id is 8\": got 7");
        MetricResult.Rate checks = (MetricResult.Rate) result.metric("checks");
        assertThat(checks.passes()).isEqualTo(1);
        assertThat(checks.fails()).isEqualTo(1);
        assertThat(result.request("item").failed()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void survivesAUsersTestThatThrows(Transport transport) throws Exception {
        answer("");
        RunResult result = once(transport, http("item").get("/item").check(status().satisfies("is odd", status -> {
            throw new IllegalStateException("no idea");
        })));
        assertThat(result.errors())
                .extracting(ErrorResult::message)
                .containsExactly("check \"status is odd\": its test threw java.lang.IllegalStateException: no idea");
    }

    @ParameterizedTest
    @EnumSource
    void doesNotSendAuthorizationOnToAnotherOrigin(Transport transport) throws Exception {
        try (MockWebServer other = new MockWebServer()) {
            other.start(InetAddress.getLoopbackAddress(), 0);
            server.enqueue(new MockResponse.Builder()
                    .code(302)
                    .addHeader("Location", "/here")
                    .build());
            server.enqueue(new MockResponse.Builder()
                    .code(302)
                    .addHeader("Location", url(other) + "/there")
                    .build());
            other.enqueue(new MockResponse.Builder().build());
            RunResult result = once(transport, http("go").get("/go").bearer("secret"));
            assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer secret");
            assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer secret");
            assertThat(other.takeRequest().getHeaders().get("Authorization")).isNull();
            assertThat(result.request("go").statuses()).isEqualTo(Map.of(302, 2L, 200, 1L));
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsCookiesWithAMaxAgeBackAsTheyCame(Transport transport) throws Exception {
        server.enqueue(new MockResponse.Builder()
                .addHeader("Set-Cookie", "sid=abc; Max-Age=3600; Path=/")
                .build());
        answer("");
        once(transport, http("first").get("/list"), http("second").get("/list2"));
        server.takeRequest();
        assertThat(server.takeRequest().getHeaders().get("Cookie")).isEqualTo("sid=abc");
    }

    @ParameterizedTest
    @EnumSource
    void resolvesASavedPathAgainstTheBaseUrl(Transport transport) throws Exception {
        answer("{\"next\": \"/page/2\"}");
        answer("");
        RunResult result = once(
                transport,
                http("first").get("/page/1").save("next", jsonPath("$.next")),
                http("next").get("#{next}"));
        assertThat(result.errors()).isEmpty();
        server.takeRequest();
        assertThat(server.takeRequest().getTarget()).isEqualTo("/page/2");
    }
}
