package dev.perf.benchmarks;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.jsonPath;
import static dev.perf.http.Http.status;

import dev.perf.LoadTest;
import dev.perf.fleet.Fleet;
import dev.perf.http.Transport;
import dev.perf.result.RunResult;
import dev.perf.scenario.Scenario;
import dev.perf.spi.RunOptions;
import java.time.Duration;
import java.util.Map;

/**
 * Closed load without pauses, through Perf's public API: {@code ClosedLoads get|login|large|jdk url agents seconds}, in this
 * process where there are 0 agents.
 */
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
        String load = arguments[0];
        String url = arguments[1];
        int agents = Integer.parseInt(arguments[2]);
        int seconds = Integer.parseInt(arguments[3]);
        LoadTest test = LoadTest.madeBy(() -> test(load, url, seconds));
        RunOptions options = RunOptions.DEFAULTS.withoutReport();
        RunResult result = agents == 0 ? test.run(options) : test.runOn(Fleet.local(agents), options);
        System.out.println(result.verdict() + " " + result.ledger());
    }

    private static LoadTest test(String load, String url, int seconds) {
        Scenario scenario = switch (load) {
            case "get", "jdk" -> GET;
            case "login" -> LOGIN;
            case "large" -> LARGE;
            default -> throw new IllegalArgumentException("load \"" + load + "\" must be get, login, large or jdk");
        };
        Transport transport = load.equals("jdk") ? Transport.JDK : Transport.SOCKET;
        return loadTest(load)
                .http(http -> http.baseUrl(url).transport(transport).trustAllCertificates())
                .run(scenario, users(USERS).during(Duration.ofSeconds(seconds)));
    }
}
