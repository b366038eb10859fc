package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.pause;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.startingAfter;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Operator.at;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.retry;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Throttles on a simulated clock: the server answers in no time. */
class ThrottleRunTest {

    private final MockWebServer server = new MockWebServer();
    private final SimulatedClock clock = new SimulatedClock();
    private final List<Duration> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> paths = Collections.synchronizedList(new ArrayList<>());
    private volatile int status = 200;

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                requests.add(clock.elapsed());
                paths.add(request.getTarget());
                return new MockResponse.Builder().code(status).body("ok").build();
            }
        });
        server.start(InetAddress.getLoopbackAddress(), 0);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private LoadTest test() {
        return loadTest("throttled").http(http -> http.baseUrl("http://localhost:" + server.getPort()));
    }

    private static Scenario getting(String name) {
        return scenario(name).exec(http(name).get("/" + name));
    }

    /** At most 10/s for two seconds, and then 50/s. */
    private static Scenario tenThenFifty() {
        return getting("get")
                .throttle(arrivals(perSecond(10))
                        .during(ofSeconds(2))
                        .rampTo(perSecond(50))
                        .over(Duration.ZERO)
                        .hold(ofSeconds(2)));
    }

    private RunResult run(LoadTest test) throws InterruptedException {
        return Runs.run(test, clock);
    }

    private static Distribution waits(RunResult result) {
        return ((MetricResult.Trend) result.metric("throttle_wait")).distribution();
    }

    private static List<Duration> every(long millis, int count) {
        return LongStream.range(0, count)
                .mapToObj(i -> Duration.ofMillis(i * millis))
                .toList();
    }

    @Test
    void atMostTheRateIsSentEvenlySpaced() throws Exception {
        RunResult result =
                run(test().run(getting("get"), users(7).during(ofSeconds(3))).throttle(perSecond(100)));
        // 300 in three seconds, and then the last ones of the users that wait for a slot, of which one comes at 3 s.
        assertThat(requests).isEqualTo(every(10, 307));
        assertThat(result.ledger()).isEqualTo(ledger(307, 0, 0));
        assertThat(result.duration()).isEqualTo(ofMillis(3_060));
        // Only the very first goes at once.
        assertThat(waits(result).count()).isEqualTo(306);
        assertThat(waits(result).max()).isBetween(ofMillis(70), ofMillis(71));
        assertThat(waits(result).p50()).isBetween(ofMillis(70), ofMillis(71));
        assertThat(result.responseTime().max()).isZero();
    }

    @Test
    void requestsThatComeMoreSlowlyAreNotHeldBack() throws Exception {
        RunResult result = run(test().run(getting("get"), arrivals(perSecond(9)).during(ofSeconds(10)))
                .throttle(perSecond(10)));

        assertThat(result.ledger()).isEqualTo(ledger(90, 0, 0));
        assertThat(result.metrics()).noneMatch(metric -> metric.name().equals("throttle_wait"));
    }

    @Test
    void whoComesFirstIsServedFirst() throws Exception {
        Scenario numbered = scenario("numbered")
                .exec(
                        exec("number", user -> user.session().set("id", user.id())),
                        http("get").get("/#{id}"));
        run(test().run(numbered, arrivals(perSecond(1000)).during(ofMillis(50))).throttle(perSecond(10)));

        assertThat(paths)
                .isEqualTo(LongStream.range(0, 50).mapToObj(id -> "/" + id).toList());
        assertThat(requests.getLast()).isEqualTo(requests.getFirst().plus(ofMillis(4900)));
    }

    @Test
    void theWaitForASlotIsNoResponseTime() throws Exception {
        RunResult result =
                run(test().run(getting("get"), arrivals(perSecond(100)).during(ofSeconds(1)))
                        .throttle(perSecond(10)));

        assertThat(result.request("get").count()).isEqualTo(100);
        assertThat(result.request("get").responseTime().max()).isZero();
        assertThat(waits(result).count()).isEqualTo(99);
        // The last arrives 0.99 s after the first one and is sent 9.9 s after it.
        assertThat(waits(result).max()).isBetween(ofMillis(8910), ofMillis(8920));
    }

    @Test
    void aScenarioHasAThrottleOfItsOwnThatKeepsNobodyElseOut() throws Exception {
        RunResult result = run(test().run(
                        getting("slow").throttle(perSecond(1)),
                        users(50).during(ofSeconds(10)).gracefulStop(Duration.ZERO))
                .run(getting("fast"), users(50).during(ofSeconds(10)).gracefulStop(Duration.ZERO))
                .throttle(perSecond(20)));
        // The slow one takes the slots of ten of the 200 requests, and with the end of the load all are cut off.
        assertThat(result.request("slow").count() + result.request("fast").count())
                .isEqualTo(200);
        assertThat(result.request("slow").count()).isBetween(7L, 10L);
        assertThat(result.ledger().interrupted()).isEqualTo(100);
        assertThat(result.duration()).isEqualTo(ofSeconds(10));
    }

    @Test
    void theRateFollowsAProfileFromTheBeginningOfTheScenario() throws Exception {
        Scenario shaped = tenThenFifty();
        run(test().run(shaped, users(3).during(ofSeconds(6)).gracefulStop(Duration.ZERO), startingAfter(ofSeconds(5))));

        assertThat(requests.stream().filter(at -> at.compareTo(ofSeconds(7)) < 0))
                .hasSize(20);
        assertThat(requests.stream().filter(at -> at.compareTo(ofSeconds(7)) >= 0 && at.compareTo(ofSeconds(9)) < 0))
                .hasSize(100);
        assertThat(requests.stream().filter(at -> at.compareTo(ofSeconds(9)) >= 0))
                .hasSize(100);
        assertThat(requests.getFirst()).isEqualTo(ofSeconds(5));
    }

    @Test
    void everyAttemptTakesASlot() throws Exception {
        status = 503;
        Scenario retrying = scenario("retrying")
                .exec(http("get")
                        .get("/")
                        .retry(retry(2).backOff(ofMillis(1), ofMillis(1), 1, 0).onStatus(503)));
        RunResult result = run(test().run(retrying, arrivals(perSecond(1)).during(ofSeconds(1)))
                .throttle(perSecond(1)));

        assertThat(requests).containsExactly(ofMillis(500), ofMillis(1500), ofMillis(2500));
        assertThat(waits(result).count()).isEqualTo(2);
        // The last attempt answers what was meant to begin with the first; of that, only the pauses before it count.
        assertThat(result.request("get").responseTime().max()).isBetween(ofMillis(2), ofMillis(3));
    }

    @Test
    void aUserThatWaitsForASlotIsInterruptedAtTheEndOfTheGracefulStop() throws Exception {
        RunResult result =
                run(test().run(getting("get"), users(5).during(ofMinutes(1)).gracefulStop(ofSeconds(2)))
                        .throttle(arrivals(perSecond(1))
                                .during(ofSeconds(30))
                                .rampTo(perSecond(0.001))
                                .over(Duration.ZERO)
                                .hold(ofHours(1))));

        assertThat(requests).isEqualTo(every(1000, 31));
        assertThat(result.ledger()).isEqualTo(ledger(31, 0, 5));
        assertThat(result.duration()).isEqualTo(ofSeconds(62));
    }

    private RunResult pausing(LoadTest test, long from, long to) throws InterruptedException {
        return new Operator(clock, at(from, Run::pause), at(to, Run::resume)).run(test);
    }

    private long requestsBetween(long fromMillis, long toMillis) {
        return requests.stream()
                .filter(at -> at.toMillis() >= fromMillis && at.toMillis() < toMillis)
                .count();
    }

    @Test
    void aProfileStandsStillInAPause() throws Exception {
        Scenario shaped = tenThenFifty();
        pausing(test().run(shaped, users(3).during(ofSeconds(6)).gracefulStop(Duration.ZERO)), 1_050, 11_050);

        // Three users wait when the pause begins; they end their iterations with the slots that they had.
        assertThat(requestsBetween(0, 1_050)).isEqualTo(11);
        assertThat(requestsBetween(1_050, 11_050)).isEqualTo(3);
        // Of two seconds at 10/s 0.95 s are left.
        assertThat(requestsBetween(11_050, 12_000)).isEqualTo(10);
        assertThat(requestsBetween(12_000, 14_000)).isEqualTo(100);
        assertThat(requestsBetween(14_000, 16_000)).isEqualTo(100);
    }

    @Test
    void iterationsUnderWayGoOnInAPauseAtTheRateThatTheProfileHas() throws Exception {
        Scenario shaped = scenario("long")
                .exec(pause(ofSeconds(2)))
                .exec(http("get").get("/"))
                .throttle(arrivals(perSecond(0)).rampTo(perSecond(10)).over(ofSeconds(10)));
        pausing(test().run(shaped, users(5).during(ofSeconds(10))), 1_000, 9_000);

        // At 1/s from the pause on, and none has been let go before it.
        assertThat(requests.subList(0, 5))
                .containsExactly(ofSeconds(2), ofSeconds(3), ofSeconds(4), ofSeconds(5), ofSeconds(6));
    }

    @Test
    void whereTheRateIsZeroInAPauseNothingIsSentBeforeItsEnd() throws Exception {
        Scenario shaped = scenario("closed door")
                .exec(pause(ofSeconds(2)))
                .exec(http("get").get("/"))
                .throttle(arrivals(perSecond(0))
                        .during(ofSeconds(5))
                        .rampTo(perSecond(1))
                        .over(Duration.ZERO)
                        .hold(ofSeconds(5)));
        RunResult result = pausing(test().run(shaped, users(2).during(ofSeconds(6))), 1_000, 11_000);

        assertThat(requests.subList(0, 2)).containsExactly(ofSeconds(15), ofSeconds(16));
        assertThat(waits(result).max()).isBetween(ofMillis(14_000), ofMillis(14_010));
    }

    @Test
    void theProfileOfATestFollowsTheLoadTimeOfTheRunFromItsBeginning() throws Exception {
        pausing(
                test().run(
                                getting("get"),
                                users(20).during(ofSeconds(4)).gracefulStop(Duration.ZERO),
                                startingAfter(ofSeconds(5)))
                        .throttle(arrivals(perSecond(1))
                                .during(ofSeconds(6))
                                .rampTo(perSecond(10))
                                .over(Duration.ZERO)
                                .hold(ofSeconds(10))),
                1_000,
                4_000);

        // The scenario begins at 5 s of the load, which is 8 s of the clock.
        assertThat(requests.getFirst()).isEqualTo(ofSeconds(8));
        assertThat(requestsBetween(8_000, 9_000)).isEqualTo(1);
        assertThat(requestsBetween(9_000, 12_000)).isEqualTo(30);
    }

    @Test
    void aConstantRateIsTheSameInAPause() throws Exception {
        RunResult result = pausing(
                test().run(getting("get"), users(7).during(ofSeconds(3))).throttle(perSecond(100)), 1_000, 5_000);

        assertThat(requestsBetween(0, 1_000)).isEqualTo(100);
        assertThat(requestsBetween(1_000, 5_000)).isEqualTo(7);
        assertThat(result.ledger()).isEqualTo(ledger(requests.size(), 0, 0));
    }
}
