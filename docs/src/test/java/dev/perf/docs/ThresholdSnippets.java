package dev.perf.docs;

import static dev.perf.Perf.*;
import static dev.perf.slo.Slos.*;
import static dev.perf.threshold.Thresholds.*;
import static java.time.Duration.*;

import dev.perf.LoadTest;
import dev.perf.slo.SloDocument;
import java.nio.file.Path;

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

    static LoadTest parts() {
        // tag::parts[]
        return loadTest("shop")
                .threshold(responseTime().p95().below(ofMillis(800)).inStage("peak"))
                .threshold("http_reqs: rate >= 500/s in stage peak")
                .threshold(responseTime().p95().below(ofMillis(300)).between(ofSeconds(30), ofMinutes(2)))
                .threshold("checks: rate > 99% from 1m")
                .threshold("http_req_duration{name:login}: p(95) < 300ms in stage peak over 10s");
        // end::parts[]
    }

    static LoadTest lasting() {
        // tag::lasting[]
        return loadTest("shop")
                .threshold(responseTime().p95().below(ofMillis(500)).breachedFor(ofSeconds(30)))
                .threshold("http_req_failed: rate < 5% over 10s for 1m abort")
                .threshold("http_reqs: rate > 100/s in stage peak for 5s abort after 2m");
        // end::lasting[]
    }

    static LoadTest compared() {
        // tag::baseline[]
        return loadTest("shop")
                .baselineIfPresent(Path.of("src/test/perf/shop-baseline.json"))
                .threshold(responseTime().p95().below(baseline().plusPercent(10)))
                .threshold(requests().perSecond().atLeast(baseline().minusPercent(5)))
                .threshold("http_req_duration{name:login}: p(99) < baseline + 20ms")
                .threshold("http_req_failed: rate <= baseline + 0.001")
                .threshold("response_time: p(95) < baseline * 1.2 in stage peak");
        // end::baseline[]
    }

    static LoadTest objectives() {
        // tag::slos[]
        SloDocument promises = slos(
                "shop",
                slo("shop is up").availability(0.999).burningAtMost(14.4, ofMinutes(5)),
                slo("checkout works").of("checkout").errorRate(0.005).inEach(ofMinutes(1)),
                slo("pages are fast").latency(0.99, ofMillis(300)),
                slo("orders get through").of("order").throughput(perSecond(50)));

        return loadTest("shop")
                .slos(promises)
                .slo(slo("login is fast").of("login").latency(0.95, ofMillis(100)));
        // end::slos[]
    }

    static LoadTest steady() {
        // tag::steady[]
        return loadTest("shop")
                .threshold(responseTime().p95().below(ofMillis(500)).overSteadyState())
                .threshold("http_req_duration{name:login}: p(99) < 300ms of 1000 samples over steady");
        // end::steady[]
    }
}
