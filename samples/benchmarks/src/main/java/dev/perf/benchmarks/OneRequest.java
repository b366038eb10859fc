package dev.perf.benchmarks;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.status;

import dev.perf.spi.RunOptions;
import java.time.Duration;

/** The shortest load test, to see how long the first request takes to come: {@code OneRequest url}. */
final class OneRequest {

    private OneRequest() {}

    public static void main(String... arguments) throws InterruptedException {
        loadTest("one")
                .http(http -> http.baseUrl(arguments[0]))
                .run(
                        scenario("one").exec(http("first").get("/").check(status().is(200))),
                        users(1).during(Duration.ofMillis(50)))
                .run(RunOptions.DEFAULTS.withoutReport());
    }
}
