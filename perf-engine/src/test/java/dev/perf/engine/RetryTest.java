package dev.perf.engine;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.retry;
import static dev.perf.http.Http.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.http.Retry;
import dev.perf.http.Transport;
import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import dev.perf.spi.RunOptions;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryTest {

    private static final Retry QUICK = retry(3).backOff(Duration.ofMillis(1), Duration.ofMillis(2));

    private final AtomicInteger requests = new AtomicInteger();

    @RegisterExtension
    final OneIteration server = new OneIteration();

    @ParameterizedTest
    @EnumSource
    void triesUntilItSucceedsAndRecordsEachAttempt(Transport transport) throws Exception {
        server.answering(request -> OneIteration.status(requests.incrementAndGet() < 3 ? 503 : 200));
        RunResult result = server.run(
                http -> http.transport(transport),
                http("get").get("/").retry(QUICK).check(status().is(200)));

        assertThat(result.request("get").statuses()).isEqualTo(Map.of(503, 2L, 200, 1L));
        assertThat(result.request("get").failed()).isEqualTo(2);
        assertThat(result.ledger().failed()).isZero();
        assertThat(OneIteration.count(result, "http_req_retries")).isEqualTo(2);
        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::message)
                .containsExactlyInAnyOrder(
                        tuple("retried", "attempt 1: status 503"), tuple("retried", "attempt 2: status 503"));
    }

    @ParameterizedTest
    @EnumSource
    void theLastAttemptIsJudged(Transport transport) throws Exception {
        server.answering(request -> OneIteration.status(503));
        RunResult result = server.run(
                http -> http.transport(transport).retry(QUICK), http("get").get("/"));

        assertThat(server.seen()).hasSize(4);
        assertThat(result.ledger().failed()).isEqualTo(1);
        assertThat(result.errors())
                .filteredOn(error -> error.kind().equals("status"))
                .singleElement()
                .satisfies(error -> assertThat(error.count()).isEqualTo(1));
    }

    @ParameterizedTest
    @EnumSource
    void triesAgainWhenTheConnectionBreaks(Transport transport) throws Exception {
        server.answering(request -> requests.incrementAndGet() == 1
                ? new MockResponse.Builder()
                        .body("half of it")
                        .onResponseBody(SocketEffect.ShutdownConnection.INSTANCE)
                        .build()
                : OneIteration.status(200));
        RunResult result = server.run(
                http -> http.transport(transport),
                http("put").put("/").retry(QUICK).body("text", "text/plain"));

        assertThat(result.ledger().failed()).isZero();
        assertThat(server.seen())
                .hasSize(2)
                .allMatch(request -> "text".equals(request.getBody().utf8()));
    }

    @ParameterizedTest
    @EnumSource
    void afterARedirectRepeatsTheHopThatFailed(Transport transport) throws Exception {
        server.answering(request -> request.getTarget().equals("/order")
                ? OneIteration.redirect(303, "/receipt")
                : OneIteration.status(requests.incrementAndGet() < 3 ? 502 : 200));
        RunResult result = server.run(
                http -> http.transport(transport), http("order").post("/order").retry(QUICK));

        assertThat(server.targets()).containsExactly("/order", "/receipt", "/receipt", "/receipt");
        assertThat(result.ledger().failed()).isZero();
    }

    @Test
    void attemptsAndRetriesCanBeJudged() throws Exception {
        server.answering(request -> OneIteration.status(requests.incrementAndGet() < 2 ? 503 : 200));
        var test = loadTest("thresholds")
                .http(http -> http.baseUrl(server.url()).retry(QUICK))
                .run(
                        scenario("one").exec(http("get").get("/")),
                        arrivals(perSecond(10)).during(Duration.ofMillis(100)))
                .threshold("http_req_failed{attempt:1}: rate == 1")
                .threshold("http_req_failed{attempt:2}: rate == 0")
                .threshold("http_req_retries: count == 1")
                .threshold("http_req_cache_hits: count == 0");
        RunResult result = new PerfEngine()
                .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                .await();

        assertThat(result.thresholds()).allMatch(threshold -> threshold.passed());
        assertThat(result.passed()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void repeatsOnlyWhatMayBeRepeated(Transport transport) throws Exception {
        server.answering(request -> OneIteration.status(503));
        server.run(
                http -> http.transport(transport).retry(QUICK),
                http("post").post("/post"),
                http("404").get("/other").retry(QUICK.onStatus(500)),
                http("never").get("/never").retry(0),
                http("any").post("/any").retry(QUICK.anyMethod()));

        assertThat(server.targets()).containsExactly("/post", "/other", "/never", "/any", "/any", "/any", "/any");
    }
}
