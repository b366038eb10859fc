package dev.perf.docs;

// tag::first[]
import static dev.perf.Perf.*;
import static dev.perf.http.Http.*;
import static dev.perf.threshold.Thresholds.*;
import static java.time.Duration.*;

import dev.perf.LoadTest;
import dev.perf.scenario.Scenario;

public final class GettingStarted {

    static final Scenario VISITOR = scenario("visitor")
            .exec(http("home").get("/health").check(status().is(200)))
            .thinkTime(between(ofMillis(500), ofSeconds(2)));

    public static LoadTest test(String baseUrl) {
        return loadTest("first")
                .http(http -> http.baseUrl(baseUrl))
                .run(VISITOR, users(10).during(ofSeconds(30)))
                .threshold(responseTime().p95().below(ofMillis(300)))
                .threshold(failedRequests().rate().below(0.01));
    }

    public static void main(String... args) {
        test("http://localhost:8080").main(args);
    }
}
// end::first[]
