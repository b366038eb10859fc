package dev.perf.benchmarks;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.status;

import dev.perf.http.Transport;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunOptions;
import java.time.Duration;
import java.util.Map;

/** Closed load without pauses, through Perf's public API: {@code ClosedLoads get|login|large|jdk url seconds}. */
final class ClosedLoads {

    static final int USERS = 100;

    private static final Scenario GET =
            scenario("get").exec(http("small").get("/small").check(status().is(200)));

    private static final Scenario LARGE =
            scenario("large").exec(http("large").get("/large").check(status().is(200)));

    private static final Scenario LOGIN = scenario("login")
            .exec(
                    http("login")
                            .post("/login")
                            .json(Map.of("username", "user", "password", "secret"))
                            .check(status().is(200))
                            .save("token", jsonPath("$.token"))
                            .save("id", jsonPath("$.data[0].id")),
                    http("product")
                            .get("/api/products/#{id}")
                            .bearer("#{token}")
                            .check(status().is(200)));

    private ClosedLoads() {}

    public static void main(String... arguments) throws InterruptedException {
        Scenario scenario = switch (arguments[0]) {
            case "get", "jdk" -> GET;
            case "login" -> LOGIN;
            case "large" -> LARGE;
            default ->
                throw new IllegalArgumentException("load \"" + arguments[0] + "\" must be get, login, large or jdk");
        };
        Transport transport = arguments[0].equals("jdk") ? Transport.JDK : Transport.SOCKET;
        RunResult result = loadTest(arguments[0])
                .http(http -> http.baseUrl(arguments[1]).transport(transport).trustAllCertificates())
                .run(scenario, users(USERS).during(Duration.ofSeconds(Integer.parseInt(arguments[2]))))
                .run(RunOptions.DEFAULTS.withoutReport());
        System.out.println(result.verdict() + " " + result.ledger());
    }
}
