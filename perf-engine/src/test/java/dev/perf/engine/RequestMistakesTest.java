package dev.perf.engine;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.duration;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.status;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.check.Check;
import dev.perf.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Requests that nobody could send, and checks that could never hold, are found before the first request. */
class RequestMistakesTest {

    private static final HttpRequest PAGE = http("x").get("http://localhost:1/");
    private static final String NO_STATUS = "\": a status is a number from 100 to 999, got ";
    private static final String NO_NUMBER = " is no number that a value could be compared with; name another";

    @Test
    void findsStatusesThatAreNone() {
        assertThat(inChecks(
                        status().is("ok"),
                        status().not(2_000),
                        status().in(200, 99.5, "20x"),
                        status().is("#{expected ?: 200}"),
                        status().is("204"),
                        status().is(999),
                        status().transform(status -> status.toString().charAt(0))
                                .is("2")))
                .containsExactly(
                        "status is ok" + NO_STATUS + "\"ok\"; name one, such as 200",
                        "status is not 2000" + NO_STATUS + "2000; name one, such as 200",
                        "status is in [200, 99.5, 20x]" + NO_STATUS + "99.5; name one, such as 200",
                        "status is in [200, 99.5, 20x]" + NO_STATUS + "\"20x\"; name one, such as 200");
    }

    @Test
    void findsConditionsThatNothingMeets() {
        assertThat(inChecks(
                        status().in(),
                        jsonPath("$.a").in(),
                        duration().below(ofSeconds(-1)),
                        duration().below(Duration.ZERO)))
                .containsExactly(
                        "status is in []\": in() names no values to be one of; name some",
                        "$.a is in []\": in() names no values to be one of; name some",
                        "duration is below -1s\": below(...) must be positive, got -1s",
                        "duration is below 0s\": below(...) must be positive, got 0s");
    }

    @Test
    void findsLimitsThatAreNoNumbers() {
        assertThat(inChecks(
                        jsonPath("$.a").greaterThan(Double.NaN),
                        jsonPath("$.a").lessThan(Float.POSITIVE_INFINITY),
                        jsonPath("$.a").between(Double.NaN, 1),
                        jsonPath("$.a").is(Double.NEGATIVE_INFINITY)))
                .containsExactly(
                        "$.a is greater than NaN\": NaN" + NO_NUMBER,
                        "$.a is less than Infinity\": Infinity" + NO_NUMBER,
                        "$.a is between NaN and 1\": NaN" + NO_NUMBER,
                        "$.a is -Infinity\": -Infinity" + NO_NUMBER);
    }

    @Test
    void findsMethodsThatAreNone() {
        String rule = " must be letters, digits and !#$%&'*+-.^_`|~, and not CONNECT";
        for (String method : List.of("GE T", "", "CONNECT", "GET\r\nHost: x")) {
            assertThat(problems(http("x").method(method, "http://localhost:1/")))
                    .containsExactly("scenario \"s\", request \"x\": method \"" + method + "\"" + rule);
        }
    }

    @Test
    void namesTimeoutsAsTheyAreWritten() {
        assertThat(problems(PAGE.timeout(ofSeconds(0)).firstByteTimeout(ofSeconds(-1))))
                .containsExactly(
                        "scenario \"s\", request \"x\": timeout must be positive and at most 365 days, got 0s",
                        "scenario \"s\", request \"x\": firstByteTimeout must be positive and at most 365 days, got"
                                + " -1s");
    }

    /** Returns the mistakes of checks, from the name of each on. */
    private static List<String> inChecks(Check... checks) {
        return problems(PAGE.check(checks)).stream()
                .map(problem -> problem.replace("scenario \"s\", request \"x\", check \"", ""))
                .toList();
    }

    private static List<String> problems(HttpRequest request) {
        return Mistakes.in(loadTest("t").run(scenario("s").exec(request), users(1).during(ofSeconds(1))));
    }
}
