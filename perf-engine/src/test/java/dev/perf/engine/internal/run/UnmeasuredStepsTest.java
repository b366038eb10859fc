package dev.perf.engine.internal.run;

import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.ledger;
import static dev.perf.engine.internal.run.Runs.run;
import static dev.perf.http.Http.http;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.engine.internal.clock.SimulatedClock;
import dev.perf.result.ErrorResult;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.SkippedIterationException;
import java.time.Duration;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;

/** Plain Java that only prepares data is no request. */
class UnmeasuredStepsTest {

    private final SimulatedClock clock = new SimulatedClock();

    private RunResult of(Scenario scenario) throws InterruptedException {
        return run(loadTest("data").run(scenario, users(1).iterations(4)), clock);
    }

    private void compute(Duration time) throws InterruptedException {
        clock.sleepUntil(clock.nanos() + time.toNanos());
    }

    @Test
    void stepsThatAreNotMeasuredAreNoRequestsAndHaveNoTimes() throws Exception {
        RunResult result = of(scenario("shop")
                .exec(user -> user.session().set("a", 1))
                .exec(exec("b", user -> user.session().set("b", 2)).unmeasured())
                .exec(exec(user -> user.session().set("c", 3)).producesNothing())
                .exec("look", user -> compute(ofMillis(5))));

        assertThat(result.ledger()).isEqualTo(ledger(4, 0, 0));
        assertThat(result.requests())
                .extracting(RequestResult::name, RequestResult::count)
                .containsExactly(tuple("look", 4L));
        assertThat(result.responseTime().count()).isEqualTo(4);
    }

    @Test
    void theirTimeIsNotTheNextStepsResponseTime() throws Exception {
        RunResult result =
                of(scenario("shop").exec(user -> compute(ofSeconds(2))).exec("look", user -> compute(ofMillis(5))));

        assertThat(result.responseTime().max()).isLessThan(ofMillis(6));
    }

    @Test
    void theyDoNotHideThatTheGeneratorWasLate() throws Exception {
        var late = new SimulatedClock(ofMillis(40));
        RunResult result = run(
                loadTest("late")
                        .run(
                                scenario("shop")
                                        .pause(ofSeconds(1)) // ends 40 ms late
                                        .exec(user -> late.work(ofMillis(300)))
                                        .exec("look", user -> late.work(ofMillis(5))),
                                users(1).iterations(1)),
                late);

        RequestResult look = result.request("look");
        assertThat(look.serviceTime().max()).isEqualTo(ofMillis(5));
        assertThat(look.responseTime().max()).isCloseTo(ofMillis(45), ofMillis(1));
    }

    @Test
    void whatCodeTakesBetweenTheRequestsThatItSendsIsNoResponseTime() throws Exception {
        try (MockWebServer server = Runs.server()) {
            String url = "http://localhost:" + server.getPort() + "/";
            RunResult result = of(scenario("shop")
                    .exec("buy", user -> {
                        clock.work(ofSeconds(1));
                        user.send(http("first").get(url));
                        clock.work(ofSeconds(1));
                        user.send(http("second").get(url));
                        user.pause(ofSeconds(1));
                        clock.work(ofSeconds(1));
                        user.send(http("third").get(url));
                        clock.work(ofSeconds(1));
                    })
                    .exec(http("fourth").get(url)));

            assertThat(result.requests()).extracting(RequestResult::name).hasSize(4);
            assertThat(result.requests())
                    .allSatisfy(
                            request -> assertThat(request.responseTime().max()).isZero());
        }
    }

    @Test
    void theFirstRequestThatCodeSendsShowsThatTheGeneratorWasLate() throws Exception {
        var late = new SimulatedClock(ofMillis(40));
        try (MockWebServer server = Runs.server()) {
            String url = "http://localhost:" + server.getPort() + "/";
            RunResult result = run(
                    loadTest("late")
                            .run(
                                    scenario("shop").exec("buy", user -> {
                                        user.pause(ofSeconds(1)); // ends 40 ms late
                                        late.work(ofSeconds(1));
                                        user.send(http("first").get(url));
                                        user.send(http("second").get(url));
                                    }),
                                    users(1).iterations(1)),
                    late);

            assertThat(result.request("first").responseTime().max()).isCloseTo(ofMillis(40), ofMillis(1));
            assertThat(result.request("second").responseTime().max()).isZero();
        }
    }

    @Test
    void oneThatFailsIsCountedByItsLineAndEndsTheIteration() throws Exception {
        RunResult result = of(scenario("shop")
                .exec(user -> {
                    switch ((int) user.iteration()) {
                        case 1 -> throw new IllegalStateException("no data");
                        case 2 -> user.fail("STALE", "old data");
                        default -> {}
                    }
                })
                .exec("look", user -> compute(ofMillis(5))));

        assertThat(result.ledger()).isEqualTo(ledger(2, 2, 0));
        assertThat(result.request("look").count()).isEqualTo(3);
        assertThat(result.requests()).hasSize(1);
        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::message, ErrorResult::count)
                .containsExactlyInAnyOrder(
                        tuple("step", "IllegalStateException: no data", 1L), tuple("STALE", "old data", 1L));
        assertThat(result.errors())
                .allSatisfy(error -> assertThat(error.request()).matches("exec \\(UnmeasuredStepsTest\\.java:\\d+\\)"));
    }

    @Test
    void aStepThatSkipsTheRestOfItsIterationIsNotMeasured() throws Exception {
        RunResult result = of(scenario("shop")
                .exec("look", user -> {
                    compute(ofMillis(5));
                    if (user.iteration() == 2) {
                        throw new SkippedIterationException("sold out");
                    }
                })
                .exec("buy", user -> compute(ofMillis(5))));

        assertThat(result.ledger()).isEqualTo(ledger(4, 0, 0));
        assertThat(result.requests())
                .extracting(RequestResult::name, RequestResult::count, RequestResult::failed)
                .containsExactly(tuple("look", 3L, 0L), tuple("buy", 3L, 0L));
        assertThat(result.errors()).isEmpty();
    }

    @Test
    void requestsThatTheySendAreMeasured() throws Exception {
        try (MockWebServer server = Runs.server()) {
            String url = "http://localhost:" + server.getPort() + "/";
            RunResult result = of(scenario("shop")
                    .exec(user -> user.send(http("get").get(url)))
                    .pause(ofSeconds(1)));

            assertThat(result.requests())
                    .extracting(RequestResult::name, RequestResult::count)
                    .containsExactly(tuple("get", 4L));
        }
    }
}
