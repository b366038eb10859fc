package dev.perf.benchmarks.gatling;

import static io.gatling.javaapi.core.CoreDsl.constantConcurrentUsers;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;

/** Small GETs over kept connections. */
public final class GetSimulation extends Simulation {

    private static final ScenarioBuilder GET =
            scenario("get").forever().on(exec(http("small").get("/small").check(status().is(200))));

    public GetSimulation() {
        setUp(GET.injectClosed(constantConcurrentUsers(Load.USERS).during(Load.SECONDS)))
                .protocols(http.baseUrl(Load.URL).disableCaching())
                .maxDuration(Load.SECONDS);
    }
}
