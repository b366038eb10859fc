package dev.perf.engine.internal.run;

import static dev.perf.Perf.counter;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.group;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.count;
import static dev.perf.engine.internal.run.Runs.run;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.parallel;
import static dev.perf.http.Http.status;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.perf.LoadTest;
import dev.perf.metric.Counter;
import dev.perf.result.ErrorResult;
import dev.perf.result.RunResult;
import dev.perf.result.ThresholdResult;
import dev.perf.scenario.Step;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;

/** Tags that users put on their own samples, and tags of requests that follow from the session. */
class UserTagsTest {

    private static final Counter ORDERS = counter("orders");

    /** Two of three iterations are those of gold users. */
    private static final Step TAG = exec("tag", user -> user.tag("plan", user.iteration() % 3 == 0 ? "free" : "gold"));

    @Test
    void aTagIsOnAllSamplesUntilTheIterationEnds() throws Exception {
        try (MockWebServer server = Runs.server()) {
            LoadTest test = loadTest("tags")
                    .http(http -> http.baseUrl("http://localhost:" + server.getPort()))
                    .run(
                            scenario("shop")
                                    .exec(http("before").get("/"))
                                    .exec(TAG)
                                    .exec(group("buy", http("buy").get("/").check(status().is(200))))
                                    .exec(parallel(
                                            "both",
                                            http("a").get("/"),
                                            http("b").get("/")))
                                    .exec("order", user -> {
                                        ORDERS.increment(user);
                                        user.tag("plan", "late");
                                        ORDERS.increment(user);
                                    })
                                    .pause(ofSeconds(1)),
                            users(1).iterations(6))
                    .metrics(ORDERS)
                    .threshold("http_reqs{plan:gold}: count == 12")
                    .threshold("http_reqs{plan:gold,name:buy,group:buy}: count == 4")
                    .threshold("http_reqs{plan:free}: count == 6")
                    .threshold("checks{plan:gold}: rate == 1")
                    .threshold("group_duration{plan:free,group:buy}: count == 2")
                    .threshold("group_duration{plan:gold,group:both}: count == 4")
                    .threshold("orders{plan:gold}: count == 4")
                    .threshold("orders{plan:late}: count == 6")
                    .threshold("step_duration{plan:gold}: count == 4")
                    .threshold("iterations{plan:late}: count == 6")
                    .threshold("iteration_duration{plan:late}: count == 6");
            RunResult result = run(test);
            assertThat(result.thresholds()).allMatch(ThresholdResult::passed);
            assertThat(count(result, "http_reqs")).isEqualTo(24);
            assertThat(count(result, "http_reqs{name:before}")).isEqualTo(6);
            assertThat(result.request("before").count()).isEqualTo(6);
        }
    }

    @Test
    void tagsWithoutEndAreCountedTogether() throws Exception {
        RunResult result = run(loadTest("ids")
                .maxSeries(5)
                .run(
                        scenario("ids")
                                .exec("id", user -> {
                                    user.tag("id", "" + user.iteration());
                                    ORDERS.increment(user);
                                })
                                .pause(ofSeconds(1)),
                        users(1).iterations(20)));
        assertThat(count(result, "orders")).isEqualTo(20);
        assertThat(count(result, "orders{id:3}")).isEqualTo(1);
        assertThat(count(result, "orders{id:other}")).isEqualTo(16);
        assertThat(count(result, "iterations")).isEqualTo(20);
        assertThat(result.warnings()).anyMatch(warning -> warning.contains("tag id of orders, for example \"4\""));
    }

    @Test
    void tagsOfRequestsMayBeTemplates() throws Exception {
        try (MockWebServer server = Runs.server()) {
            RunResult result = run(loadTest("regions")
                    .http(http -> http.baseUrl("http://localhost:" + server.getPort()))
                    .run(
                            scenario("shop")
                                    .exec("region", user -> {
                                        if (user.iteration() < 3) {
                                            user.session().set("region", user.iteration() == 0 ? "eu" : "us");
                                        } else {
                                            user.session().remove("region");
                                        }
                                    })
                                    .exec(http("page")
                                            .get("/")
                                            .tag("region", "#{region}")
                                            .tag("team", "web"))
                                    .pause(ofSeconds(1)),
                            users(1).iterations(4))
                    .threshold("http_reqs{region:us}: count == 2")
                    .threshold("http_reqs{region:eu,team:web}: count == 1")
                    .threshold("http_reqs{team:web}: count == 4"));
            assertThat(result.verdict()).as(result.reason()).hasToString("PASSED");
            assertThat(result.errors())
                    .extracting(ErrorResult::kind, ErrorResult::request, ErrorResult::message)
                    .containsExactly(
                            tuple("session", "page", "tag \"region\": session has no value \"region\"; it is empty"));
        }
    }
}
