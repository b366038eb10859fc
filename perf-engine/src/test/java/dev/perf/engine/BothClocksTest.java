package dev.perf.engine;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.constant;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.group;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.parallel;
import static dev.perf.sse.Sse.sse;
import static dev.perf.websocket.WebSockets.webSocket;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.perf.http.Transport;
import dev.perf.load.LoadProfile;
import dev.perf.result.MetricResult;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunOptions;
import dev.perf.sse.EventStream;
import dev.perf.websocket.WebSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Response;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of step that is measured has a service time and a response time for each of its samples, in each model. */
@Timeout(60)
class BothClocksTest {

    private static final int ITERATIONS = 6;
    private static final WebSocket SOCKET = webSocket("socket");
    private static final EventStream EVENTS = sse("events");

    private static final Scenario JOURNEY = scenario("journey")
            .onStart(http("enter").get("/enter"))
            .exec(
                    http("page").get("/page"),
                    exec("plain java", user -> user.pause(ofMillis(1))),
                    exec("asks", user -> user.send(http("inner").get("/inner"))), // measured as what it sends
                    group("outer", http("in a group").get("/group")),
                    parallel("both", http("one").get("/one"), http("two").get("/two")),
                    SOCKET.connect("/ws").named("socket open"),
                    SOCKET.send("hello").named("socket send"),
                    SOCKET.await().named("socket answer"),
                    SOCKET.ping().named("socket ping"),
                    SOCKET.close(),
                    EVENTS.connect("/sse").named("events open"),
                    EVENTS.await().named("event"),
                    EVENTS.close())
            .onStop(http("leave").get("/leave"));

    private static final Set<String> MEASURED = Set.of(
            "page",
            "plain java",
            "inner",
            "in a group",
            "one",
            "two",
            "socket open",
            "socket answer",
            "events open",
            "event");

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return switch (request.getTarget()) {
                    case "/ws" ->
                        new MockResponse.Builder().webSocketUpgrade(new Echo()).build();
                    case "/sse" ->
                        new MockResponse.Builder()
                                .addHeader("Content-Type", "text/event-stream")
                                .body("data: one\n\n")
                                .build();
                    default -> new MockResponse.Builder().body("ok").build();
                };
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    private static final class Echo extends WebSocketListener {
        @Override
        public void onMessage(okhttp3.WebSocket socket, String text) {
            socket.send(text);
        }

        @Override
        public void onClosing(okhttp3.WebSocket socket, int code, String reason) {
            socket.close(code, null);
        }

        @Override
        public void onFailure(okhttp3.WebSocket socket, Throwable thrown, Response response) {
            socket.cancel();
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> loads() {
        List<LoadProfile> loads = List.of(
                users(2).iterations(ITERATIONS / 2),
                arrivals(perSecond(60)).during(ofMillis(100)),
                arrivals().atOnce(ITERATIONS));
        return loads.stream()
                .flatMap(load -> Arrays.stream(Transport.values()).map(transport -> arguments(load, transport)));
    }

    @ParameterizedTest
    @MethodSource("loads")
    void areKeptForEveryStepOfEveryJourney(LoadProfile load, Transport transport) throws Exception {
        RunResult result = loadTest("clocks")
                .http(http ->
                        http.baseUrl("http://localhost:" + server.getPort()).transport(transport))
                .run(JOURNEY.thinkTime(constant(ofMillis(2))), load)
                .run(RunOptions.DEFAULTS.withoutReport());

        assertThat(result.errors()).isEmpty();
        assertThat(result.ledger().completed()).isEqualTo(ITERATIONS);
        assertThat(result.requests().stream().map(RequestResult::name).collect(Collectors.toSet()))
                .containsAll(MEASURED)
                .contains("enter", "leave");
        for (RequestResult step : result.requests()) {
            if (MEASURED.contains(step.name())) {
                assertThat(step.count()).as(step.name()).isEqualTo(ITERATIONS);
            }
            assertThat(step.serviceTime().count())
                    .as("service times of %s", step.name())
                    .isEqualTo(step.count())
                    .isPositive();
            assertThat(step.responseTime().count())
                    .as("response times of %s", step.name())
                    .isEqualTo(step.count());
            assertThat(step.responseTime().max())
                    .as("response against service time of %s", step.name())
                    .isGreaterThanOrEqualTo(step.serviceTime().max());
        }
        // Each iteration begins when it is due, and has pauses that end when they are due.
        assertThat(((MetricResult.Trend) result.metric("schedule_lag"))
                        .distribution()
                        .count())
                .isGreaterThanOrEqualTo(ITERATIONS * 10L);
        assertThat(((MetricResult.Trend) result.metric("group_duration{group:outer}"))
                        .distribution()
                        .count())
                .isEqualTo(ITERATIONS);
    }
}
