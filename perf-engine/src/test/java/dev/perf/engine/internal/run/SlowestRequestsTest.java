package dev.perf.engine.internal.run;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.run;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.status;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.result.RequestDetail;
import dev.perf.result.RunResult;
import dev.perf.result.SlowRequest;
import dev.perf.scenario.Scenario;
import java.util.List;
import java.util.stream.IntStream;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;

class SlowestRequestsTest {

    private static List<SlowRequest> slowest(RunResult result, String name) {
        return result.request(name).detail().slowest();
    }

    @Test
    void theSlowestOfEachIntervalAreKeptTheTenSlowestOfThem() throws Exception {
        // Two arrivals a second: number n takes n ms, so the second of each second is the slower one.
        RunResult result = run(loadTest("slow")
                .run(
                        scenario("visitors").exec("work", user -> user.pause(ofMillis(1 + user.id()))),
                        arrivals(perSecond(2)).during(ofSeconds(20))));

        assertThat(slowest(result, "work"))
                .extracting(SlowRequest::user, SlowRequest::responseTime)
                .containsExactlyElementsOf(IntStream.range(0, 10)
                        .mapToObj(place -> tuple(39L - 2 * place, ofMillis(40 - 2 * place)))
                        .toList());
        SlowRequest first = slowest(result, "work").getFirst();
        assertThat(first.at()).isEqualTo(ofMillis(19_750 + 40));
        assertThat(first.request()).isEqualTo("work");
        assertThat(first.scenario()).isEqualTo("visitors");
        assertThat(first.serviceTime()).isEqualTo(ofMillis(40));
        assertThat(first.failed()).isFalse();
        assertThat(first.trace()).isNull();
    }

    @Test
    void thoseOfTheRunAreTheSlowestOfAllNames() throws Exception {
        Scenario all = scenario("all");
        for (int number = 1; number <= 60; number++) {
            int millis = number;
            all = all.exec(exec("step " + number, user -> user.pause(ofMillis(millis))));
        }
        // Sixty names take ever more time, and one that is hardly ever called takes longest.
        RunResult result = run(loadTest("many")
                .run(all, users(1).iterations(20))
                .run(
                        scenario("seldom").exec(exec("seldom", user -> user.pause(ofMillis(100)))),
                        users(1).iterations(1)));

        assertThat(result.slowest()).hasSize(10);
        assertThat(result.slowest().getFirst().request()).isEqualTo("seldom");
        assertThat(result.slowest().get(1).request()).isEqualTo("step 60");
        assertThat(result.request("seldom").detail().course()).isEmpty();
        assertThat(result.request("seldom").detail().slowest()).hasSize(1);
        assertThat(result.request("step 1").detail()).isSameAs(RequestDetail.NONE);
    }

    @Test
    void aRequestOverHttpHasItsPhasesItsStatusAndItsFailure() throws Exception {
        try (MockWebServer server = Runs.server()) {
            RunResult result = run(loadTest("phases")
                    .http(http -> http.baseUrl("http://localhost:" + server.getPort()))
                    .run(
                            scenario("visitors").exec(http("get").get("/").check(status().is(404))),
                            users(1).iterations(1)));

            assertThat(slowest(result, "get")).singleElement().satisfies(slow -> {
                assertThat(slow.user()).isZero();
                assertThat(slow.iteration()).isZero();
                assertThat(slow.status()).isEqualTo(200);
                assertThat(slow.failed()).isTrue();
                assertThat(slow.bytesReceived()).isPositive();
                assertThat(slow.sending().plus(slow.waiting()).plus(slow.receiving()))
                        .isEqualTo(slow.serviceTime());
            });
        }
    }

    @Test
    void theWarmUpHasNone() throws Exception {
        RunResult result = run(loadTest("warm")
                .warmUp(ofSeconds(10))
                .run(
                        scenario("visitors").exec("work", user -> user.pause(ofMillis(user.id() == 3 ? 500 : 10))),
                        arrivals(perSecond(1)).during(ofSeconds(15))));

        assertThat(slowest(result, "work")).hasSize(5).allSatisfy(slow -> {
            assertThat(slow.at()).isGreaterThan(ofSeconds(10));
            assertThat(slow.responseTime()).isEqualTo(ofMillis(10));
        });
    }
}
