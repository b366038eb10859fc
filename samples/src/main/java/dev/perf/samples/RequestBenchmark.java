package dev.perf.samples;

import static dev.perf.Perf.loadTest;
import static dev.perf.Perf.scenario;
import static dev.perf.Perf.users;
import static dev.perf.http.Http.http;
import static dev.perf.http.Http.status;

import dev.perf.LoadTest;
import dev.perf.samples.shop.DemoShop;

/** What {@code ab -n 1000 -c 10} does: 1,000 requests for one address, 10 at a time. */
public final class RequestBenchmark {

    private RequestBenchmark() {}

    /** Returns the test, aimed at a shop that listens at {@code baseUrl}. */
    public static LoadTest test(String baseUrl) {
        return loadTest("request-benchmark")
                .http(http -> http.baseUrl(baseUrl))
                .run(
                        scenario("1 kB").exec(http("1 kB").get("/bytes/1024").check(status().is(200))),
                        users(10).sharedIterations(1_000))
                .threshold("http_reqs: count == 1000")
                .threshold("http_req_failed: rate < 1%");
    }

    /** Starts a shop and runs the test against it; {@code --help} lists the flags. */
    public static void main(String... arguments) {
        try (DemoShop shop = DemoShop.start()) {
            test(shop.url()).main(arguments);
        }
    }
}
