package dev.perf.threshold;

import static dev.perf.threshold.Thresholds.baseline;
import static dev.perf.threshold.Thresholds.checks;
import static dev.perf.threshold.Thresholds.droppedIterations;
import static dev.perf.threshold.Thresholds.failedRequests;
import static dev.perf.threshold.Thresholds.failedSteps;
import static dev.perf.threshold.Thresholds.groupDuration;
import static dev.perf.threshold.Thresholds.httpRequestDuration;
import static dev.perf.threshold.Thresholds.iterationDuration;
import static dev.perf.threshold.Thresholds.iterations;
import static dev.perf.threshold.Thresholds.metric;
import static dev.perf.threshold.Thresholds.requests;
import static dev.perf.threshold.Thresholds.responseTime;
import static dev.perf.threshold.Thresholds.scheduleLag;
import static dev.perf.threshold.Thresholds.virtualUsers;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ThresholdsTest {

    @ParameterizedTest(name = "{1}")
    @MethodSource("spellings")
    void saysWhatTheTextSays(Threshold built, String expression) {
        assertThat(built).isEqualTo(Threshold.parse(expression));
        assertThat(built).hasSameHashCodeAs(Threshold.parse(expression));
    }

    static Stream<Arguments> spellings() {
        return Stream.of(
                arguments(responseTime().p95().below(ofMillis(500)), "response_time: p(95) < 500ms"),
                arguments(responseTime("login").p99().atMost(ofSeconds(1)), "response_time{name:login}: p(99) <= 1000"),
                arguments(httpRequestDuration().p50().below(ofMillis(5)), "http_req_duration: p(50) < 5"),
                arguments(
                        httpRequestDuration("a b").p75().below(ofMillis(5)), "http_req_duration{name:a b}: p(75) < 5"),
                arguments(iterationDuration().p90().above(ofNanos(500)), "iteration_duration: p(90) > 0.5us"),
                arguments(scheduleLag().p999().atLeast(ofMillis(1500)), "schedule_lag: p(99.9) >= 1.5s"),
                arguments(
                        groupDuration("buy").percentile(99.99).below(ofMillis(5)),
                        "group_duration{group:buy}: p(99.99) < 5"),
                arguments(responseTime().mean().below(ofMillis(5)), "response_time: avg < 5"),
                arguments(responseTime().median().below(ofMillis(5)), "response_time: med < 5"),
                arguments(responseTime().min().below(ofMillis(5)), "response_time: min < 5"),
                arguments(responseTime().max().below(ofSeconds(120)), "response_time: max < 2m"),
                arguments(responseTime().standardDeviation().below(ofMillis(5)), "response_time: stddev < 5"),
                arguments(failedRequests().rate().below(0.01), "http_req_failed: rate < 1%"),
                arguments(failedRequests("login").rate().atMost(0), "http_req_failed{name:login}: rate <= 0"),
                arguments(failedSteps().rate().below(0.01), "step_failed: rate < 1%"),
                arguments(failedSteps("order").rate().atMost(0), "step_failed{name:order}: rate <= 0"),
                arguments(checks().rate().above(0.999), "checks: rate > 99.9%"),
                arguments(checks("is 200").rate().atLeast(1), "checks{check:is 200}: rate >= 1"),
                arguments(requests().count().above(1000), "http_reqs: count > 1000"),
                arguments(requests("login").perSecond().above(1.5), "http_reqs{name:login}: rate > 90/min"),
                arguments(
                        iterations().tagged("scenario", "buy").count().atLeast(7),
                        "iterations{scenario:buy}: count >= 7"),
                arguments(droppedIterations().count().atMost(0), "dropped_iterations: count <= 0"),
                arguments(virtualUsers().value().above(0), "vus: value > 0"),
                arguments(virtualUsers().min().above(0), "vus: min > 0"),
                arguments(virtualUsers().max().below(50), "vus: max < 50"),
                arguments(metric("db_time").p95().below(ofMillis(5)), "db_time: p(95) < 5ms"),
                arguments(metric("cart").tagged("a", "b").tagged("c", "d").p95().below(5), "cart{a:b,c:d}: p(95) < 5"),
                arguments(metric("orders").count().above(5), "orders: count > 5"),
                arguments(metric("orders").rate().above(5), "orders: rate > 5"),
                arguments(metric("queue").value().atMost(5), "queue: value <= 5"),
                arguments(metric("response_time").p95().below(500), "response_time: p(95) < 500ms"),
                arguments(
                        responseTime()
                                .p95()
                                .below(ofMillis(500))
                                .over(ofSeconds(10))
                                .abortRunAfter(ofSeconds(30)),
                        "response_time: p(95) < 500ms over 10s abort after 30s"),
                arguments(
                        responseTime().p95().below(ofMillis(500)).overSteadyState(),
                        "response_time: p(95) < 500ms over steady"),
                arguments(
                        responseTime()
                                .p95()
                                .below(ofMillis(500))
                                .over(ofSeconds(10))
                                .overSteadyState(),
                        "response_time: p(95) < 500ms over steady"),
                arguments(
                        responseTime()
                                .p95()
                                .below(ofMillis(500))
                                .overSteadyState()
                                .over(ofSeconds(10)),
                        "response_time: p(95) < 500ms over 10s"),
                arguments(
                        responseTime().p95().below(ofMillis(500)).inStage("the peak"),
                        "response_time: p(95) < 500ms in stage \"the peak\""),
                arguments(
                        responseTime()
                                .p95()
                                .below(ofMillis(500))
                                .inStage("peak")
                                .from(ofSeconds(30))
                                .over(ofSeconds(10)),
                        "response_time: p(95) < 500ms from 30s over 10s"),
                arguments(
                        responseTime()
                                .p95()
                                .below(ofMillis(500))
                                .between(ofSeconds(30), ofSeconds(120))
                                .breachedFor(ofSeconds(15))
                                .abortRun(),
                        "response_time: p(95) < 500ms from 30s to 2m for 15s abort"),
                arguments(failedRequests().count().below(10), "http_req_failed: count < 10"),
                arguments(responseTime().p95().below(baseline()), "response_time: p(95) < baseline"),
                arguments(
                        responseTime().p95().below(baseline().plusPercent(10)),
                        "response_time: p(95) < baseline + 10%"),
                arguments(
                        responseTime().p95().atMost(baseline().plus(ofMillis(20))),
                        "response_time: p(95) <= baseline + 20ms"),
                arguments(
                        responseTime().p95().above(baseline().minus(ofSeconds(1))),
                        "response_time: p(95) > baseline - 1s"),
                arguments(
                        requests().perSecond().atLeast(baseline().minusPercent(5)), "http_reqs: rate >= baseline - 5%"),
                arguments(requests().perSecond().atLeast(baseline().times(0.95)), "http_reqs: rate >= baseline * 0.95"),
                arguments(checks().rate().atLeast(baseline().minus(0.01)), "checks: rate >= baseline - 0.01"),
                arguments(checks().rate().atMost(baseline().plus(0.01)), "checks: rate <= baseline + 0.01"),
                arguments(virtualUsers().mean().above(9.5), "vus: avg > 9.5"),
                arguments(metric("queue").mean().atMost(5), "queue: avg <= 5"),
                arguments(
                        checks().rate().above(0.9).abortRun().withTag("name", "x"),
                        "checks{name:x}: rate > 0.9 abort"));
    }

    @Test
    void stagesMayBeReused() {
        var login = responseTime("login");
        var cart = login.tagged("scenario", "cart").p95();

        assertThat(cart.below(ofMillis(5))).hasToString("response_time{name:login,scenario:cart}: p(95) < 5ms");
        assertThat(cart.below(ofSeconds(5))).hasToString("response_time{name:login,scenario:cart}: p(95) < 5s");
        assertThat(login.max().below(ofMillis(5))).hasToString("response_time{name:login}: max < 5ms");
    }
}
