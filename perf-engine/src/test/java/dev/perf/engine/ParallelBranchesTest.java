package dev.perf.engine;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.inParallel;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.sequence;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.clearCookies;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.parallel;
import static dev.perf.websocket.WebSockets.webSocket;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.http.Transport;
import dev.perf.result.RunResult;
import dev.perf.spi.RunOptions;
import dev.perf.websocket.WebSocket;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What branches that go on at the same time have of their own, and what they share. */
@Timeout(60)
class ParallelBranchesTest {

    @RegisterExtension
    final OneIteration server = new OneIteration();

    @ParameterizedTest
    @EnumSource
    void sendsTheRequestsOfAllBranchesAtTheSameTimeEachOnConnectionsOfItsOwn(Transport transport) throws Exception {
        var both = new CyclicBarrier(2);
        server.answering(request -> {
            try {
                both.await(20, TimeUnit.SECONDS); // nobody is answered before both are there
            } catch (Exception alone) {
                throw new AssertionError("not sent at the same time", alone);
            }
            return new MockResponse.Builder().build();
        });
        RunResult result = server.run(
                http -> http.transport(transport),
                repeat(
                        3,
                        inParallel(
                                "both",
                                sequence(http("a").get("/a"), http("b").get("/b")),
                                sequence(
                                        http("c").get("/c"),
                                        exec(
                                                "lambda",
                                                user -> user.send(http("d").get("/d")))))));

        assertThat(result.errors()).isEmpty();
        assertThat(result.request("d").count()).isEqualTo(3);
        assertThat(server.seen().stream()
                        .map(RecordedRequest::getConnectionIndex)
                        .distinct())
                .as("connections")
                .hasSize(2);
    }

    @Test
    void aBranchSeesTheCookiesAsTheyWereAndTheLaterBranchWins() throws Exception {
        server.answering(request -> {
            if (request.getTarget().equals("/first")) {
                server.awaitSent("/third");
            }
            return OneIteration.givingCookie(request).build();
        });
        RunResult result = server.run(
                http -> http,
                http("before").get("/before"),
                inParallel(
                        "all",
                        sequence(http("first").get("/first"), http("second").get("/second")),
                        http("third").get("/third")),
                http("after").get("/after"),
                inParallel("clear", sequence(clearCookies(), http("none").get("/none"))),
                inParallel("cleared", clearCookies()),
                http("last").get("/last"));

        assertThat(result.errors()).isEmpty();
        assertThat(server.cookiesOf("/first")).containsExactly("c=before");
        assertThat(server.cookiesOf("/second")).containsExactly("c=first");
        assertThat(server.cookiesOf("/third")).containsExactly("c=before");
        assertThat(server.cookiesOf("/after")).containsExactly("c=third");
        assertThat(server.cookiesOf("/none")).containsExactly("null");
        assertThat(server.cookiesOf("/last")).containsExactly("null");
    }

    @Test
    void aBranchMayLoadPagesWithTheirParts() throws Exception {
        server.answering(request -> OneIteration.givingCookie(request).build());
        RunResult result = server.run(
                http -> http,
                inParallel(
                        "both",
                        http("page")
                                .get("/page")
                                .resources(http("x").get("/x"), http("y").get("/y")),
                        parallel("batch", http("u").get("/u"), http("v").get("/v"))),
                http("after").get("/after"));

        assertThat(result.errors()).isEmpty();
        assertThat(server.targets()).containsExactlyInAnyOrder("/page", "/x", "/y", "/u", "/v", "/after");
        assertThat(server.cookiesOf("/x")).containsExactly("c=page");
        assertThat(server.cookiesOf("/after")).containsExactly("c=v");
        assertThat(result.metric("group_duration{group:both / batch}")).isNotNull();
    }

    @Test
    void aStreamOfABranchEndsWithIt() throws Exception {
        WebSocket socket = webSocket("echo");
        server.answering(request -> OneIteration.echoing());
        var test = loadTest("streams")
                .http(http -> http.baseUrl(server.url()))
                .run(
                        scenario("s")
                                .exec(inParallel(
                                        "both",
                                        sequence(socket.connect("/"), socket.send("one"), socket.await()),
                                        sequence(socket.connect("/"), socket.send("two"), socket.await()))),
                        users(1).iterations(3));
        RunResult result = new PerfEngine()
                .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                .await();

        assertThat(result.errors()).isEmpty();
        assertThat(result.ledger().completed()).isEqualTo(3);
        assertThat(OneIteration.count(result, "ws_sessions")).isEqualTo(6);
        assertThat(OneIteration.count(result, "ws_msgs_received")).isEqualTo(6);
    }
}
