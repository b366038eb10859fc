package dev.perf.outputs;

import static dev.perf.Perf.arrivals;
import static dev.perf.Perf.group;
import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.perSecond;
import static dev.perf.Perf.scenario;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.status;
import static java.time.Duration.ofSeconds;

import dev.perf.LoadTest;

/** A test with all that outputs tell apart: good and failed requests, groups, names that need escaping. */
final class Load {

    private Load() {}

    static LoadTest on(String shop) {
        return loadTest("out, \"puts\"")
                .http(http -> http.baseUrl(shop))
                .tag("commit", "c0ffee")
                .run(
                        scenario("visitor")
                                .exec(group(
                                        "front door, left", http("health = ok").get("/health")))
                                .exec(http("missing").get("/no/such/page").check(status().is(404)))
                                .exec(http("wrong").get("/health").check(status().is(201)))
                                .exec("think", user -> {}),
                        arrivals(perSecond(40)).during(ofSeconds(3)))
                .threshold("http_req_duration{name:health = ok}: p(95) < 10s");
    }
}
