package dev.perf.engine;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.perf.http.HttpSettings;
import dev.perf.plan.InvalidPlanException;
import dev.perf.scenario.Step;
import dev.perf.spi.RunOptions;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests whose headers are alike share them, and nothing else. */
class AlikeRequestsTest {

    @RegisterExtension
    final OneIteration one = new OneIteration().answering(request -> OneIteration.status(200));

    private static List<String> problems(UnaryOperator<HttpSettings> settings, Step... steps) {
        var test = loadTest("t")
                .http(http -> settings.apply(http.baseUrl("http://localhost:1")))
                .run(scenario("s").exec(steps), users(1).during(ofSeconds(1)));
        return catchThrowableOfType(InvalidPlanException.class, () -> test.run(RunOptions.DEFAULTS.withoutReport()))
                .problems()
                .stream()
                .map(problem -> problem.where() + ": " + problem.message())
                .toList();
    }

    @Test
    void eachHasTheHeadersOfItsBodyAndItsOwn() throws Exception {
        one.run(
                http -> http.header("X-Test", "all").header("Authorization", "Bearer all"),
                http("a").get("/a"),
                http("b").post("/b").json(Map.of("id", 1)),
                http("c").post("/c").body("x", "text/plain"),
                http("d").post("/d").json(Map.of("id", 2)),
                http("e").get("/e").header("X-Test", "own"),
                http("f").get("/f"),
                http("g").post("/g").json(Map.of("id", 3)).header("Content-Type", "application/vnd.shop+json"),
                http("h").get("/h").basicAuth("ada", "x"),
                http("i").get("/i"));

        assertThat(one.headers("Content-Type"))
                .containsExactly(
                        "-",
                        "application/json",
                        "text/plain",
                        "application/json",
                        "-",
                        "-",
                        "application/vnd.shop+json",
                        "-",
                        "-");
        assertThat(one.headers("X-Test"))
                .containsExactly("all", "all", "all", "all", "own", "all", "all", "all", "all");
        assertThat(one.headers("Authorization"))
                .containsExactly(
                        "Bearer all",
                        "Bearer all",
                        "Bearer all",
                        "Bearer all",
                        "Bearer all",
                        "Bearer all",
                        "Bearer all",
                        "Basic YWRhOng=",
                        "Bearer all");
    }

    @Test
    void aMistakeInTheirCommonHeadersIsToldOfEach() {
        assertThat(problems(
                        http -> http.header("X-Bad", "#{"),
                        http("a").get("/a"),
                        http("b").get("/b")))
                .hasSize(2)
                .first()
                .asString()
                .startsWith("scenario \"s\", request \"a\": ");
        assertThat(problems(
                        http -> http.header("X-User", "#{user}"),
                        http("a").get("/a"),
                        http("b").get("/b")))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("scenario \"s\", request \"b\": nothing in the scenario puts \"user\" into the session");
    }
}
