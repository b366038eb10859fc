package dev.perf.engine;

import static dev.perf.Perf.counter;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.forEach;
import static dev.perf.Perf.group;
import static dev.perf.Perf.inParallel;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.measure;
import static dev.perf.Perf.records;
import static dev.perf.Perf.repeat;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.get;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.parallel;
import static dev.perf.http.Http.status;
import static dev.perf.websocket.WebSockets.webSocket;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.http.HttpRequest;
import dev.perf.load.LoadProfile;
import dev.perf.plan.Problem;
import dev.perf.scenario.Step;
import dev.perf.spi.RunOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Names that nobody could read and keys that no template could name are found before the first request. */
class NameMistakesTest {

    private static final LoadProfile LOAD = users(1).during(ofSeconds(1));
    private static final HttpRequest PAGE = get("http://localhost:1/");
    private static final Step WORK = exec("work", user -> {}).producesNothing();

    @Test
    void findsTestsAndScenariosWithoutNames() {
        assertThat(Mistakes.in(loadTest(" ").tag("", "x").run(scenario("").exec(PAGE), LOAD)))
                .containsExactlyInAnyOrder(
                        "test \" \": it has no name; give it one, by which its results are known",
                        "tag \"\": it has no name; give it one, by which results are told apart",
                        "scenario \"\": it has no name; give it one, by which results and thresholds know it");
    }

    @Test
    void findsStepsWithoutNames() {
        assertThat(problems(
                        exec("", user -> {}),
                        group(" ", WORK),
                        http("").get("http://localhost:1/"),
                        PAGE.named("\t"),
                        parallel("", PAGE),
                        inParallel(" ", WORK),
                        webSocket("").connect("ws://localhost:1/")))
                .containsExactlyInAnyOrder(
                        "scenario \"s\", step \"\": it has no name; give it one, under which it is measured",
                        "scenario \"s\", group \" \": it has no name; give it one, under which it is measured",
                        "scenario \"s\", request \"\": it has no name; give it one, under which it is measured",
                        "scenario \"s\", request \"\": it has no name; give it one, under which it is measured",
                        "scenario \"s\", request \"\t\": it has no name; give it one, under which it is measured",
                        "scenario \"s\", inParallel \" \": it has no name; give it one, under which it is measured",
                        "scenario \"s\", request \"connect \", socket \"\": it has no name; give it one, by which its"
                                + " steps know it");
    }

    @Test
    void takesRequestsThatAreNamedAfterTheirUrls() {
        assertThat(problems(PAGE, exec("", user -> {})))
                .containsExactly("scenario \"s\", step \"\": it has no name; give it one, under which it is measured");
    }

    @Test
    void findsChecksAndTagsWithoutNames() {
        assertThat(problems(
                        PAGE.named("x")
                                .tag("", "shop")
                                .tag(" ", "#{shop ?: 1}")
                                .check(status().is(200).named(" ")),
                        measure(counter("orders").tag("", "x"), session -> 1)))
                .containsExactlyInAnyOrder(
                        "scenario \"s\", request \"x\", tag \"\": it has no name; give it one, by which thresholds"
                                + " choose samples",
                        "scenario \"s\", request \"x\", tag \" \": it has no name; give it one, by which thresholds"
                                + " choose samples",
                        "scenario \"s\", request \"x\", check \" \": it has no name; give it one, under which it is"
                                + " counted",
                        "scenario \"s\", measure, metric \"orders\", tag \"\": it has no name; give it one, by which"
                                + " thresholds choose samples");
    }

    @Test
    void findsKeysThatTemplatesCouldNotName() {
        assertThat(problems(
                        PAGE.named("x")
                                .save("", jsonPath("$.a"))
                                .save("a b", jsonPath("$.b"))
                                .save("user.id_1-\u00e4", jsonPath("$.c")),
                        forEach(List.of(1), "the item", WORK).indexedBy("n!"),
                        repeat(2, "#", WORK)))
                .containsExactlyInAnyOrder(
                        "scenario \"s\", request \"x\": a session key must not be blank, got \"\"; name the value",
                        "scenario \"s\", request \"x\": session key \"a b\" must be made of letters, digits, \"_\","
                                + " \"-\" and \".\", or templates could not name it; rename it",
                        "scenario \"s\", forEach: session key \"n!\" must be made of letters, digits, \"_\", \"-\" and"
                                + " \".\", or templates could not name it; rename it",
                        "scenario \"s\", forEach: session key \"the item\" must be made of letters, digits, \"_\","
                                + " \"-\" and \".\", or templates could not name it; rename it",
                        "scenario \"s\", repeat: session key \"#\" must be made of letters, digits, \"_\", \"-\" and"
                                + " \".\", or templates could not name it; rename it");
    }

    @Test
    void takesColumnsAsTheyAreNamed() {
        assertThat(Mistakes.in(loadTest("t")
                        .run(
                                scenario("s")
                                        .feed(records(List.of(Map.of("first name", "Ann")))
                                                .circular())
                                        .exec(exec("", user -> {}).uses("first name")),
                                LOAD)))
                .containsExactly("scenario \"s\", step \"\": it has no name; give it one, under which it is measured");
    }

    @Test
    void saysTheLine() {
        Step nameless = group("", WORK);
        assertThat(Mistakes.problems(() -> test(nameless).run(RunOptions.DEFAULTS.withoutReport())))
                .extracting(Problem::location)
                .containsExactly(nameless.location());
    }

    private static LoadTest test(Step... steps) {
        return loadTest("t").run(scenario("s").exec(steps), LOAD);
    }

    private static List<String> problems(Step... steps) {
        return Mistakes.in(test(steps));
    }
}
