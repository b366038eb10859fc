package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.http.Http.*;
import static java.time.Duration.*;

import dev.perf.LoadTest;

/** The snippets of distributed-code.md. */
final class DistributedCode {

    private DistributedCode() {}

    // tag::factory[]
    static LoadTest test() {
        return loadTest("shop")
                .http(http -> http.baseUrl("http://shop.example"))
                .run(
                        scenario("visitor").exec(http("home").get("/")),
                        users().rampTo(500).over(ofMinutes(2)));
    }
    // end::factory[]

    static LoadTest test(String url) {
        return test().http(http -> http.baseUrl(url));
    }

    static LoadTest said(int port) {
        // tag::said[]
        String url = "http://localhost:" + port;
        LoadTest test = LoadTest.madeBy(() -> test(url));
        // end::said[]
        return test;
    }
}
