package dev.perf.engine;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.group;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.body;
import static dev.perf.http.Http.get;
import static dev.perf.http.Http.header;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.parallel;
import static dev.perf.http.Http.regex;
import static dev.perf.http.Http.status;
import static dev.perf.websocket.WebSockets.webSocket;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.check.Check;
import dev.perf.http.HttpRequest;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Problem;
import dev.perf.result.ErrorResult;
import dev.perf.result.MetricResult;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.scenario.Step;
import dev.perf.spi.RunOptions;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Checks that are made sometimes or always, and what failed ones end. */
class ConditionalChecksTest {

    @RegisterExtension
    final OneIteration server = new OneIteration();

    @BeforeEach
    void answer() {
        server.answering(request -> new MockResponse.Builder()
                .code(request.getTarget().startsWith("/404") ? 404 : 200)
                .addHeader("X-Kind", "json")
                .body("{\"id\": 1}")
                .build());
    }

    private RunResult run(Step... steps) throws InterruptedException {
        return server.run(UnaryOperator.identity(), steps);
    }

    private static List<String> messages(RunResult result) {
        return result.errors().stream().map(ErrorResult::message).toList();
    }

    private static MetricResult.Rate checks(RunResult result, String name) {
        return (MetricResult.Rate) result.metric("checks{check:" + name + "}");
    }

    private static long made(RunResult result) {
        var all = (MetricResult.Rate) result.metric("checks");
        return all.passes() + all.fails();
    }

    @Test
    void aCheckIsMadeOnlyWhereItsConditionsHold() throws InterruptedException {
        RunResult result = run(
                exec("set", user -> user.session().set("admin", true)),
                http("get")
                        .get("/")
                        .checkIf(
                                header("X-Kind").is("json"),
                                jsonPath("$.id").is(1),
                                jsonPath("$.id").is(2))
                        .checkIf(header("X-Kind").is("xml"), jsonPath("$.id").is(3))
                        .checkIf(
                                session -> session.has("admin"),
                                jsonPath("$.id").is(4))
                        .checkIf(
                                session -> session.has("guest"),
                                jsonPath("$.id").is(5))
                        .check(jsonPath("$.id").is(6).when(status().is(200)).when(status().is(404)))
                        .check(jsonPath("$.id")
                                .is(7)
                                .when(status().is(200).when(header("X-Kind").exists()))));

        assertThat(messages(result))
                .containsExactlyInAnyOrder(
                        "check \"$.id is 2\": got 1", "check \"$.id is 4\": got 1", "check \"$.id is 7\": got 1");
        assertThat(made(result)).isEqualTo(4);
        assertThat(checks(result, "$.id is 1").passes()).isEqualTo(1);
    }

    @Test
    void aConditionalCheckOnTheStatusReplacesTheRuleOnlyWhereItIsMade() throws InterruptedException {
        RunResult result = run(
                http("made").get("/404").checkIf(header("X-Kind").is("json"), status().is(404)),
                http("not made").get("/404").checkIf(header("X-Kind").is("xml"), status().is(404)));

        assertThat(result.errors())
                .extracting(ErrorResult::request, ErrorResult::message)
                .containsExactly(
                        tuple("not made", "status 404, wanted 2xx or 3xx; a check on the status would allow it"));
    }

    @Test
    void aConditionThatThrowsFailsTheCheck() throws InterruptedException {
        RunResult result = run(http("get")
                .get("/")
                .checkIf(
                        session -> {
                            throw new IllegalStateException("odd");
                        },
                        body().exists()));

        assertThat(messages(result))
                .containsExactly("check \"body exists\": its test threw java.lang.IllegalStateException: odd");
        assertThat(checks(result, "body exists").fails()).isEqualTo(1);
    }

    @Test
    void aBodyIsKeptForAConditionAlone() throws InterruptedException {
        RunResult result = run(http("get")
                .get("/")
                .checkIf(jsonPath("$.id").is(1), header("X-Kind").is("xml")));

        assertThat(messages(result)).containsExactly("check \"header X-Kind is xml\": got json");
    }

    @Test
    void checksOfTheTestAreMadeOfEachResponseUnlessARequestHasNone() throws InterruptedException {
        RunResult result = server.run(
                http -> http.check(status().is(200))
                        .check(header("X-Kind").is("xml").named("kind")),
                http("one").get("/").check(jsonPath("$.id").is(1)),
                http("free").get("/404").withoutDefaultChecks().check(status().is(404)),
                exec("lambda", user -> user.send(http("two").get("/404").tag("a", "b"))));

        assertThat(result.errors())
                .extracting(ErrorResult::request, ErrorResult::message)
                .containsExactlyInAnyOrder(
                        tuple("one", "check \"kind\": got json"),
                        tuple("two", "check \"status is 200\": got 404"),
                        tuple("two", "check \"kind\": got json"));
        assertThat(made(result)).isEqualTo(6);
        assertThat(checks(result, "kind").fails()).isEqualTo(2);
    }

    @Test
    void aMistakeInAConditionOrACheckOfTheTestIsFoundOnce() {
        assertThatThrownBy(() -> server.run(
                        http -> http.check(regex("(").exists()),
                        http("one").get("/").checkIf(jsonPath("x").exists(), body().is("")),
                        http("two").get("/")))
                .isInstanceOfSatisfying(
                        InvalidPlanException.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(Problem::where, Problem::message)
                                .containsExactlyInAnyOrder(
                                        tuple(
                                                "http settings, check \"regex ( exists\"",
                                                "regular expression \"(\" at 1: Unclosed group"),
                                        tuple(
                                                "scenario \"one\", request \"one\", check \"body is \", condition \"$.x exists\""
                                                        .replace("$.x", "x"),
                                                "JSONPath \"x\" at 0: it must begin with \"$\"")));
    }

    @Test
    void conditionsAndExitsAreNotForMatching() {
        var socket = webSocket("s");
        assertThatThrownBy(() -> run(
                        socket.connect("/"),
                        socket.await().matching(body().exists().exitIterationOnFail()),
                        socket.await().matching(body().exists().when(body().exists()))))
                .isInstanceOfSatisfying(
                        InvalidPlanException.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(Problem::where, Problem::message)
                                .containsOnly(tuple(
                                        "scenario \"one\", request \"await s\", matching",
                                        "when(...), exitIterationOnFail() and exitUserOnFail() are for checks;"
                                                + " remove them")));
    }

    private static final Check WRONG = jsonPath("$.id").is(2);
    private static final Check FATAL = jsonPath("$.id").is(3).exitIterationOnFail();

    static final List<Step> FATAL_STEPS = List.of(
            http("get").get("/").check(FATAL, WRONG),
            http("get").get("/").check(WRONG).exitIterationOnFail(),
            http("get").get("/").save("x", jsonPath("$.x")).exitIterationOnFail(),
            http("get").get("/404").exitIterationOnFail(),
            http("get").get("/#{missing}").exitIterationOnFail(),
            http("get").get("http://localhost:1/").exitIterationOnFail(),
            http("get").get("http://localhost:1/").check(FATAL),
            parallel("both", get("/"), http("get").get("/").check(FATAL)),
            http("get").get("/").resources(http("part").get("/404").exitIterationOnFail()),
            exec("lambda", user -> {
                user.send(http("get").get("/").check(FATAL));
                user.send(get("/still"));
            }));

    static final List<Step> OTHER_STEPS = List.of(
            http("get").get("/").check(WRONG),
            http("get").get("/").check(jsonPath("$.id").is(1).exitIterationOnFail(), WRONG),
            http("get").get("/").exitIterationOnFail(),
            http("get").get("/404"),
            http("get").get("/").check(FATAL.when(status().is(404))));

    @ParameterizedTest
    @FieldSource("FATAL_STEPS")
    void aFailureEndsTheIterationWhereThatIsAskedFor(Step step) throws InterruptedException {
        RunResult result = run(prepared(step), get("/after"));

        assertThat(server.targets()).doesNotContain("/after");
        assertThat(result.ledger().failed()).isEqualTo(1);
        assertThat(result.errors()).isNotEmpty();
    }

    @ParameterizedTest
    @FieldSource("OTHER_STEPS")
    void otherFailuresDoNot(Step step) throws InterruptedException {
        run(prepared(step), get("/after"));

        assertThat(server.targets()).endsWith("/after");
    }

    /** A lambda may put anything into the session, so that a missing value is found only by the request. */
    private static Step prepared(Step step) {
        return group("all", exec("nothing", user -> {}), step);
    }

    @Test
    void allChecksAreMadeAndAllValuesSavedBeforeTheIterationEnds() throws InterruptedException {
        RunResult result = run(
                http("get").get("/").check(FATAL, WRONG).check(jsonPath("$.id").is(1)), get("/after"));

        assertThat(messages(result))
                .containsExactlyInAnyOrder("check \"$.id is 3\": got 1", "check \"$.id is 2\": got 1");
        assertThat(made(result)).isEqualTo(3);
    }

    @Test
    void theNextIterationIsDoneInFull() throws InterruptedException {
        var test = loadTest("three")
                .http(http -> http.baseUrl(server.url()))
                .run(scenario("one").exec(http("get").get("/").check(FATAL), get("/after")), users(1).iterations(3));
        RunResult result = new PerfEngine()
                .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                .await();

        assertThat(server.targets()).containsExactly("/", "/", "/");
        assertThat(result.ledger().failed()).isEqualTo(3);
    }

    @Test
    void theUserEndsWhereThatIsAskedForAndDoesItsLastSteps() throws InterruptedException {
        for (HttpRequest request : List.of(
                http("get").get("/").check(jsonPath("$.id").is(2).exitUserOnFail(), FATAL),
                http("get").get("/404").exitUserOnFail())) {
            answer();
            var test = loadTest("three")
                    .http(http -> http.baseUrl(server.url()))
                    .run(scenario("one").exec(request, get("/after")).onStop(get("/bye")), users(1).iterations(3));
            int before = server.targets().size();
            RunResult result = new PerfEngine()
                    .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                    .await();

            assertThat(server.targets().subList(before, server.targets().size()))
                    .containsExactly(request.url(), "/bye");
            assertThat(result.ledger().failed()).isEqualTo(1);
        }
    }

    /** As k6 has it: the rate of checks that held, over all and by name. */
    @Test
    void thresholdsJudgeChecksOverAllAndByName() throws InterruptedException {
        HttpRequest request = http("get")
                .get("/")
                .check(status().is(200), jsonPath("$.id").is(2).named("second"));
        var test = loadTest("thresholds")
                .http(http -> http.baseUrl(server.url()))
                .run(scenario("one").exec(request), arrivals(perSecond(10)).during(Duration.ofSeconds(1)))
                .threshold("checks: rate>0.99")
                .threshold("checks: rate>=0.5")
                .threshold("checks{check:status is 200}: rate>0.99")
                .threshold("checks{check:second}: rate>0.99");
        RunResult result = new PerfEngine()
                .start(test.plan(), RunOptions.DEFAULTS.withoutReport())
                .await();

        assertThat(result.thresholds())
                .extracting(ThresholdResult::expression, ThresholdResult::passed)
                .containsExactly(
                        tuple("checks: rate > 0.99", false),
                        tuple("checks: rate >= 0.5", true),
                        tuple("checks{check:status is 200}: rate > 0.99", true),
                        tuple("checks{check:second}: rate > 0.99", false));
        MetricResult.Rate all = (MetricResult.Rate) result.metric("checks");
        assertThat(all.passes()).isEqualTo(10);
        assertThat(all.fails()).isEqualTo(10);
    }
}
