package dev.perf.engine;

import static dev.perf.Perf.counter;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.rate;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.trend;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.body;
import static dev.perf.http.Http.get;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.status;
import static dev.perf.sse.Sse.sse;
import static dev.perf.websocket.WebSockets.webSocket;
import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.metric.Counter;
import dev.perf.metric.Rate;
import dev.perf.metric.Trend;
import dev.perf.metric.Unit;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Problem;
import dev.perf.result.ErrorResult;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Step;
import dev.perf.spi.RunOptions;
import dev.perf.sse.EventStream;
import dev.perf.websocket.WebSocket;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** What comes over a connection is recorded, and ends what it is asked to end, as the response to a request. */
@Timeout(60)
class AwaitedValuesTest {

    private static final Trend AGE = trend("age", Unit.MILLISECONDS);
    private static final Counter UNITS = counter("units");
    private static final Rate FRESH = rate("fresh");
    private static final WebSocket SOCKET = webSocket("s");
    private static final EventStream STREAM = sse("e");

    @RegisterExtension
    final OneIteration server = new OneIteration();

    @BeforeEach
    void answer() {
        server.answering(request -> switch (request.getTarget()) {
            case "/s" -> OneIteration.echoing();
            case "/e" ->
                new MockResponse.Builder()
                        .addHeader("Content-Type", "text/event-stream")
                        .body("data: {\"age\":3,\"units\":7,\"fresh\":true}\n\n"
                                + "data: {\"age\":\"5\",\"fresh\":false}\n\n")
                        .build();
            case "/404" -> OneIteration.status(404);
            default -> OneIteration.status(200);
        });
    }

    private RunResult run(Step... steps) throws InterruptedException {
        return server.run(http -> http, steps);
    }

    /** Three iterations of one user, who says goodbye. */
    private RunResult runThrice(List<Step> steps) throws InterruptedException {
        var test = loadTest("three")
                .http(http -> http.baseUrl(server.url()))
                .run(
                        scenario("one")
                                .exec(steps.toArray(Step[]::new))
                                .exec(get("/after"))
                                .onStop(get("/bye")),
                        users(1).iterations(3));
        return new PerfEngine()
                .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                .await();
    }

    private static List<Step> heard(Step... more) {
        var all = new ArrayList<Step>(List.of(SOCKET.connect("/s"), SOCKET.send("{\"id\":1}")));
        all.addAll(List.of(more));
        return List.copyOf(all);
    }

    private static List<Double> extremes(RunResult result, String metric) {
        var trend = (MetricResult.Trend) result.metric(metric);
        return List.of((double) trend.distribution().count(), trend.min(), trend.max());
    }

    @Test
    void valuesOfMessagesAreSamplesOfMetrics() throws InterruptedException {
        RunResult result = run(
                SOCKET.connect("/s"),
                SOCKET.send("{\"age\":12.5,\"units\":\"40\",\"type\":\"quote\"}"),
                SOCKET.await()
                        .save("type", jsonPath("$.type"))
                        .record(AGE.tag("type", "#{type}"), jsonPath("$.age"))
                        .record(UNITS, jsonPath("$.units"))
                        .record(FRESH, jsonPath("$.fresh").optional()),
                SOCKET.send("{}"),
                SOCKET.await().record(UNITS, jsonPath("$.units").orElse(2)));

        assertThat(result.errors()).isEmpty();
        assertThat(result.ledger().failed()).isZero();
        assertThat(extremes(result, "age")).containsExactly(1.0, 12.5, 12.5);
        assertThat(extremes(result, "age{type:quote}")).containsExactly(1.0, 12.5, 12.5);
        assertThat(OneIteration.count(result, "units")).isEqualTo(42);
        assertThat(result.metrics()).noneMatch(metric -> metric.name().equals("fresh"));
    }

    @Test
    void valuesOfEventsAreSamplesOfMetrics() throws InterruptedException {
        RunResult result = run(
                STREAM.connect("/e"),
                STREAM.await()
                        .record(AGE, jsonPath("$.age"))
                        .record(UNITS, jsonPath("$.units"))
                        .record(FRESH, jsonPath("$.fresh")),
                STREAM.await().record(AGE, jsonPath("$.age")).record(FRESH, jsonPath("$.fresh")));

        assertThat(result.errors()).isEmpty();
        assertThat(extremes(result, "age")).containsExactly(2.0, 3.0, 5.0);
        assertThat(OneIteration.count(result, "units")).isEqualTo(7);
        assertThat(result.metric("fresh")).isEqualTo(new MetricResult.Rate("fresh", Map.of(), 1, 1));
    }

    @Test
    void aValueThatIsNotFoundOrIsNoNumberFailsTheStep() throws InterruptedException {
        RunResult result = server.run(
                http -> http,
                scenario("one")
                        .exec(heard(
                                        SOCKET.await().record(AGE, jsonPath("$.age")),
                                        SOCKET.send("old"),
                                        SOCKET.await().record(AGE, body()),
                                        exec("lambda", user -> {
                                            user.send(SOCKET.send("older"));
                                            user.send(
                                                    SOCKET.await().named("late").record(AGE, body()));
                                        }))
                                .toArray(Step[]::new)));

        assertThat(result.errors())
                .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message, ErrorResult::count)
                .containsExactlyInAnyOrder(
                        tuple("metric", "await s", "record \"age\": $.age found nothing in the response", 1L),
                        tuple("metric", "await s", "record \"age\": body is no number, got \"old\"", 1L),
                        tuple("metric", "late", "record \"age\": body is no number, got \"older\"", 1L));
        assertThat(result.request("await s").failed()).isEqualTo(2);
        assertThat(result.ledger().failed()).isEqualTo(1);
    }

    @Test
    void whatNoMessageHasIsAMistakeOfThePlan() {
        assertThatThrownBy(() -> run(
                        SOCKET.connect("/s"),
                        SOCKET.await().record(AGE, status()),
                        SOCKET.await().record(trend("9"), body())))
                .isInstanceOf(InvalidPlanException.class)
                .satisfies(thrown -> assertThat(((InvalidPlanException) thrown).problems())
                        .extracting(Problem::where)
                        .containsExactly(
                                "scenario \"one\", request \"await s\", record \"age\"",
                                "scenario \"one\", request \"await s\", record \"9\", metric \"9\""));
    }

    @Test
    void debugShowsTheSamples() throws InterruptedException {
        var printed = new ByteArrayOutputStream();
        boolean sound = loadTest("debugged")
                .http(http -> http.baseUrl(server.url()))
                .run(
                        scenario("one")
                                .exec(
                                        STREAM.connect("/e"),
                                        STREAM.await()
                                                .record(AGE, jsonPath("$.age"))
                                                .record(FRESH, jsonPath("$.fresh"))),
                        users(1).iterations(1))
                .debug(new PrintStream(printed, true, StandardCharsets.UTF_8));

        assertThat(sound).isTrue();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("    record age = 3 ms\n    record fresh = true\n");
    }

    static final List<List<Step>> FATAL = List.of(
            heard(SOCKET.await().check(jsonPath("$.id").is(2).exitIterationOnFail())),
            heard(SOCKET.await().check(jsonPath("$.id").is(2)).exitIterationOnFail()),
            heard(SOCKET.await().save("x", jsonPath("$.x")).exitIterationOnFail()),
            heard(SOCKET.await().record(AGE, jsonPath("$.x")).exitIterationOnFail()),
            heard(SOCKET.await()
                    .matching(jsonPath("$.id").is(2))
                    .timeout(ofMillis(1))
                    .exitIterationOnFail()),
            heard(SOCKET.await()
                    .matching(jsonPath("$.id").is(2))
                    .timeout(ofMillis(1))
                    .check(body().exists().exitIterationOnFail())),
            List.of(SOCKET.connect("/404").exitIterationOnFail()),
            List.of(STREAM.connect("/404").exitIterationOnFail()),
            List.of(
                    get("/200").save("missing", jsonPath("$.none").optional()),
                    STREAM.connect("/e").header("a", "#{missing}").exitIterationOnFail()),
            List.of(STREAM.connect("/200").exitIterationOnFail().json(Map.of()).bearer("t")),
            List.of(
                    STREAM.connect("/e"),
                    STREAM.await().check(jsonPath("$.age").is(4)).exitIterationOnFail()),
            List.of(exec("lambda", user -> {
                user.send(SOCKET.connect("/404").exitIterationOnFail());
                user.send(get("/still"));
            })));

    @ParameterizedTest
    @FieldSource("FATAL")
    void theIterationEndsWhereThatIsAskedFor(List<Step> steps) throws InterruptedException {
        RunResult result = runThrice(steps);

        assertThat(server.targets()).doesNotContain("/after").containsOnlyOnce("/bye");
        assertThat(result.ledger().failed()).isEqualTo(3);
        assertThat(result.ledger().completed()).isZero();
    }

    static final List<List<Step>> LAST = List.of(
            heard(SOCKET.await().check(jsonPath("$.id").is(2).exitUserOnFail())),
            heard(SOCKET.await().check(jsonPath("$.id").is(2)).exitUserOnFail()),
            List.of(SOCKET.connect("/404").exitUserOnFail()),
            List.of(STREAM.connect("/404").exitUserOnFail()),
            List.of(
                    STREAM.connect("/e"),
                    STREAM.await().check(jsonPath("$.age").is(4)).exitUserOnFail()));

    @ParameterizedTest
    @FieldSource("LAST")
    void theUserEndsWhereThatIsAskedForAndDoesItsLastSteps(List<Step> steps) throws InterruptedException {
        RunResult result = runThrice(steps);

        assertThat(server.targets()).doesNotContain("/after").containsOnlyOnce("/bye");
        assertThat(result.ledger().failed()).isEqualTo(1);
        assertThat(result.ledger().completed()).isZero();
    }

    static final List<List<Step>> GOING_ON = List.of(
            heard(SOCKET.await().check(jsonPath("$.id").is(2))),
            List.of(SOCKET.connect("/404")),
            List.of(STREAM.connect("/404")));

    @ParameterizedTest
    @FieldSource("GOING_ON")
    void theIterationGoesOnUnlessAsked(List<Step> steps) throws InterruptedException {
        RunResult result = runThrice(steps);

        assertThat(server.targets().stream().filter("/after"::equals)).hasSize(3);
        assertThat(result.ledger().failed()).isEqualTo(3);
    }

    @Test
    void nothingEndsWhereNothingFails() throws InterruptedException {
        RunResult result = runThrice(heard(SOCKET.await()
                .check(jsonPath("$.id").is(1))
                .record(AGE, jsonPath("$.id"))
                .exitUserOnFail()));

        assertThat(server.targets().stream().filter("/after"::equals)).hasSize(3);
        assertThat(result.ledger().completed()).isEqualTo(3);
        assertThat(result.errors()).isEmpty();
        assertThat(extremes(result, "age")).containsExactly(3.0, 1.0, 1.0);
    }
}
