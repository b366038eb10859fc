package dev.perf.engine.internal.http.transport;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.addCookie;
import static dev.perf.http.Http.body;
import static dev.perf.http.Http.get;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.status;
import static dev.perf.sse.Sse.event;
import static dev.perf.sse.Sse.eventId;
import static dev.perf.sse.Sse.sse;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.engine.PerfEngine;
import dev.perf.http.HttpSettings;
import dev.perf.http.ProxyServer;
import dev.perf.load.LoadProfile;
import dev.perf.plan.InvalidPlanException;
import dev.perf.result.ErrorResult;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.scenario.Step;
import dev.perf.spi.Run;
import dev.perf.spi.RunOptions;
import dev.perf.sse.EventStream;
import dev.perf.sse.ServerSentEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams of server-sent events as users have them. */
@Timeout(60)
class EventStreamRunTest {

    private static final EventStream STREAM = sse("prices");

    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n";

    private static final LoadProfile ONE = arrivals(perSecond(10)).during(Duration.ofMillis(100));

    private static RunResult run(UnaryOperator<HttpSettings> settings, LoadProfile load, Step... steps)
            throws InterruptedException {
        var test = loadTest("events").http(settings).run(scenario("one").exec(steps), load);
        return new PerfEngine()
                .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                .await();
    }

    private static RunResult run(RawServer server, Step... steps) throws InterruptedException {
        return run(http -> http.baseUrl("http://" + server.hostAndPort()), ONE, steps);
    }

    /** Sends events, and keeps the stream open until the client closes. */
    private static RawServer streaming(String events) {
        return new RawServer(peer -> {
            peer.readHead();
            peer.write(HEAD + events);
            peer.awaitClose();
        });
    }

    private static List<String> kinds(RunResult result) {
        return result.errors().stream().map(ErrorResult::kind).toList();
    }

    private static long count(RunResult result, String metric) {
        return ((MetricResult.Counter) result.metric(metric)).count();
    }

    private static long times(RunResult result, String metric) {
        return ((MetricResult.Trend) result.metric(metric)).distribution().count();
    }

    private static void assertSound(RunResult result) {
        assertThat(result.errors()).isEmpty();
        assertThat(result.ledger().completed()).isEqualTo(1);
        assertThat(result.ledger().balanced()).isTrue();
    }

    @Test
    void awaitsByNameIdAndDataWithChecksAndSavedValues() throws Exception {
        try (RawServer server = streaming(": hello\n\nevent: price\nid: 1\ndata: {\"cents\":1200}\n\n"
                + "event: price\nid: 2\ndata: {\"cents\":900}\n\ndata: last\n\n")) {
            RunResult result = run(
                    server,
                    STREAM.connect("/prices?of=all").named("open"),
                    STREAM.await()
                            .named("first")
                            .check(event().is("price"), eventId().is("1")),
                    STREAM.await()
                            .named("cheap")
                            .matching(event().is("price"), jsonPath("$.cents").is(900))
                            .check(eventId().is("2"))
                            .save("cents", jsonPath("$.cents"))
                            .save("id", eventId()),
                    STREAM.await()
                            .matching(event().is("message"))
                            .check(body().is("last"), eventId().is("#{id}")),
                    STREAM.close());

            assertSound(result);
            String head = server.takeHead();
            assertThat(head)
                    .startsWith("GET /prices?of=all HTTP/1.1\r\n")
                    .containsIgnoringCase("accept: text/event-stream\r\n");
            assertThat(head).doesNotContainIgnoringCase("accept-encoding");
            assertThat(result.requests())
                    .extracting(request -> request.name())
                    .containsExactlyInAnyOrder("open", "first", "cheap", "await prices");
            assertThat(count(result, "sse_sessions{stream:prices}")).isEqualTo(1);
            assertThat(count(result, "sse_events_received")).isEqualTo(3);
            assertThat(times(result, "sse_connecting{name:open}")).isEqualTo(1);
            assertThat(times(result, "sse_session_duration")).isEqualTo(1);
            assertThat(times(result, "sse_first_event{stream:prices}")).isEqualTo(1);
            assertThat(((MetricResult.Rate) result.metric("checks")).passes()).isEqualTo(5);
        }
    }

    @Test
    void theTimeToTheFirstEventIsMeasuredFromTheRequest() throws Exception {
        var awaited = new CountDownLatch(1);
        try (RawServer server = new RawServer(peer -> {
            peer.readHead();
            peer.write(HEAD);
            awaited.await(10, TimeUnit.SECONDS);
            peer.write("data: a\n\ndata: b\n\n");
            peer.awaitClose();
        })) {
            RunResult result = run(
                    server,
                    STREAM.connect("/"),
                    exec("look", user -> awaited.countDown()),
                    STREAM.await().named("first"),
                    STREAM.await().named("second"));

            assertSound(result);
            var first = ((MetricResult.Trend) result.metric("sse_first_event")).distribution();
            var connecting = ((MetricResult.Trend) result.metric("sse_connecting")).distribution();
            assertThat(first.min()).isGreaterThanOrEqualTo(connecting.min());
            assertThat(result.request("first").count()).isEqualTo(1);
        }
    }

    @Test
    void postsAndReadsFromALambdaStep() throws Exception {
        var seen = new AtomicReference<ServerSentEvent>();
        try (RawServer server = new RawServer(peer -> {
            peer.readHead();
            peer.write(
                    new String(peer.input().readNBytes(17), UTF_8).equals("{\"q\":\"what \\\"ho\"}") ? HEAD : "wrong");
            peer.write("id: 5\nevent: token\ndata: {\"a\":[1,2]}\n\n");
        })) {
            RunResult result = run(server, exec("ask", user -> {
                user.session().set("q", "what \"ho");
                user.check(
                        "connected",
                        user.send(STREAM.connect("/chat").header("X-Own", "1").json(Map.of("q", "#{q}")))
                                .ok());
                seen.set(user.send(STREAM.await()));
            }));

            assertSound(result);
            assertThat(server.takeHead())
                    .startsWith("POST /chat HTTP/1.1\r\n")
                    .containsIgnoringCase("\r\nX-Own: 1\r\n")
                    .containsIgnoringCase("\r\nContent-Type: application/json\r\n");
            assertThat(seen.get().event()).isEqualTo("token");
            assertThat(seen.get().id()).isEqualTo("5");
            assertThat(seen.get().data()).isEqualTo("{\"a\":[1,2]}");
            assertThat(seen.get().jsonPath("$.a[1]")).isEqualTo(2);
        }
    }

    @Test
    void theRequestCarriesHeadersCookiesAndAuthentication() throws Exception {
        try (RawServer server = streaming("data: a\n\n")) {
            RunResult result = run(
                    http -> http.baseUrl("http://" + server.hostAndPort())
                            .header("X-Test", "all")
                            .header("Accept", "application/json")
                            .header("Content-Type", "text/plain")
                            .basicAuth("u", "p"),
                    ONE,
                    addCookie("sid", "42"),
                    STREAM.connect("/").lastEventId("17"),
                    STREAM.await());

            assertSound(result);
            assertThat(server.takeHead())
                    .containsIgnoringCase("\r\nX-Test: all\r\n")
                    .containsIgnoringCase("\r\nAccept: text/event-stream\r\n")
                    .containsIgnoringCase("\r\nAuthorization: Basic dTpw\r\n")
                    .containsIgnoringCase("\r\nCookie: sid=42\r\n")
                    .containsIgnoringCase("\r\nLast-Event-ID: 17\r\n")
                    .containsIgnoringCase("\r\nUser-Agent: perf/")
                    .doesNotContainIgnoringCase("text/plain")
                    .doesNotContain("application/json");
        }
    }

    @Test
    void aStreamThatTheServerEndsIsNoticedByTheNextAwaitAndNotByClose() throws Exception {
        try (RawServer server = RawServer.answeringOnce(HEAD + "data: a\n\ndata: not whole")) {
            RunResult result = run(
                    server, STREAM.connect("/"), STREAM.await(), STREAM.await().named("more"), STREAM.close());

            assertThat(result.errors())
                    .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message)
                    .containsExactly(tuple("premature_end", "more", "event stream \"prices\": ended by the server"));
            assertThat(times(result, "sse_session_duration")).isEqualTo(1);
            assertThat(count(result, "sse_events_received")).isEqualTo(1);
        }
    }

    @Test
    void aStreamThatBreaksIsNoticed() throws Exception {
        var seen = new CountDownLatch(1);
        try (RawServer server = new RawServer(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
                    + "9\r\ndata: a\n\n\r\n");
            seen.await(10, TimeUnit.SECONDS);
            peer.write("ff\r\ndata");
        })) {
            RunResult result = run(
                    server,
                    STREAM.connect("/"),
                    STREAM.await(),
                    exec("look", user -> seen.countDown()),
                    STREAM.await(),
                    STREAM.close());
            assertThat(kinds(result)).containsExactly("premature_end", "premature_end");
        }
        var connected = new CountDownLatch(1);
        try (RawServer server = new RawServer(peer -> {
            peer.readHead();
            peer.write(HEAD);
            connected.await(10, TimeUnit.SECONDS);
            peer.reset();
        })) {
            RunResult result =
                    run(server, STREAM.connect("/"), exec("look", user -> connected.countDown()), STREAM.await());
            assertThat(kinds(result)).containsExactly("reset");
        }
    }

    @Test
    void resumingSendsTheLastIdAfterTheTimeThatTheServerAskedFor() throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.readHead();
            peer.write(HEAD + "retry: 30\nid: " + peer.number() + "\ndata: event " + peer.number() + "\n\n");
        })) {
            RunResult result = run(
                    server,
                    STREAM.connect("/").resuming(),
                    STREAM.await().check(body().is("event 1")),
                    STREAM.close(),
                    STREAM.connect("/").resuming().named("again"),
                    STREAM.await().check(body().is("event 2")),
                    STREAM.connect("/"),
                    STREAM.await().check(body().is("event 3")));

            assertSound(result);
            assertThat(server.takeHead()).doesNotContainIgnoringCase("Last-Event-ID");
            assertThat(server.takeHead()).containsIgnoringCase("\r\nLast-Event-ID: 1\r\n");
            assertThat(server.takeHead()).doesNotContainIgnoringCase("Last-Event-ID");
            assertThat(count(result, "sse_sessions")).isEqualTo(3);
            assertThat(result.duration()).isGreaterThan(Duration.ofMillis(30));
            assertThat(((MetricResult.Trend) result.metric("iteration_duration"))
                            .distribution()
                            .min())
                    .isGreaterThan(Duration.ofMillis(30));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "503 Busy\\r\\nContent-Length: 0|status|answered with status 503, wanted 200",
                "204 No Content|status|answered with status 204, wanted 200",
                "200 OK\\r\\nContent-Type: application/json|protocol|answered with content type \"application/json\","
                        + " wanted text/event-stream",
                "200 OK|protocol|answered with no content type, wanted text/event-stream",
                "200 OK\\r\\nContent-Type: text/event-stream\\r\\nContent-Encoding: gzip|protocol|answered with content"
                        + " encoding \"gzip\", which was not asked for; let the server send streams as they are",
            })
    void anAnswerThatIsNoStreamIsAnError(String head, String kind, String message) throws Exception {
        try (RawServer server = new RawServer(peer -> {
            peer.readHead();
            peer.write("HTTP/1.1 " + head.replace("\\r\\n", "\r\n") + "\r\n\r\n");
            peer.awaitClose();
        })) {
            RunResult result = run(server, STREAM.connect("/").named("open"), STREAM.await());

            assertThat(result.errors())
                    .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message)
                    .containsExactlyInAnyOrder(
                            tuple(kind, "open", "event stream \"prices\": " + message),
                            tuple("request", "await prices", "no open event stream \"prices\"; connect it first"));
            assertThat(result.metrics()).noneMatch(metric -> metric.key().startsWith("sse_"));
        }
    }

    @Test
    void theTypeMayHaveParametersAndCapitals() throws Exception {
        try (RawServer server = RawServer.answeringOnce(
                "HTTP/1.1 200 OK\r\nContent-Type: Text/Event-Stream;charset=utf-8\r\n\r\ndata: a\n\n")) {
            assertSound(run(server, STREAM.connect("/"), STREAM.await().check(body().is("a")), STREAM.close()));
        }
    }

    @Test
    void anEventThatIsTooLongEndsTheStream() throws Exception {
        try (RawServer server = streaming("data: " + "x".repeat(2000) + "\n\n")) {
            RunResult result = run(
                    http -> http.baseUrl("http://" + server.hostAndPort()).maxBodyBytes(1000),
                    ONE,
                    STREAM.connect("/"),
                    STREAM.await());
            assertThat(result.errors())
                    .extracting(ErrorResult::kind, ErrorResult::message)
                    .containsExactly(tuple(
                            "limit",
                            "event stream \"prices\": event longer than 1000 bytes; raise maxBodyBytes of the http"
                                    + " settings"));
        }
    }

    @Test
    void bufferedEventsAreBoundedAndDroppedOnesCounted() throws Exception {
        var events = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            events.append("data: ").append(i).append("\n\n");
        }
        try (RawServer server = streaming(events + "event: done\ndata\n\n")) {
            RunResult result = run(
                    server,
                    STREAM.connect("/").buffer(10),
                    STREAM.await().matching(event().is("done")),
                    STREAM.await().check(body().is("91")));

            assertSound(result);
            assertThat(count(result, "sse_events_received")).isEqualTo(101);
            assertThat(count(result, "sse_events_dropped")).isEqualTo(91);
        }
    }

    @Test
    void faultsHaveTheKindsOfHttp() throws Exception {
        try (RawServer silent = new RawServer(RawServer.Peer::awaitClose)) {
            RunResult late = run(silent, STREAM.connect("/").timeout(Duration.ofMillis(100)));
            assertThat(late.errors())
                    .extracting(ErrorResult::kind, ErrorResult::message)
                    .containsExactly(tuple(
                            "timeout",
                            "event stream \"prices\": " + silent.hostAndPort()
                                    + ": not answered within 100ms; raise the timeout or look at the server"));
        }
        try (RawServer server = streaming("data: a\n\ndata: b\n\n")) {
            RunResult late = run(
                    server,
                    STREAM.connect("/"),
                    STREAM.await().matching(body().is("b")),
                    STREAM.await().matching(body().is("c")).timeout(Duration.ofMillis(50)));
            assertThat(late.errors())
                    .extracting(ErrorResult::kind, ErrorResult::message)
                    .containsExactly(tuple(
                            "timeout",
                            "event stream \"prices\": no such event within 50ms; others are waiting to be taken"));
        }
        RawServer gone = RawServer.answering("");
        gone.close();
        assertThat(kinds(run(gone, STREAM.connect("/")))).containsExactly("connect_refused");
        assertThat(kinds(run(http -> http, ONE, STREAM.connect("http://no-such-host.invalid/"))))
                .containsExactly("dns");
        try (RawServer garbage = RawServer.answeringOnce("SSH-2.0-nothing\r\n\r\n")) {
            assertThat(kinds(run(garbage, STREAM.connect("/")))).containsExactly("protocol");
        }
        try (RawServer tls = new RawServer(TestTls.LOCALHOST.context(), RawServer.Peer::awaitClose)) {
            assertThat(kinds(run(
                            http -> http.baseUrl(
                                    "https://localhost:" + tls.origin().port()),
                            ONE,
                            STREAM.connect("/"))))
                    .containsExactly("tls");
        }
    }

    @Test
    void speaksTlsWithAServerThatIsTrusted(@TempDir Path folder) throws Exception {
        Path trusted = TestTls.LOCALHOST.pemIn(folder);
        try (RawServer server = new RawServer(TestTls.LOCALHOST.context(), peer -> {
            peer.readHead();
            peer.write(HEAD + "data: secret\n\n");
            peer.awaitClose();
        })) {
            assertSound(run(
                    http -> http.baseUrl("https://localhost:" + server.origin().port())
                            .tls(tls -> tls.trust(trusted)),
                    ONE,
                    STREAM.connect("/"),
                    STREAM.await().check(body().is("secret"))));
        }
    }

    @Test
    void twoHundredUsersListenAtOnceAndEachStreamIsClosed() throws Exception {
        var closed = new CountDownLatch(200);
        try (RawServer server = new RawServer(peer -> {
            peer.readHead();
            peer.write(HEAD + "data: a\n\n");
            peer.awaitClose();
            closed.countDown();
        })) {
            RunResult result = run(
                    http -> http.baseUrl("http://" + server.hostAndPort()),
                    users(200).during(Duration.ofMillis(300)),
                    STREAM.connect("/"),
                    STREAM.await());

            assertThat(result.errors()).isEmpty();
            long iterations = result.ledger().completed();
            assertThat(iterations)
                    .isGreaterThanOrEqualTo(200)
                    .isEqualTo(result.ledger().started());
            assertThat(count(result, "sse_events_received")).isEqualTo(iterations);
            assertThat(times(result, "sse_session_duration")).isEqualTo(iterations);
            assertThat(times(result, "sse_first_event")).isEqualTo(iterations);
            assertThat(closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aUserThatAwaitsIsInterruptedAtTheEndOfTheRun() throws Exception {
        var seen = new CountDownLatch(3);
        try (RawServer server = streaming("data: a\n\n")) {
            var test = loadTest("ends")
                    .http(http -> http.baseUrl("http://" + server.hostAndPort()))
                    .run(
                            scenario("one")
                                    .exec(
                                            STREAM.connect("/"),
                                            STREAM.await(),
                                            exec("seen", user -> seen.countDown()),
                                            STREAM.await().timeout(Duration.ofHours(1))),
                            users(3).during(Duration.ofHours(1)).gracefulStop(Duration.ofMillis(50)));
            Run run = new PerfEngine().start(test.plan(), RunOptions.DEFAULTS.withoutReport());
            assertThat(seen.await(20, TimeUnit.SECONDS)).isTrue();
            run.stop("seen enough");
            RunResult result = run.await();

            assertThat(result.ledger().interrupted()).isEqualTo(3);
            assertThat(result.ledger().balanced()).isTrue();
            assertThat(count(result, "sse_events_received")).isEqualTo(3);
            assertThat(times(result, "sse_session_duration")).isEqualTo(3);
        }
    }

    @Test
    void thresholdsJudgeItsMetrics() throws Exception {
        try (RawServer server = streaming("data: a\n\n")) {
            var test = loadTest("judged")
                    .http(http -> http.baseUrl("http://" + server.hostAndPort()))
                    .run(scenario("one").exec(STREAM.connect("/"), STREAM.await(), pause(Duration.ofMillis(1))), ONE)
                    .threshold("sse_connecting: p(95)<10s")
                    .threshold("sse_first_event{stream:prices}: p(99)<10s")
                    .threshold("sse_session_duration: max<20s")
                    .threshold("sse_sessions: count==1")
                    .threshold("sse_events_received: count==1")
                    .threshold("sse_events_dropped: count==0")
                    .threshold("sse_events_received: count>1");
            RunResult result = new PerfEngine()
                    .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                    .await();

            assertThat(result.thresholds())
                    .extracting(ThresholdResult::passed)
                    .containsExactly(true, true, true, true, true, true, false);
        }
    }

    @Test
    void whatTheClientCannotDoIsAMistakeOfThePlan() {
        assertThatThrownBy(() -> run(
                        http -> http.baseUrl("http://localhost")
                                .digestAuth("u", "p")
                                .proxy(ProxyServer.socks5("localhost", 1080))
                                .resolve("localhost", "127.0.0.1"),
                        ONE,
                        STREAM.connect("/")))
                .isInstanceOf(InvalidPlanException.class)
                .satisfies(thrown -> assertThat(((InvalidPlanException) thrown).problems())
                        .extracting(problem -> problem.message())
                        .containsExactly(
                                "resolve(...) of the http settings cannot be had for this step; remove one of them",
                                "a SOCKS proxy of the http settings cannot be had for this step; remove one of them",
                                "digestAuth(...) of the http settings cannot be had for this step; set its header"
                                        + " Authorization, or use another authentication"));
    }

    @Test
    void namesAllMistakesBeforeTheRun() {
        assertThatThrownBy(() -> run(
                        http -> http,
                        ONE,
                        get("http://localhost/").check(event().is("x")),
                        STREAM.connect("/nowhere").buffer(0),
                        STREAM.connect("ws://localhost/").timeout(Duration.ZERO),
                        STREAM.connect("http://localhost/").resuming().lastEventId("1"),
                        STREAM.await().check(status().is(200)),
                        sse("others").await(),
                        sse("others").close()))
                .isInstanceOf(InvalidPlanException.class)
                .satisfies(thrown -> assertThat(((InvalidPlanException) thrown).problems())
                        .extracting(problem -> problem.message())
                        .contains(
                                "a response has no event name; only events of sse(...) have",
                                "buffer must hold 1 event or more, got 0",
                                "timeout must be positive and at most 365 days, got 0s",
                                "resuming() excludes lastEventId(...); remove one of them",
                                "an event has no status; take event(), eventId(), duration(), or body() and what is"
                                        + " found in it",
                                "no step of the scenario connects event stream \"others\"; add one before")
                        .anyMatch(message -> message.contains("needs a base URL"))
                        .anyMatch(message -> message.contains("must begin with http:// or https://")));
    }
}
