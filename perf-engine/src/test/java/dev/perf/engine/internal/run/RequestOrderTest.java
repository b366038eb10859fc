package dev.perf.engine.internal.run;

import static dev.perf.Perf.doIf;
import static dev.perf.Perf.exec;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.engine.internal.run.Runs.run;
import static dev.perf.http.Http.http;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.LoadTest;
import dev.perf.result.RequestResult;
import dev.perf.scenario.Scenario;
import dev.perf.scenario.User;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.Test;

class RequestOrderTest {

    private static final Scenario VISITOR = scenario("visitor")
            .onStart(http("login").get("/"))
            .exec(
                    doIf(session -> session.has("met"), http("cart").get("/")),
                    http("home").get("/"),
                    exec("meet", user -> user.session().set("met", true)),
                    exec("wander", user -> {
                        user.send(http("somewhere").get("/"));
                        user.send(http("elsewhere").get("/"));
                    }))
            .onStop(exec("leave", User::id));

    @Test
    void requestsStandInTheOrderOfTheTestAndWhatLambdasMakeUpBehindThem() throws Exception {
        try (MockWebServer server = Runs.server()) {
            LoadTest test = loadTest("order")
                    .http(http -> http.baseUrl("http://localhost:" + server.getPort()))
                    .run(VISITOR, users(1).iterations(2));

            assertThat(run(test).requests())
                    .extracting(RequestResult::name)
                    .containsExactly("login", "cart", "home", "meet", "leave", "somewhere", "elsewhere");
        }
    }
}
