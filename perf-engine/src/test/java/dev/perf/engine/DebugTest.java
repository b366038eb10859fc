package dev.perf.engine;

import static dev.perf.Perf.counter;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.gauge;
import static dev.perf.Perf.group;
import static dev.perf.Perf.inBackground;
import static dev.perf.Perf.inParallel;
import static dev.perf.Perf.join;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.rate;
import static dev.perf.Perf.rendezvous;
import static dev.perf.Perf.roundRobin;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.sequence;
import static dev.perf.Perf.trend;
import static dev.perf.Perf.tryUpTo;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.header;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.status;
import static dev.perf.metric.Unit.BYTES;
import static dev.perf.metric.Unit.MILLISECONDS;
import static dev.perf.websocket.WebSockets.webSocket;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.LoadTest;
import dev.perf.feed.Feeder;
import dev.perf.http.HttpRequest;
import dev.perf.metric.Counter;
import dev.perf.metric.Gauge;
import dev.perf.metric.Rate;
import dev.perf.metric.Trend;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.ThinkTime;
import dev.perf.websocket.WebSocket;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.WebSocketListener;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@code --debug} prints, asserted in full but for times, ports and what only the JDK knows. */
class DebugTest {

    private static final HttpRequest LOGIN = http("login")
            .post("/auth/login")
            .json(Map.of("password", "#{password}"))
            .check(status().is(200))
            .save("token", jsonPath("$.token"))
            .save("name", jsonPath("$.user.name"));

    private final MockWebServer server = new MockWebServer();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @BeforeEach
    void startServer() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return switch (request.getUrl().encodedPath()) {
                    case "/auth/login" -> json(200, "{\"token\": \"t-1234\", \"user\": {\"name\": \"Ann\"}}");
                    case "/missing" -> json(404, "{\"error\": \"no such page\"}");
                    case "/old" ->
                        new MockResponse.Builder()
                                .code(302)
                                .setHeader("Location", "/plain")
                                .build();
                    case "/long" -> text("0123456789".repeat(500));
                    case "/picture" ->
                        new MockResponse.Builder()
                                .setHeader("Content-Type", "image/png")
                                .body(new Buffer().write(new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, (byte) 0xff}))
                                .build();
                    case "/quotes" ->
                        new MockResponse.Builder()
                                .webSocketUpgrade(new WebSocketListener() {
                                    @Override
                                    public void onMessage(okhttp3.WebSocket socket, String text) {
                                        socket.send("{\"price\": 7}");
                                    }

                                    @Override
                                    public void onClosing(okhttp3.WebSocket socket, int code, String reason) {
                                        socket.close(code, reason);
                                    }
                                })
                                .build();
                    case "/cut" ->
                        new MockResponse.Builder()
                                .onResponseStart(SocketEffect.ShutdownConnection.INSTANCE)
                                .build();
                    default -> text("fine");
                };
            }
        });
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void printsWhatAUserDoesFromStartToStopWithSecretsMasked() throws InterruptedException {
        Scenario shopper = scenario("shopper")
                .feed(Feeder.records(List.of(Map.of("password", "hunter2"))))
                .onStart(LOGIN)
                .thinkTime(pauseOf(2))
                .exec(http("plain").get("/plain?q=1").bearer("#{token}"), group("shop", pause(ofMinutes(5))))
                .onStop(http("bye").get("/plain"));

        assertThat(debug(shopper)).isTrue();
        assertThat(printed()).isEqualTo("""
            debugging "debugged": one user per scenario, one iteration, no load

            scenario "shopper"
              save  password = ***
              onStart
                login: POST /auth/login
                  > POST http://localhost:1/auth/login
                  > Accept-Encoding: gzip
                  > Content-Type: application/json
                  > User-Agent: perf/0
                  > Accept: */*
                  >
                  > {
                  >   "password" : "***"
                  > }
                  < status 200, 1 ms
                  < Content-Type: application/json
                  < Content-Length: 44
                  <
                  < {
                  <   "token" : "***",
                  <   "user" : {
                  <     "name" : "Ann"
                  <   }
                  < }
                  ok    status is 200: got 200
                  save  token = ***
                  save  name = Ann
              plain: GET /plain?q=1
                > GET http://localhost:1/plain?q=1
                > Accept-Encoding: gzip
                > User-Agent: perf/0
                > Accept: */*
                > Authorization: ***
                < status 200, 1 ms
                < Content-Type: text/plain
                < Content-Length: 4
                <
                < fine
              pause 2s, skipped
              group shop
                pause 5m, skipped
              onStop
                bye: GET /plain
                  > GET http://localhost:1/plain
                  > Accept-Encoding: gzip
                  > User-Agent: perf/0
                  > Accept: */*
                  < status 200, 1 ms
                  < Content-Type: text/plain
                  < Content-Length: 4
                  <
                  < fine
              session
                name = Ann
                password = ***
                token = ***

            nothing failed
            """);
    }

    @Test
    void showsFailuresWithTheActualValueAndTheUsersStack() throws InterruptedException {
        Scenario clumsy = scenario("clumsy")
                .exec(http("missing").get("/missing").check(status().is(200)))
                .exec("stumble", user -> {
                    throw new IllegalStateException("no cart");
                })
                .exec(http("never").get("/plain"));

        assertThat(debug(clumsy)).isFalse();
        assertThat(printed()
                        .replaceAll("DebugTest\\.java:\\d+", "DebugTest.java:1")
                        .replaceAll("lambda\\$\\S+?\\(", "lambda("))
                .isEqualTo("""
                    debugging "debugged": one user per scenario, one iteration, no load

                    scenario "clumsy"
                      missing: GET /missing
                        > GET http://localhost:1/missing
                        > Accept-Encoding: gzip
                        > User-Agent: perf/0
                        > Accept: */*
                        < status 404, 1 ms
                        < Content-Type: application/json
                        < Content-Length: 25
                        <
                        < {
                        <   "error" : "no such page"
                        < }
                        NOT   status is 200: got 404
                        FAIL  status: check "status is 200": got 404
                      stumble: Java code
                        java.lang.IllegalStateException: no cart
                          at dev.perf.engine.DebugTest.lambda(DebugTest.java:1)
                        FAIL  step: IllegalStateException: no cart (DebugTest.java:1)
                      session: empty

                    failed: "clumsy"
                    """);
    }

    @Test
    void showsWhichOfSeveralStepsWasChosenAndThatATryWentWellLater() throws InterruptedException {
        var tries = new AtomicInteger();
        Scenario lucky = scenario("lucky")
                .exec(
                        roundRobin(
                                exec("first", user -> user.session().set("turn", 1)),
                                exec("second", user -> user.session().set("turn", 2))),
                        tryUpTo(2, exec("shaky", user -> user.check("stands", tries.incrementAndGet() > 1))));

        assertThat(debug(lucky)).isTrue();
        assertThat(printed()).isEqualTo("""
            debugging "debugged": one user per scenario, one iteration, no load

            scenario "lucky"
              one of these, in turn
                first: Java code
                  save  turn = 1
              up to 2 tries
                shaky: Java code
                  NOT   stands
                  FAIL  check: check "stands" does not hold
                shaky: Java code
                  ok    stands
                note  try: went well at try 2 of 2
              session
                turn = 1

            nothing failed
            """);
    }

    @Test
    void showsRedirectsRequestsOfLambdasLongBodiesAndWhatIsNoText() throws InterruptedException {
        Scenario reader = scenario("reader")
                .exec(http("old").get("/old"))
                .exec("look", user -> {
                    user.send(http("picture").get("/picture"));
                    user.check("looked", true);
                })
                .exec(http("long").get("/long"));

        assertThat(debug(reader)).isTrue();
        assertThat(printed())
                .contains("""
                      old: GET /old
                        > GET http://localhost:1/old
                        > Accept-Encoding: gzip
                        > User-Agent: perf/0
                        > Accept: */*
                        < status 302, 1 ms
                        < Content-Length: 0
                        < Location: /plain
                        > GET http://localhost:1/plain
                    """)
                .contains("""
                      look: Java code
                        picture: GET /picture
                          > GET http://localhost:1/picture
                          > Accept-Encoding: gzip
                          > User-Agent: perf/0
                          > Accept: */*
                          < status 200, 1 ms
                          < Content-Type: image/png
                          < Content-Length: 6
                          <
                          < (6 bytes, not text)
                        ok    looked
                    """)
                .contains("    < " + "0123456789".repeat(204) + "01234567\n    < ... (cut; 5,000 bytes)\n");
    }

    @Test
    void showsTheSamplesOfTheUsersMetricsAndTheTags() throws InterruptedException {
        Trend age = trend("quote_age", MILLISECONDS);
        Counter orders = counter("orders");
        Rate cached = rate("cached");
        Gauge stock = gauge("stock", BYTES);
        Scenario trader = scenario("trader")
                .exec("measure", user -> {
                    user.session().set("client", "c-7");
                    user.tag("region", "eu");
                    age.add(user, 2.25);
                    age.tag("kind", "fast").tag("token", "t-1234").add(user, ofSeconds(2));
                    orders.increment(user);
                    orders.add(user, 20_000);
                    cached.add(user, false);
                    stock.set(user, -0.25);
                    age.add(user, -1);
                })
                .exec(http("old")
                        .get("/old")
                        .tag("plan", "gold")
                        .tag("client", "#{client}")
                        .check(status().is(200))
                        .record(age.tag("client", "#{client}"), header("Content-Length")));

        assertThat(debug(trader)).isFalse();
        assertThat(printed()).isEqualTo("""
            debugging "debugged": one user per scenario, one iteration, no load

            scenario "trader"
              measure: Java code
                save  client = c-7
                tag   region = eu
                record quote_age = 2.25 ms
                record quote_age{kind:fast,token:***} = 2000 ms
                record orders + 1
                record orders + 20000
                record cached = false
                record stock = -0.25 B
                FAIL  metric: metric "quote_age": a Trend takes numbers from 0 to 1000000000000, got -1
              old: GET /old
                > GET http://localhost:1/old
                > Accept-Encoding: gzip
                > User-Agent: perf/0
                > Accept: */*
                < status 302, 1 ms
                < Content-Length: 0
                < Location: /plain
                tag   plan = gold
                tag   client = c-7
                > GET http://localhost:1/plain
                > Accept-Encoding: gzip
                > User-Agent: perf/0
                > Accept: */*
                < status 200, 1 ms
                < Content-Type: text/plain
                < Content-Length: 4
                <
                < fine
                ok    status is 200: got 200
                record quote_age{client:c-7} = 4 ms
                tag   plan = gold
                tag   client = c-7
              session
                client = c-7

            failed: "trader"
            """);
    }

    @Test
    void showsSetupScenariosAndTeardownApart() throws InterruptedException {
        LoadTest test = loadTest("prepared")
                .setup("make", user -> {
                    user.session().set("cart", 7);
                    user.session().set("password", "hunter2");
                })
                .run(
                        scenario("one")
                                .exec(exec("first", user -> user.session().set("n", 1))),
                        users(1).during(ofSeconds(1)))
                .run(scenario("other").exec(exec("second", user -> {})), users(1).during(ofSeconds(1)))
                .teardown("clean", user -> user.session().remove("cart"));

        assertThat(test.debug(out())).isTrue();
        assertThat(printed()).isEqualTo("""
            debugging "prepared": one user per scenario, one iteration, no load

            setup
              make: Java code
                save  cart = 7
                save  password = ***
              session
                cart = 7
                password = ***

            scenario "one"
              first: Java code
                save  n = 1
              session
                cart = 7
                n = 1
                password = ***

            scenario "other"
              second: Java code
              session
                cart = 7
                password = ***

            teardown
              clean: Java code
                drop  cart

            nothing failed
            """);
    }

    @Test
    void showsWhyNoResponseCame() throws InterruptedException {
        assertThat(debug(scenario("cut").exec(http("cut").get("/cut")))).isFalse();

        assertThat(printed())
                .contains("    ! premature_end: localhost:1: closed before any byte of the response\n"
                        + "    FAIL  premature_end: ");
    }

    @Test
    void showsMessagesOfStreams() throws InterruptedException {
        WebSocket quotes = webSocket("quotes");
        Scenario watcher = scenario("watcher")
                .exec(
                        quotes.connect("/quotes"),
                        quotes.send("subscribe"),
                        quotes.await().save("price", jsonPath("$.price")),
                        quotes.close());

        assertThat(debug(watcher)).isTrue();
        assertThat(printed()).isEqualTo("""
            debugging "debugged": one user per scenario, one iteration, no load

            scenario "watcher"
              connect quotes
                > open http://localhost:1/quotes
                > User-Agent: perf/0
              send quotes
                > text message
                > subscribe
              await quotes
                < text message
                < {
                <   "price" : 7
                < }
                save  price = 7
              close quotes
              session
                price = 7

            nothing failed
            """);
    }

    @Test
    void waitsForNobodyAtARendezvous() throws InterruptedException {
        assertThat(debug(scenario("crowd")
                        .exec(rendezvous("all", 3), http("plain").get("/plain"))))
                .isTrue();

        assertThat(printed()).contains("  rendezvous all of 3 users\n  plain: GET /plain\n");
    }

    @Test
    void doesOnlyTheScenariosThatAreNamed() throws InterruptedException {
        LoadTest test = loadTest("two")
                .run(scenario("one").exec(exec("first", user -> {})), users(1).during(ofSeconds(1)))
                .run(scenario("other").exec(exec("second", user -> {})), users(1).during(ofSeconds(1)));

        assertThat(test.debug(out(), "other")).isTrue();
        assertThat(printed()).isEqualTo("""
            debugging "two": one user per scenario, one iteration, no load

            scenario "other"
              second: Java code
              session: empty

            nothing failed
            """);
        assertThatThrownBy(() -> test.debug(out(), "othr"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the test has no scenario \"othr\"; did you mean \"other\"? Its scenarios are one, other");
        assertThatThrownBy(() -> test.debug(out(), "shopper"))
                .hasMessage("the test has no scenario \"shopper\"; its scenarios are one, other");
    }

    /** The second branch waits until the first has been answered, and is told behind it all the same. */
    @Test
    void tellsOfWhatIsDoneAtTheSameTimeBranchByBranch() throws InterruptedException {
        var answered = new CountDownLatch(1);
        Scenario both = scenario("both")
                .exec(inParallel(
                        "all",
                        sequence(
                                exec(
                                        "wait",
                                        user -> assertThat(answered.await(20, TimeUnit.SECONDS))
                                                .isTrue()),
                                http("slow").get("/plain"),
                                exec("set", user -> user.session().set("n", 1))),
                        sequence(http("fast").get("/plain"), exec("tell", user -> answered.countDown()))));

        assertThat(debug(both)).isTrue();
        assertThat(printed()).isEqualTo("""
            debugging "debugged": one user per scenario, one iteration, no load

            scenario "both"
              all: at the same time
                branch 1
                  sequence
                    wait: Java code
                    slow: GET /plain
                      > GET http://localhost:1/plain
                      > Accept-Encoding: gzip
                      > User-Agent: perf/0
                      > Accept: */*
                      < status 200, 1 ms
                      < Content-Type: text/plain
                      < Content-Length: 4
                      <
                      < fine
                    set: Java code
                      save  n = 1
                branch 2
                  sequence
                    fast: GET /plain
                      > GET http://localhost:1/plain
                      > Accept-Encoding: gzip
                      > User-Agent: perf/0
                      > Accept: */*
                      < status 200, 1 ms
                      < Content-Type: text/plain
                      < Content-Length: 4
                      <
                      < fine
                    tell: Java code
              session
                n = 1

            nothing failed
            """);
    }

    @Test
    void tellsOfWhatIsDoneInTheBackgroundWhenItIsJoined() throws InterruptedException {
        Scenario both = scenario("both")
                .exec(
                        inBackground(
                                "saving", exec("set", user -> user.session().set("n", 1))),
                        inBackground("late", exec("last", user -> {})),
                        exec("beside", user -> {}),
                        join("saving"),
                        exec("behind", user -> {}));

        assertThat(debug(both)).isTrue();
        assertThat(printed()).isEqualTo("""
            debugging "debugged": one user per scenario, one iteration, no load

            scenario "both"
              saving: in the background
              late: in the background
              beside: Java code
              join saving, within 1m
                saving, in the background
                  set: Java code
                    save  n = 1
              behind: Java code
              late, in the background
                last: Java code
              session
                n = 1

            nothing failed
            """);
    }

    private static ThinkTime pauseOf(int seconds) {
        return new ThinkTime.Constant(ofSeconds(seconds));
    }

    private boolean debug(Scenario scenario) throws InterruptedException {
        return loadTest("debugged")
                .http(http -> http.baseUrl(server.url("/").toString().replaceAll("/$", ""))
                        .header("Accept-Encoding", "gzip"))
                .run(scenario, users(50).during(ofMinutes(1)))
                .threshold("http_req_duration: p(95) < 1ms")
                .debug(out());
    }

    private PrintStream out() {
        return new PrintStream(printed, true, StandardCharsets.UTF_8);
    }

    private String printed() {
        return printed.toString(StandardCharsets.UTF_8)
                .replaceAll("localhost:\\d+", "localhost:1")
                .replaceAll("perf/\\S+", "perf/0")
                .replaceAll("\\d+\\.\\d ms", "1 ms");
    }

    private static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .setHeader("Content-Type", "application/json")
                .body(body)
                .build();
    }

    private static MockResponse text(String body) {
        return new MockResponse.Builder()
                .setHeader("Content-Type", "text/plain")
                .body(body)
                .build();
    }
}
