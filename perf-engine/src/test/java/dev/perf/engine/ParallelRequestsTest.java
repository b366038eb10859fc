package dev.perf.engine;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.group;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.body;
import static dev.perf.http.Http.cookie;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.parallel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.http.HttpRequest;
import dev.perf.http.HttpResponse;
import dev.perf.http.HttpSettings;
import dev.perf.http.ParallelRequests;
import dev.perf.http.Transport;
import dev.perf.result.ErrorResult;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.spi.RunOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import mockwebserver3.MockResponse;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParallelRequestsTest {

    @RegisterExtension
    final OneIteration server = new OneIteration();

    private static UnaryOperator<HttpSettings> over(Transport transport) {
        return http -> http.transport(transport);
    }

    private static MockResponse text(String body) {
        return new MockResponse.Builder().body(body).build();
    }

    private static HttpRequest[] requests(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> http("r" + i).get("/" + i))
                .toArray(HttpRequest[]::new);
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await(20, TimeUnit.SECONDS);
        } catch (Exception alone) {
            throw new AssertionError("not sent at the same time", alone);
        }
    }

    @ParameterizedTest
    @EnumSource
    void sendsUpToSixAtTheSameTime(Transport transport) throws Exception {
        var six = new CyclicBarrier(6);
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        server.answering(request -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            await(six); // nobody is answered before six are there
            now.decrementAndGet();
            return text("");
        });
        RunResult result = server.run(over(transport), parallel("batch", requests(12)));

        assertThat(result.errors()).isEmpty();
        assertThat(server.targets()).hasSize(12).doesNotHaveDuplicates();
        assertThat(most).hasValue(6);
        assertThat(result.request("r11").count()).isEqualTo(1);
        MetricResult.Trend duration = (MetricResult.Trend) result.metric("group_duration{group:batch}");
        assertThat(duration.distribution().count()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void savesInTheOrderInWhichTheRequestsWereGiven(Transport transport) throws Exception {
        var secondIsThere = new CyclicBarrier(2);
        server.answering(request -> {
            await(secondIsThere);
            if (request.getTarget().equals("/0")) {
                server.awaitSent("/1");
            }
            return text("{\"id\": \"" + request.getTarget() + "\"}");
        });
        HttpRequest[] two = requests(2);
        RunResult result = server.run(
                over(transport),
                parallel(
                        "batch",
                        two[0].save("id", jsonPath("$.id")).save("own", jsonPath("$.id")),
                        two[1].save("id", jsonPath("$.id"))),
                exec(
                        "judge",
                        user -> user.check(
                                "saved",
                                user.session().get("id").equals("/1")
                                        && user.session().get("own").equals("/0"))));

        assertThat(result.errors()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void seesSessionAndCookiesAsTheyWereBefore(Transport transport) throws Exception {
        server.answering(request -> new MockResponse.Builder()
                .addHeader("Set-Cookie", "c=" + request.getTarget().substring(1) + "; Path=/")
                .body(request.getTarget())
                .build());
        RunResult result = server.run(
                over(transport),
                http("before").get("/before").save("x", body()),
                parallel(
                                "one by one",
                                http("first").get("/first").save("x", body()),
                                http("second").get("/second#{x}").check(body().is("/second/before")),
                                http("third").get("/third").check(cookie("c").is("third")))
                        .atOnce(1),
                http("after").get("/after#{x}").check(body().is("/after/first")));

        assertThat(result.errors()).isEmpty();
        assertThat(server.headers("Cookie")).containsExactly("-", "c=before", "c=before", "c=before", "c=third");
    }

    @ParameterizedTest
    @EnumSource
    void aFailureFailsTheIterationAndNoOtherRequest(Transport transport) throws Exception {
        server.answering(request -> OneIteration.status(request.getTarget().equals("/1") ? 500 : 200));
        RunResult result = server.run(
                over(transport),
                exec("may set x", user -> {}),
                parallel(
                        "batch",
                        http("good").get("/0").check(body().exists()),
                        http("bad").get("/1"),
                        http("unfilled").get("/#{x}"),
                        http("there").get("/2")));

        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request)
                .containsExactlyInAnyOrder(tuple("status", "bad"), tuple("session", "unfilled"));
        assertThat(result.request("good").failed()).isZero();
        assertThat(result.request("there").failed()).isZero();
        assertThat(result.ledger().failed()).isEqualTo(1);
        assertThat(((MetricResult.Rate) result.metric("checks")).passes()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource
    void givesALambdaStepTheResponsesInOrder(Transport transport) throws Exception {
        server.answering(request -> request.getTarget().equals("/2")
                ? OneIteration.status(404)
                : text("{\"target\": \"" + request.getTarget() + "\"}"));
        ParallelRequests batch = parallel("batch", requests(3)).atOnce(2);
        RunResult result = server.run(over(transport), exec("lambda", user -> {
            List<HttpResponse> responses = user.send(batch);
            List<HttpResponse> again = user.send(batch);
            user.check("bodies", "/0".equals(responses.get(0).jsonPath("$.target")));
            user.check("again", again.get(1).body().equals(responses.get(1).body()));
            user.check("failed", !responses.get(2).ok() && responses.get(2).status() == 404);
        }));

        assertThat(result.errors()).extracting(ErrorResult::request).containsOnly("r2");
        assertThat(result.request("r0").count()).isEqualTo(2);
        assertThatStepIsNoRequest(result, "lambda");
    }

    private static void assertThatStepIsNoRequest(RunResult result, String name) {
        assertThat(result.requests()).noneMatch(request -> request.name().equals(name));
    }

    @ParameterizedTest
    @EnumSource
    void loadsThePartsOfAPageThatCame(Transport transport) throws Exception {
        server.answering(request -> OneIteration.status(request.getTarget().equals("/missing") ? 404 : 200));
        HttpRequest[] parts = requests(3);
        HttpRequest page = http("page").get("/page").resources(parts);
        RunResult result = server.run(
                over(transport),
                group("visit", page),
                http("missing").get("/missing").resources(http("never").get("/never")),
                exec("lambda", user -> user.check("page", user.send(page).ok())));

        assertThat(server.targets()).hasSize(9).startsWith("/page").doesNotContain("/never");
        assertThat(server.targets().subList(1, 4)).containsExactlyInAnyOrder("/0", "/1", "/2");
        assertThat(((MetricResult.Trend) result.metric("group_duration{group:visit / page}"))
                        .distribution()
                        .count())
                .isEqualTo(1);
        assertThat(result.request("r0").count()).isEqualTo(2);
    }

    @Test
    void keepsItsConnections() throws Exception {
        server.answering(request -> text(""));
        RunResult result =
                server.run(http -> http, repeat(5, http("page").get("/page").resources(requests(3))));

        assertThat(result.errors()).isEmpty();
        assertThat(server.seen()).hasSize(20);
        assertThat(server.seen().stream()
                        .map(RecordedRequest::getConnectionIndex)
                        .distinct())
                .as("connections")
                .hasSize(3);
    }

    @ParameterizedTest
    @EnumSource
    void endsWhenTheRunDoes(Transport transport) throws Exception {
        var end = new CountDownLatch(1);
        server.answering(request -> {
            try {
                end.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
            }
            return text("");
        });
        try {
            var test = loadTest("stop")
                    .http(http -> http.baseUrl(server.url()).transport(transport))
                    .run(
                            scenario("stuck").exec(parallel("batch", requests(8))),
                            users(1).during(Duration.ofMillis(300)).gracefulStop(Duration.ofMillis(10)));
            RunResult result = new PerfEngine()
                    .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                    .await();

            assertThat(result.ledger().interrupted()).isEqualTo(1);
            assertThat(result.errors()).isEmpty();
            assertThat(result.duration()).isLessThan(Duration.ofSeconds(5));
        } finally {
            end.countDown();
        }
    }

    @Test
    void countsStatusesOfAll() throws Exception {
        server.answering(request -> text(""));
        RunResult result = server.run(
                http -> http.baseUrlsPerRequest(server.url(), server.url() + "/b"),
                parallel("batch", requests(4)),
                http("next").get("/next"));

        assertThat(server.targets().subList(0, 4)).containsExactlyInAnyOrder("/0", "/b/1", "/2", "/b/3");
        assertThat(server.targets()).endsWith("/next");
        assertThat(result.request("r3").statuses()).isEqualTo(Map.of(200, 1L));
    }
}
