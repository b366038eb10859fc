package dev.perf.engine;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.inBackground;
import static dev.perf.Perf.join;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.clearCookies;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.websocket.WebSockets.webSocket;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.http.Transport;
import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import dev.perf.spi.RunOptions;
import dev.perf.websocket.WebSocket;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import okhttp3.WebSocketListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a user does in the background over the network, and what that leaves of its cookies. */
@Timeout(60)
class BackgroundHttpTest {

    @RegisterExtension
    final OneIteration server = new OneIteration();

    private static MockResponse giving(RecordedRequest request) {
        return new MockResponse.Builder()
                .addHeader("Set-Cookie", "c=" + request.getTarget().substring(1) + "; Path=/")
                .body("{\"from\":\"" + request.getTarget() + "\"}")
                .build();
    }

    private List<String> cookiesOf(String target) {
        return server.seen().stream()
                .filter(request -> request.getTarget().equals(target))
                .map(request -> String.valueOf(request.getHeaders().get("Cookie")))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void sendsRequestsBesideThoseOfTheUserOnAConnectionThatItKeeps(Transport transport) throws Exception {
        var both = new CyclicBarrier(2);
        server.answering(request -> {
            try {
                both.await(20, TimeUnit.SECONDS); // nobody is answered before both are there
            } catch (Exception alone) {
                throw new AssertionError("not sent at the same time", alone);
            }
            return giving(request);
        });
        RunResult result = server.run(
                http -> http.transport(transport),
                repeat(
                        3,
                        inBackground(
                                "upload",
                                http("a").get("/a").save("from", jsonPath("$.from")),
                                http("b").get("/b")),
                        http("c").get("/c"),
                        exec("lambda", user -> user.send(http("d").get("/d"))),
                        join("upload"),
                        exec(
                                "saved",
                                user -> user.check(
                                        "saved", user.session().text("from").equals("/a")))));

        assertThat(result.errors()).isEmpty();
        assertThat(result.ledger().completed()).isEqualTo(1);
        assertThat(result.request("b").count()).isEqualTo(3);
        assertThat(server.seen().stream()
                        .map(RecordedRequest::getConnectionIndex)
                        .distinct())
                .as("connections")
                .hasSize(2);
    }

    @Test
    void hasTheCookiesOfItsStartAndGivesItsOwnAtTheJoin() throws Exception {
        server.answering(request -> {
            if (request.getTarget().equals("/second")) {
                server.awaitSent("/beside");
            }
            return giving(request);
        });
        RunResult result = server.run(
                http -> http,
                http("before").get("/before"),
                inBackground(
                        "a",
                        http("first").get("/first"),
                        http("second").get("/second"),
                        http("third").get("/third")),
                http("beside").get("/beside"),
                http("next").get("/next"),
                join("a"),
                http("after").get("/after"),
                inBackground("clear", clearCookies(), http("none").get("/none")),
                http("still").get("/still"),
                join("clear"),
                http("last").get("/last"));

        assertThat(result.errors()).isEmpty();
        assertThat(cookiesOf("/first")).containsExactly("c=before");
        assertThat(cookiesOf("/second")).containsExactly("c=first");
        assertThat(cookiesOf("/third")).containsExactly("c=second");
        assertThat(cookiesOf("/beside")).containsExactly("c=before");
        assertThat(cookiesOf("/next")).containsExactly("c=beside");
        assertThat(cookiesOf("/after")).containsExactly("c=third");
        assertThat(cookiesOf("/none")).containsExactly("null");
        assertThat(cookiesOf("/still")).containsExactly("c=after");
        assertThat(cookiesOf("/last")).containsExactly("c=none");
    }

    /** The jar of each is changed by each many times; none may ever be seen half changed. */
    @Test
    void keepsTheCookiesOfManyThingsApart() throws Exception {
        server.answering(request -> new MockResponse.Builder()
                .addHeader("Set-Cookie", "c=" + request.getTarget().substring(1) + "; Path=/")
                .build());
        RunResult result = server.run(
                http -> http,
                repeat(
                        10,
                        inBackground("a", repeat(20, http("a").get("/a"))),
                        inBackground("b", repeat(20, http("b").get("/b"))),
                        repeat(20, http("c").get("/c")),
                        join("a", "b"),
                        http("behind").get("/behind")));

        assertThat(result.errors()).isEmpty();
        assertThat(result.request("a").count()).isEqualTo(200);
        assertThat(cookiesOf("/behind")).hasSize(10).containsOnly("c=b");
    }

    @Test
    void cutsOffARequestThatTakesTooLong() throws Exception {
        var released = new CountDownLatch(1);
        server.answering(request -> {
            if (request.getTarget().equals("/slow")) {
                try {
                    assertThat(released.await(20, TimeUnit.SECONDS)).isTrue();
                } catch (InterruptedException stop) {
                    throw new AssertionError(stop);
                }
            }
            return giving(request);
        });
        RunResult result = server.run(
                http -> http,
                inBackground("upload", http("slow").get("/slow"), http("never").get("/never")),
                join("upload").atMost(ofMillis(300)),
                exec("release", user -> released.countDown()),
                inBackground("upload", http("again").get("/again")),
                join("upload"));

        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::message)
                .containsExactly(tuple("join", "\"upload\" had not ended after a wait of 300ms, and was cut off"));
        assertThat(result.ledger().failed()).isEqualTo(1);
        assertThat(server.targets()).contains("/again").doesNotContain("/never");
    }

    @Test
    void aStreamEndsWithTheStepsThatOpenedIt() throws Exception {
        WebSocket socket = webSocket("echo");
        server.answering(request -> new MockResponse.Builder()
                .webSocketUpgrade(new WebSocketListener() {
                    @Override
                    public void onMessage(okhttp3.WebSocket open, String text) {
                        open.send(text);
                    }

                    @Override
                    public void onClosing(okhttp3.WebSocket open, int code, String reason) {
                        open.close(code, reason);
                    }
                })
                .build());
        var test = loadTest("streams")
                .http(http -> http.baseUrl(server.url()))
                .run(
                        scenario("s")
                                .exec(
                                        inBackground("one", socket.connect("/"), socket.send("one"), socket.await()),
                                        socket.connect("/"),
                                        socket.send("two"),
                                        socket.await(),
                                        join("one"),
                                        inBackground("cut", socket.connect("/"), pause(ofSeconds(30))),
                                        join("cut").atMost(ofMillis(300))),
                        users(1).iterations(2));
        RunResult result = new PerfEngine()
                .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                .await();

        assertThat(result.errors()).extracting(ErrorResult::kind).containsOnly("join");
        assertThat(result.ledger().failed()).isEqualTo(2);
        assertThat(OneIteration.count(result, "ws_sessions")).isEqualTo(6);
        assertThat(OneIteration.count(result, "ws_msgs_received")).isEqualTo(4);
    }
}
