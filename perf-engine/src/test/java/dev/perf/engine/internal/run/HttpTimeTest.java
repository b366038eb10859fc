package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.parallel;
import static dev.perf.http.Http.retry;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.http.HttpRequest;
import dev.perf.http.ParallelRequests;
import dev.perf.http.Retry;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What HTTP does with time, on a simulated clock: the server answers in no time, and waits are exact. */
class HttpTimeTest {

    /** One arrival per second is in the middle of it. */
    private static final Duration START = Duration.ofMillis(500);

    private static final Retry DOUBLING =
            retry(4).backOff(Duration.ofMinutes(1), Duration.ofMinutes(5), 2, 0).onStatus(503);

    private final MockWebServer server = new MockWebServer();
    private final SimulatedClock clock = new SimulatedClock();

    @BeforeEach
    void start() throws IOException {
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void waitsGrowByTheirFactorUpToTheLongest() throws InterruptedException {
        RunResult result = run(attempt -> status(503), get().retry(DOUBLING));

        // 1 + 2 + 4 + 5 minutes
        assertThat(result.duration()).isEqualTo(START.plusMinutes(12));
        assertThat(result.request("get").count()).isEqualTo(5);
        assertThat(server.getRequestCount()).isEqualTo(5);
    }

    @Test
    void responseTimeOfTheLastAttemptBeginsWithTheFirst() throws InterruptedException {
        RunResult result = run(attempt -> status(attempt < 3 ? 503 : 200), get().retry(DOUBLING));

        assertThat(result.request("get").serviceTime().max()).isEqualTo(Duration.ZERO);
        assertThat(result.request("get").responseTime().min()).isEqualTo(Duration.ZERO);
        assertThat(result.request("get").responseTime().max())
                .isBetween(Duration.ofSeconds(180), Duration.ofMillis(180_300)); // three significant digits
    }

    @Test
    void waitsAsLongAsTheServerAsks() throws InterruptedException {
        Retry patient = DOUBLING.maxRetryAfter(Duration.ofMinutes(15));
        RunResult seconds = run(attempt -> attempt == 1 ? retryAfter("600") : status(200), get().retry(patient));
        assertThat(seconds.duration()).isEqualTo(START.plusMinutes(10));
    }

    @Test
    void waitsUntilTheServersDate() throws InterruptedException {
        Retry patient = DOUBLING.maxRetryAfter(Duration.ofMinutes(15));
        RunResult date = run(
                attempt -> attempt == 1 ? retryAfter("Tue, 01 Jan 2030 00:10:00 GMT") : status(200),
                get().retry(patient));
        assertThat(date.duration()).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void aServerThatAsksForTooMuchIsNotAskedAgain() throws InterruptedException {
        run(attempt -> retryAfter("61"), get().retry(DOUBLING));

        assertThat(server.getRequestCount()).isEqualTo(1);
    }

    @Test
    void leavesOutARandomShareOfEachWait() throws InterruptedException {
        Retry jittered = retry(1).backOff(Duration.ofMinutes(10), Duration.ofMinutes(10), 1, 0.5);
        RunResult result = run(attempt -> status(503), get().retry(jittered));

        assertThat(result.duration())
                .isBetween(START.plusMinutes(5), START.plusMinutes(10))
                .isNotIn(START.plusMinutes(5), START.plusMinutes(10));
    }

    @Test
    void aRunThatEndsDoesNotWaitForRetries() throws InterruptedException {
        Retry slow = retry(1).backOff(Duration.ofHours(20), Duration.ofHours(20), 1, 0);
        RunResult alone = run(attempt -> status(503), get().retry(slow));

        assertThat(alone.ledger().interrupted()).isEqualTo(1);
        assertThat(alone.request("get").count()).isEqualTo(1);
    }

    @Test
    void aRunThatEndsDoesNotWaitForRequestsSentAtTheSameTime() throws InterruptedException {
        Retry slow = retry(1).backOff(Duration.ofHours(20), Duration.ofHours(20), 1, 0);
        RunResult both = run(attempt -> status(503), parallel("batch", get().retry(slow), get().retry(slow)));

        assertThat(both.ledger().interrupted()).isEqualTo(1);
        assertThat(both.request("get").count()).isEqualTo(2);
    }

    @Test
    void requestsSentAtTheSameTimeWaitAtTheSameTime() throws InterruptedException {
        Retry once = retry(1).backOff(Duration.ofMinutes(1), Duration.ofMinutes(1), 1, 0);
        ParallelRequests batch = parallel("batch", get().retry(once), get().retry(once), get().retry(once));

        RunResult two = run(attempt -> status(503), batch.atOnce(2));

        assertThat(two.duration()).isEqualTo(START.plusMinutes(2));
        assertThat(two.request("get").count()).isEqualTo(6);
        assertThat(two.request("get").responseTime().max()).isBetween(Duration.ofMinutes(1), Duration.ofMillis(60_100));
        assertThat(((MetricResult.Trend) two.metric("group_duration{group:batch}"))
                        .distribution()
                        .max())
                .isBetween(Duration.ofMinutes(2), Duration.ofMillis(120_200));
    }

    private static HttpRequest get() {
        return http("get").get("/");
    }

    private static MockResponse status(int code) {
        return new MockResponse.Builder().code(code).build();
    }

    private static MockResponse retryAfter(String value) {
        return new MockResponse.Builder()
                .code(503)
                .addHeader("Retry-After", value)
                .build();
    }

    /** Runs one iteration; the server is told the number of each request. */
    private RunResult run(IntFunction<MockResponse> answer, Step request) throws InterruptedException {
        var attempts = new AtomicInteger();
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest recorded) {
                return answer.apply(attempts.incrementAndGet());
            }
        });
        return Runs.run(
                loadTest("time")
                        .http(http -> http.baseUrl("http://localhost:" + server.getPort()))
                        .run(
                                scenario("one").exec(request),
                                arrivals(perSecond(1))
                                        .during(Duration.ofSeconds(1))
                                        .gracefulStop(Duration.ofMinutes(20))),
                clock);
    }
}
