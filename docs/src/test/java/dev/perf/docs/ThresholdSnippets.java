package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.threshold.Thresholds.*;
import static java.time.Duration.*;

import dev.perf.LoadTest;

/** The snippets of thresholds.md. */
final class ThresholdSnippets {

    private ThresholdSnippets() {}

    static LoadTest test() {
        // tag::thresholds[]
        return loadTest("shop")
                .threshold(responseTime().p95().below(ofMillis(500)))
                .threshold(responseTime("login").p99().below(ofSeconds(1)))
                .threshold(failedRequests().rate().below(0.01).abortRunAfter(ofSeconds(30)))
                .threshold(requests().perSecond().above(100))
                .threshold("http_req_duration{name:login}: p(95) < 300ms over 10s")
                .threshold("response_time{name:login}: p(99.9) < 2s of 5000 samples")
                .threshold("checks: rate > 99%")
                .threshold("dropped_iterations: count < 1");
        // end::thresholds[]
    }

    static LoadTest steady() {
        // tag::steady[]
        return loadTest("shop")
                .threshold(responseTime().p95().below(ofMillis(500)).overSteadyState())
                .threshold("http_req_duration{name:login}: p(99) < 300ms of 1000 samples over steady");
        // end::steady[]
    }
}
