package dev.perf.engine;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.constant;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.addCookie;
import static dev.perf.http.Http.body;
import static dev.perf.http.Http.bodyBytes;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.regex;
import static dev.perf.http.Http.status;
import static dev.perf.websocket.WebSockets.webSocket;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.plan.InvalidPlanException;
import dev.perf.result.ErrorResult;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.scenario.Step;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import dev.perf.websocket.WebSocket;
import dev.perf.websocket.WebSocketMessage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import mockwebserver3.MockResponse;
import okhttp3.Response;
import okhttp3.WebSocketListener;
import okio.ByteString;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class WebSocketTest {

    private static final WebSocket SOCKET = webSocket("quotes");

    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

    @RegisterExtension
    final OneIteration server = new OneIteration();

    @BeforeEach
    void answer() {
        server.answering(request ->
                new MockResponse.Builder().webSocketUpgrade(new Talker()).build());
    }

    /** Does what it is told: {@code echo ...}, {@code many n}, {@code end code}, {@code cut}. */
    private final class Talker extends WebSocketListener {
        @Override
        public void onOpen(okhttp3.WebSocket socket, Response response) {
            socket.send("welcome");
        }

        @Override
        public void onMessage(okhttp3.WebSocket socket, String text) {
            heard.add(text);
            int space = text.indexOf(' ');
            String rest = text.substring(space + 1);
            switch (space < 0 ? text : text.substring(0, space)) {
                case "echo" -> socket.send(rest);
                case "many" -> {
                    for (int i = 0; i < Integer.parseInt(rest); i++) {
                        socket.send("message " + i);
                    }
                    socket.send("done");
                }
                case "end" -> socket.close(Integer.parseInt(rest), "enough");
                case "cut" -> socket.cancel();
                default -> {}
            }
        }

        @Override
        public void onMessage(okhttp3.WebSocket socket, ByteString bytes) {
            socket.send(bytes);
        }

        @Override
        public void onClosing(okhttp3.WebSocket socket, int code, String reason) {
            heard.add("closed " + code + " " + reason);
            socket.close(code, null);
        }
    }

    private RunResult run(Step... steps) throws InterruptedException {
        return server.run(http -> http, steps);
    }

    private static List<String> kinds(RunResult result) {
        return result.errors().stream().map(ErrorResult::kind).toList();
    }

    private static void assertSound(RunResult result) {
        assertThat(result.errors()).isEmpty();
        assertThat(result.ledger().failed()).isZero();
        assertThat(result.ledger().completed()).isEqualTo(1);
        assertThat(result.ledger().balanced()).isTrue();
    }

    @Test
    void sendsAndAwaitsByNameWithChecksAndSavedValues() throws Exception {
        RunResult result = run(
                SOCKET.connect("/quotes?of=all").named("open"),
                SOCKET.send("echo {\"type\":\"news\"}"),
                SOCKET.send("echo {\"type\":\"quote\",\"price\":17}"),
                SOCKET.await()
                        .named("first quote")
                        .matching(jsonPath("$.type").is("quote"))
                        .check(jsonPath("$.price").is(17))
                        .save("price", jsonPath("$.price")),
                SOCKET.send("echo again #{price}"),
                SOCKET.await().named("again").matching(regex("again (\\d+)").is("#{price}")),
                SOCKET.close());

        assertSound(result);
        assertThat(server.targets()).containsExactly("/quotes?of=all");
        assertThat(heard).contains("echo again 17", "closed 1000 ");
        assertThat(result.request("open").count()).isEqualTo(1);
        assertThat(result.request("first quote").count()).isEqualTo(1);
        assertThat(result.request("first quote").responseTime().count()).isEqualTo(1);
        assertThat(OneIteration.count(result, "ws_sessions")).isEqualTo(1);
        assertThat(OneIteration.count(result, "ws_msgs_sent")).isEqualTo(3);
        assertThat(OneIteration.count(result, "ws_msgs_received{socket:quotes}"))
                .isEqualTo(4);
        assertThat(times(result, "ws_connecting{name:open}")).isEqualTo(1);
        assertThat(times(result, "ws_session_duration")).isEqualTo(1);
        assertThat(((MetricResult.Rate) result.metric("checks")).passes()).isEqualTo(1);
    }

    private static long times(RunResult result, String metric) {
        return ((MetricResult.Trend) result.metric(metric)).distribution().count();
    }

    @Test
    void anAnswerIsTimedFromTheSend() throws Exception {
        RunResult result = run(
                SOCKET.connect("/"),
                SOCKET.send("echo soon"),
                exec(
                        "work",
                        user -> assertThat(heard.poll(10, TimeUnit.SECONDS)).isNotNull()),
                SOCKET.send("echo timed"),
                SOCKET.await().matching(body().is("timed")));

        assertSound(result);
        assertThat(result.request("await quotes").serviceTime().min()).isPositive();
        assertThat(result.request("await quotes").responseTime().min())
                .isGreaterThanOrEqualTo(
                        result.request("await quotes").serviceTime().min());
    }

    @Test
    void messagesThatDoNotMatchStayForLaterSteps() throws Exception {
        RunResult result = run(
                SOCKET.connect("/"),
                SOCKET.send("echo one"),
                SOCKET.send("echo two"),
                SOCKET.await().matching(body().is("two")),
                SOCKET.await().matching(body().contains("one")),
                SOCKET.await().matching(body().is("welcome")));
        assertSound(result);
    }

    @Test
    void worksFromALambdaStepAndWithBinaryMessages() throws Exception {
        var binary = new AtomicReference<WebSocketMessage>();
        var json = new AtomicReference<Object>();
        RunResult result = run(exec("talk", user -> {
            user.check("connected", user.send(SOCKET.connect("/")).ok());
            user.send(SOCKET.await().matching(body().is("welcome")));
            user.send(SOCKET.send("b\u00e4h".getBytes(UTF_8)));
            binary.set(user.send(SOCKET.await().check(bodyBytes().exists())));
            user.send(SOCKET.send("echo {\"a\":[1,2]}"));
            json.set(user.send(SOCKET.await()).jsonPath("$.a[1]"));
            user.check("pinged", user.send(SOCKET.ping()).duration().isPositive());
        }));

        assertSound(result);
        assertThat(binary.get().isText()).isFalse();
        assertThat(binary.get().text()).isEqualTo("b\u00e4h");
        assertThat(json.get()).isEqualTo(2);
        assertThat(times(result, "ws_ping{name:ping quotes}")).isEqualTo(1);
        assertThat(result.requests()).noneMatch(request -> request.name().equals("talk"));
    }

    @Test
    void aUserHasSeveralSocketsAndClosesThemWhenItEnds() throws Exception {
        WebSocket other = webSocket("news");
        RunResult result = run(
                SOCKET.connect("/a"),
                other.connect(server.url().replace("http", "ws") + "/b"),
                other.send("echo for b"),
                SOCKET.send("echo for a"),
                SOCKET.await().matching(body().is("for a")),
                other.await().matching(body().is("for b")));

        assertSound(result);
        assertThat(server.targets()).containsExactly("/a", "/b");
        assertThat(heard).filteredOn("closed 1000 "::equals).hasSize(2);
        assertThat(times(result, "ws_session_duration")).isEqualTo(2);
    }

    @Test
    void connectingAgainClosesTheSocketBefore() throws Exception {
        RunResult result =
                run(SOCKET.connect("/a"), SOCKET.connect("/b"), SOCKET.await().matching(body().is("welcome")));

        assertSound(result);
        assertThat(OneIteration.count(result, "ws_sessions")).isEqualTo(2);
        assertThat(times(result, "ws_session_duration")).isEqualTo(2);
    }

    @Test
    void theHandshakeCarriesHeadersCookiesAndSubprotocols() throws Exception {
        server.run(
                http -> http.header("X-Test", "all")
                        .header("Content-Type", "text/plain")
                        .bearer("secret"),
                addCookie("sid", "42"),
                SOCKET.connect("/").header("X-Own", "mine").subprotocol("v2", "v1"));

        assertThat(server.seen()).singleElement().satisfies(request -> {
            assertThat(request.getHeaders().get("X-Test")).isEqualTo("all");
            assertThat(request.getHeaders().get("X-Own")).isEqualTo("mine");
            assertThat(request.getHeaders().get("Authorization")).isEqualTo("Bearer secret");
            assertThat(request.getHeaders().get("Cookie")).isEqualTo("sid=42");
            assertThat(request.getHeaders().get("Content-Type")).isNull();
            assertThat(request.getHeaders().get("User-Agent")).startsWith("perf/");
            assertThat(request.getHeaders().get("Sec-WebSocket-Protocol")).contains("v2", "v1");
        });
    }

    @Test
    void bufferedMessagesAreBoundedAndDroppedOnesCounted() throws Exception {
        RunResult result = run(
                SOCKET.connect("/").buffer(10),
                SOCKET.send("many 100"),
                SOCKET.await().matching(body().is("done")),
                SOCKET.await().named("oldest left").check(body().is("message 91")));

        assertSound(result);
        assertThat(OneIteration.count(result, "ws_msgs_received")).isEqualTo(102);
        assertThat(OneIteration.count(result, "ws_msgs_dropped")).isEqualTo(92);
    }

    @Test
    void aMessageThatDoesNotComeIsATimeout() throws Exception {
        RunResult result = run(
                SOCKET.connect("/"),
                SOCKET.send("echo after the welcome"),
                SOCKET.await().matching(body().is("after the welcome")),
                SOCKET.await().matching(body().is("never")).timeout(Duration.ofMillis(50)),
                SOCKET.send("echo goes on"),
                SOCKET.await().matching(body().is("goes on")));

        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message)
                .containsExactly(tuple(
                        "timeout",
                        "await quotes",
                        "socket \"quotes\": no such message within 50ms; others are waiting to be taken"));
        assertThat(result.ledger().failed()).isEqualTo(1);
        assertThat(result.request("await quotes").count()).isEqualTo(3);
        assertThat(result.request("await quotes").failed()).isEqualTo(1);
    }

    @Test
    void aCheckThatDoesNotHoldFailsTheStep() throws Exception {
        RunResult result = run(
                SOCKET.connect("/"), SOCKET.await().check(body().is("hello")).save("id", jsonPath("$.id")));

        assertThat(kinds(result)).containsExactlyInAnyOrder("check", "save");
        assertThat(result.request("await quotes").failed()).isEqualTo(1);
    }

    @Test
    void theServersCloseIsNoticedAtTheNextStep() throws Exception {
        RunResult result = run(
                SOCKET.connect("/"),
                SOCKET.send("end 3001"),
                SOCKET.await().matching(body().is("welcome")),
                SOCKET.await().matching(body().is("more")),
                SOCKET.send("echo late"),
                SOCKET.close());

        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message)
                .containsExactlyInAnyOrder(
                        tuple(
                                "premature_end",
                                "await quotes",
                                "socket \"quotes\": closed by the server with code 3001 \"enough\""),
                        tuple(
                                "premature_end",
                                "send quotes",
                                "socket \"quotes\": closed by the server with code 3001 \"enough\""),
                        tuple(
                                "premature_end",
                                "close quotes",
                                "socket \"quotes\": closed by the server with code 3001 \"enough\""));
        assertThat(times(result, "ws_session_duration")).isEqualTo(1);
    }

    @Test
    void aServerThatClosesFirstAsIntendedIsNoError() throws Exception {
        RunResult result = run(
                SOCKET.connect("/"),
                SOCKET.send("end 1000"),
                exec("heard", user -> heard.poll(10, TimeUnit.SECONDS)),
                pause(Duration.ofMillis(50)),
                SOCKET.close());
        assertSound(result);
    }

    @Test
    void aConnectionThatBreaksIsNoticed() throws Exception {
        RunResult result =
                run(SOCKET.connect("/"), SOCKET.send("cut"), SOCKET.await().matching(body().is("more")));

        assertThat(kinds(result)).singleElement().isIn("premature_end", "reset");
    }

    @Test
    void aRefusedHandshakeIsAStatusError() throws Exception {
        server.answering(request -> OneIteration.status(403));
        RunResult result = run(SOCKET.connect("/").named("open"), SOCKET.send("into the void"));

        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message)
                .containsExactlyInAnyOrder(
                        tuple("status", "open", "socket \"quotes\": handshake answered with status 403, wanted 101"),
                        tuple("request", "send quotes", "no open socket \"quotes\"; connect it first"));
        assertThat(result.request("open").failed()).isEqualTo(1);
        assertThat(result.metrics()).noneMatch(metric -> metric.key().startsWith("ws_"));
    }

    @Test
    void theTestsBasicAuthenticationIsSentToo() throws Exception {
        assertSound(server.run(http -> http.basicAuth("u", "p"), scenario("one").exec(SOCKET.connect("/"))));
        assertThat(server.headers("Authorization")).containsExactly("Basic dTpw");
    }

    @Test
    void messagesThatComeWhileTheUserPausesAreKeptAndCountedAtRest() throws Exception {
        RunResult result = run(
                SOCKET.connect("/"),
                SOCKET.send("many 20"),
                exec("heard", user -> heard.poll(10, TimeUnit.SECONDS)),
                pause(Duration.ofMillis(20)),
                SOCKET.await().matching(body().is("message 19")),
                SOCKET.await().matching(body().is("message 3")));

        assertSound(result);
        assertThat(OneIteration.count(result, "ws_msgs_received")).isEqualTo(22);
    }

    @Test
    void thresholdsJudgeItsMetrics() throws Exception {
        var test = loadTest("judged")
                .http(http -> http.baseUrl(server.url()))
                .run(
                        scenario("one").exec(SOCKET.connect("/"), SOCKET.await(), SOCKET.ping(), SOCKET.close()),
                        arrivals(perSecond(10)).during(Duration.ofMillis(100)))
                .threshold("ws_connecting: p(95)<10s")
                .threshold("ws_session_duration: max<20s")
                .threshold("ws_ping: max<10s")
                .threshold("ws_sessions: count==1")
                .threshold("ws_msgs_received{socket:quotes}: count==1")
                .threshold("ws_msgs_sent: count==0")
                .threshold("ws_msgs_dropped: count==0")
                .threshold("ws_sessions: count>1");
        RunResult result = new PerfEngine()
                .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                .await();

        assertThat(result.thresholds())
                .extracting(ThresholdResult::passed)
                .containsExactly(true, true, true, true, true, true, true, false);
    }

    @Test
    void twoHundredUsersTalkAtOnce() throws Exception {
        var test = loadTest("crowd")
                .http(http -> http.baseUrl(server.url()))
                .run(
                        scenario("one")
                                .exec(
                                        SOCKET.connect("/"),
                                        SOCKET.send("echo for you"),
                                        SOCKET.await().matching(body().is("for you")),
                                        SOCKET.close()),
                        users(200).during(Duration.ofMillis(300)));
        RunResult result = new PerfEngine()
                .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                .await();

        assertThat(result.errors()).isEmpty();
        long iterations = result.ledger().completed();
        assertThat(iterations)
                .isGreaterThanOrEqualTo(200)
                .isEqualTo(result.ledger().started());
        assertThat(OneIteration.count(result, "ws_sessions")).isEqualTo(iterations);
        assertThat(times(result, "ws_session_duration")).isEqualTo(iterations);
        assertThat(OneIteration.count(result, "ws_msgs_sent")).isEqualTo(iterations);
        assertThat(OneIteration.count(result, "ws_msgs_received")).isEqualTo(2 * iterations);
    }

    @Test
    void aUserThatAwaitsIsInterruptedAtTheEndOfTheRun() throws Exception {
        var test = loadTest("ends")
                .http(http -> http.baseUrl(server.url()))
                .run(
                        scenario("one")
                                .exec(
                                        SOCKET.connect("/"),
                                        SOCKET.await(),
                                        SOCKET.send("here"),
                                        SOCKET.await()
                                                .matching(body().is("never"))
                                                .timeout(Duration.ofHours(1))),
                        users(3).during(Duration.ofHours(1)).gracefulStop(Duration.ofMillis(50)));
        Run run = new PerfEngine().start(test.plan(), RunOptions.DEFAULTS.withoutReport());
        for (int user = 0; user < 3; user++) {
            assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("here");
        }
        run.stop("seen enough");
        RunResult result = run.await();

        assertThat(result.ledger().interrupted()).isEqualTo(3);
        assertThat(result.ledger().balanced()).isTrue();
        assertThat(times(result, "ws_session_duration")).isEqualTo(3);
        assertThat(OneIteration.count(result, "ws_msgs_received")).isEqualTo(3);
    }

    @Test
    void socketsStayOpenWhileUsersOfClosedLoadThinkBetweenIterations() throws Exception {
        var test = loadTest("stays")
                .http(http -> http.baseUrl(server.url()))
                .run(
                        scenario("one")
                                .onStart(SOCKET.connect("/"))
                                .exec(SOCKET.send("echo again"), SOCKET.await().matching(body().is("again")))
                                .thinkTime(constant(Duration.ofMillis(150))),
                        users(2).during(Duration.ofMillis(700)));
        RunResult result = new PerfEngine()
                .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                .await();

        assertThat(result.errors()).isEmpty();
        assertThat(result.ledger().completed()).isGreaterThanOrEqualTo(4);
        assertThat(OneIteration.count(result, "ws_sessions")).isEqualTo(2);
        assertThat(times(result, "ws_session_duration")).isEqualTo(2);
        assertThat(OneIteration.count(result, "ws_msgs_sent"))
                .isEqualTo(result.ledger().completed());
        assertThat(heard).filteredOn("closed 1000 "::equals).hasSize(2);
    }

    @Test
    void workOnASocketThatNothingConnectsIsAMistakeOfThePlan() {
        assertThatThrownBy(() -> run(
                        SOCKET.connect("/"),
                        webSocket("quote").await(),
                        webSocket("news").send("x"),
                        webSocket("news").ping(),
                        webSocket("news").close()))
                .isInstanceOf(InvalidPlanException.class)
                .satisfies(thrown -> assertThat(((InvalidPlanException) thrown).problems())
                        .extracting(problem -> problem.message())
                        .containsExactly(
                                "no step of the scenario connects socket \"quote\"; add one before; or did you mean"
                                        + " socket \"quotes\"?",
                                "no step of the scenario connects socket \"news\"; add one before",
                                "no step of the scenario connects socket \"news\"; add one before",
                                "no step of the scenario connects socket \"news\"; add one before"));
    }

    @Test
    void namesAllMistakesBeforeTheRun() {
        assertThatThrownBy(() -> run(
                        SOCKET.connect("ftp://host/")
                                .header("Sec-WebSocket-Key", "x")
                                .buffer(0),
                        SOCKET.connect("/").subprotocol("a b").timeout(Duration.ZERO),
                        SOCKET.await()
                                .check(status().is(200))
                                .matching(regex("(").exists()),
                        SOCKET.close(1001, "x".repeat(124)),
                        SOCKET.send("#{nowhere}")))
                .isInstanceOf(InvalidPlanException.class)
                .satisfies(thrown -> assertThat(((InvalidPlanException) thrown).problems())
                        .extracting(problem -> problem.message())
                        .anyMatch(text -> text.contains("must begin with http:// or https://"))
                        .contains(
                                "header \"Sec-WebSocket-Key\" is written by the client; remove it",
                                "buffer must hold 1 message or more, got 0",
                                "subprotocol \"a b\" must be letters, digits and !#$%&'*+-.^_`|~",
                                "timeout must be positive and at most 365 days, got 0s",
                                "a message has no status; take duration(), or body() and what is found in it",
                                "close code must be 1000, or from 3000 to 4999, got 1001",
                                "reason must be at most 123 bytes in UTF-8, got 124")
                        .anyMatch(text -> text.contains("nowhere")));
    }
}
