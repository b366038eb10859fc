package dev.perf.engine.internal.run;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.run;
import static dev.perf.http.Http.get;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perf.LoadTest;
import dev.perf.plan.InvalidPlanException;
import dev.perf.plan.Problem;
import dev.perf.result.RequestResult;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;

class UrlNamesRunTest {

    private static final Scenario SHOPPER = scenario("shopper")
            .exec("browse", user -> {
                user.send(get("/products/" + user.iteration() + "?full=1"));
                user.send(get("/shops/s" + user.iteration()));
            })
            .exec(get("/shops/berlin").check())
            .pause(ofSeconds(1));

    @Test
    void requestsThatDifferByAnIdAreOne() throws Exception {
        try (MockWebServer server = Runs.server()) {
            LoadTest test = loadTest("names")
                    .http(http ->
                            http.baseUrl("http://localhost:" + server.getPort()).urlNames("/shops/*"))
                    .run(SHOPPER, users(1).iterations(30))
                    .threshold("http_reqs{name:GET /products/{id}}: count == 30")
                    .threshold("http_reqs{name:GET /shops/*}: count == 60");
            RunResult result = run(test);
            assertThat(result.verdict()).as(result.reason()).hasToString("PASSED");
            assertThat(result.requests())
                    .extracting(RequestResult::name)
                    .containsExactlyInAnyOrder("GET /products/{id}", "GET /shops/*");
            assertThat(result.requestCount()).isEqualTo(90);
            assertThat(server.takeRequest().getTarget()).isEqualTo("/products/0?full=1");
        }
    }

    @Test
    void namesTheMistakeOfARule() {
        LoadTest test = loadTest("names")
                .http(http -> http.baseUrl("http://localhost:1").urlNames("shops/*", "/a/**/b"))
                .run(scenario("one").exec(get("/")), users(1).iterations(1))
                .threshold("http_reqs{name:GET /shops}: count == 60");
        InvalidPlanException refused = catchThrowableOfType(InvalidPlanException.class, () -> run(test));
        assertThat(refused.problems())
                .extracting(Problem::where, Problem::message)
                .containsExactlyInAnyOrder(
                        org.assertj.core.api.Assertions.tuple(
                                "http settings", "urlNames: rule \"shops/*\" must begin with /, http:// or https://"),
                        org.assertj.core.api.Assertions.tuple(
                                "http settings", "urlNames: rule \"/a/**/b\" may have ** only as its last segment"),
                        org.assertj.core.api.Assertions.tuple(
                                "threshold \"http_reqs{name:GET /shops}: count == 60\"",
                                "no step of the test is named \"GET /shops\"; there are GET /"));
    }
}
