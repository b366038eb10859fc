package dev.perf.benchmarks.gatling;

import static io.gatling.javaapi.core.CoreDsl.StringBody;
import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.jsonPath;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;

/** A login with a JSON body, values taken from the answer, and a request that uses them. */
public final class LoginSimulation extends Simulation {

    private static final ScenarioBuilder LOGIN = scenario("login")
            .forever()
            .on(exec(http("login")
                            .post("/login")
                            .asJson()
                            .body(StringBody("{\"username\":\"user\",\"password\":\"secret\"}"))
                            .check(
                                    status().is(200),
                                    jsonPath("$.token").saveAs("token"),
                                    jsonPath("$.data[0].id").saveAs("id")))
                    .exec(http("product")
                            .get("/api/products/#{id}")
                            .header("Authorization", "Bearer #{token}")
                            .check(status().is(200))));

    public LoginSimulation() {
        setUp(LOGIN.injectClosed(constantConcurrentUsers(Load.USERS).during(Load.SECONDS)))
                .protocols(http.baseUrl(Load.URL).disableCaching())
                .maxDuration(Load.SECONDS);
    }
}
