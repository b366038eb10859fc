package dev.perf.engine.internal.settings.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.settings.Readings;
import dev.perf.plan.TestPlan.ThresholdRule;
import dev.perf.source.SourceLocation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Artillery's checks as thresholds, and what is refused of them, word by word. */
class EnsureTest {

    private static final Readings<List<ThresholdRule>> ENSURE = new Readings<>("ensure", Ensure.SHAPE);

    private static List<String> expressions(String yaml) {
        return ENSURE.read(yaml).stream().map(ThresholdRule::expression).toList();
    }

    @Test
    void limitsOfResponseTimesAreInMillisecondsAndThoseOfErrorsInPercent() {
        assertThat(ENSURE.read("""
            ensure:
              min: 5
              max: 5000
              median: 100
              p95: 500
              p99: 1000
              maxErrorRate: 1
            """))
                .containsExactly(
                        rule("response_time: min < 5ms", 2),
                        rule("response_time: max < 5000ms", 3),
                        rule("response_time: med < 100ms", 4),
                        rule("response_time: p(95) < 500ms", 5),
                        rule("response_time: p(99) < 1000ms", 6),
                        rule("http_req_failed: rate <= 1%", 7));
        assertThat(expressions("ensure: {p999: 2s, mean: 10.5, p50: 1, p75: 2, p90: 3, maxErrorRate: 0.25}"))
                .containsExactly(
                        "response_time: avg < 10.5ms",
                        "response_time: p(50) < 1ms",
                        "response_time: p(75) < 2ms",
                        "response_time: p(90) < 3ms",
                        "response_time: p(99.9) < 2000ms",
                        "http_req_failed: rate <= 0.25%");
    }

    private static ThresholdRule rule(String expression, int line) {
        return new ThresholdRule(expression, new SourceLocation("test.yaml", line));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "http.response_time.p95: 500                 | response_time: p(95) < 500ms",
                "engine.http.response_time.median: 500       | response_time: med < 500ms",
                "http.request_rate: 100                      | http_reqs: rate < 100/s",
                "http.requests: 1000                         | http_reqs: count < 1000",
                "http.codes.500: 1                           | http_reqs{status:500}: count < 1",
                "vusers.session_length.p99: 1500             | iteration_duration: p(99) < 1500ms",
                "core.vusers.created.total: 10               | iterations: count < 10",
                "vusers.skipped: 1                           | dropped_iterations: count < 1",
                "plugins.metrics-by-endpoint.response_time./api/orders.p95: 9 | response_time{name:/api/orders}: p(95)"
                        + " < 9ms"
            })
    void metricsOfArtilleryHaveCounterparts(String check, String expression) {
        assertThat(expressions("ensure:\n  thresholds:\n    - " + check)).containsExactly(expression);
        assertThat(expressions("ensure:\n  thresholds:\n    " + check)).containsExactly(expression);
    }

    @Test
    void comparisonsJoinedByAndAreThresholdsOfTheirOwn() {
        assertThat(expressions("""
            ensure:
              conditions:
                - expression: 'http.response_time.p95 < 250 and http.request_rate > 1000'
                - expression: "100 <= http.requests and 'http.codes.404' == 0"
                  strict: true
                - expression: http.response_time.p99<=12.5
            """))
                .containsExactly(
                        "response_time: p(95) < 250ms",
                        "http_reqs: rate > 1000/s",
                        "http_reqs: count >= 100",
                        "http_reqs{status:404}: count == 0",
                        "response_time: p(99) <= 12.5ms");
    }

    @Test
    void whatIsNoComparisonIsRefusedAtTheWord() {
        assertThat(ENSURE.refused("""
            ensure:
              conditions:
                - expression: 'http.requests > 1 or http.request_rate > 1000'
                - expression: '(http.requests > 1)'
                - expression: 'not http.requests > 1'
                - expression: http.requests > 1 and
                - expression: http.requests > http.responses
                - expression: http.requests / 2 > 5
                - expression: ''
                - {}
                - http.requests > 1
            """)).isEqualTo("""
                9 mistakes
                test.yaml:3:38: ensure.conditions[0].expression: a comparison of a metric with a number is expected,\
                 or several joined by and, got "or"; each becomes a threshold, and all of them must hold
                    3 |     - expression: 'http.requests > 1 or http.request_rate > 1000'
                      |                                      ^^
                test.yaml:4:20: ensure.conditions[1].expression: a comparison of a metric with a number is expected,\
                 or several joined by and, got "("; each becomes a threshold, and all of them must hold
                    4 |     - expression: '(http.requests > 1)'
                      |                    ^
                test.yaml:5:20: ensure.conditions[2].expression: a comparison of a metric with a number is expected,\
                 or several joined by and, got "not"; each becomes a threshold, and all of them must hold
                    5 |     - expression: 'not http.requests > 1'
                      |                    ^^^
                test.yaml:6:40: ensure.conditions[3].expression: a comparison of a metric with a number is expected,\
                 or several joined by and, got the end; each becomes a threshold, and all of them must hold
                    6 |     - expression: http.requests > 1 and
                      |                                        ^
                test.yaml:7:35: ensure.conditions[4].expression: a comparison of a metric with a number is expected,\
                 or several joined by and, got "http.responses"; each becomes a threshold, and all of them must hold
                    7 |     - expression: http.requests > http.responses
                      |                                   ^^^^^^^^^^^^^^
                test.yaml:8:33: ensure.conditions[5].expression: a comparison of a metric with a number is expected,\
                 or several joined by and, got "/"; each becomes a threshold, and all of them must hold
                    8 |     - expression: http.requests / 2 > 5
                      |                                 ^
                test.yaml:9:20: ensure.conditions[6].expression: a comparison of a metric with a number is expected,\
                 or several joined by and, got the end; each becomes a threshold, and all of them must hold
                    9 |     - expression: ''
                      |                    ^
                test.yaml:10:7: ensure.conditions[7]: "expression" is missing: an expression such as\
                 'http.response_time.p95 < 250'
                    10 |     - {}
                       |       ^
                test.yaml:11:7: ensure.conditions[8]: a condition (a mapping) is expected here, got the value\
                 "http.requests > 1"
                    11 |     - http.requests > 1
                       |       ^^^^^^^^^^^^^^^^^\
                """);
    }

    @Test
    void metricsWithoutACounterpartAreRefusedWithTheReason() {
        assertThat(ENSURE.refused("""
            ensure:
              thresholds:
                - http.response_time.2xx.p95: 100
                - http.responses: 1
                - http.downloaded_bytes: 1
                - errors.ECONNREFUSED: 1
                - my.own.p95: 1
                - http.requests: many
                - 5
              conditions:
                - expression: http.requests > 1 and core.vusers.failed == 0
                - {expression: http.requests > 1, strict: false}
              p96: 100
              p95: fast
              maxErrorRate: 101
            """)).isEqualTo("""
                12 mistakes
                test.yaml:3:7: ensure.thresholds[0].http.response_time.2xx.p95: "http.response_time.2xx.p95" is told\
                 apart here by status, not by class: write under thresholds "response_time{status:200}: p(95) < 500ms"
                    3 |     - http.response_time.2xx.p95: 100
                      |       ^^^^^^^^^^^^^^^^^^^^^^^^^^
                test.yaml:4:7: ensure.thresholds[1].http.responses: "http.responses" counts requests that were\
                 answered; http.requests, and http.codes.200 for one status, are counted here
                    4 |     - http.responses: 1
                      |       ^^^^^^^^^^^^^^
                test.yaml:5:7: ensure.thresholds[2].http.downloaded_bytes: "http.downloaded_bytes" counts bodies\
                 alone; write under thresholds "data_received: count < 10MB", which counts all bytes
                    5 |     - http.downloaded_bytes: 1
                      |       ^^^^^^^^^^^^^^^^^^^^^
                test.yaml:6:7: ensure.thresholds[3].errors.ECONNREFUSED: "errors.ECONNREFUSED" has names of errors\
                 that are others here; write under thresholds "http_req_failed{error:connect_refused}: count < 1"
                    6 |     - errors.ECONNREFUSED: 1
                      |       ^^^^^^^^^^^^^^^^^^^
                test.yaml:7:7: ensure.thresholds[4].my.own.p95: "my.own.p95" has no counterpart here; known are\
                 http.response_time.p95 and the like, http.request_rate, http.requests, http.codes.200 and the like,\
                 vusers.session_length.p95 and the like, vusers.created and vusers.skipped; metrics of your own are\
                 judged under thresholds
                    7 |     - my.own.p95: 1
                      |       ^^^^^^^^^^
                test.yaml:8:22: ensure.thresholds[5].http.requests: a number of at least 0 is expected here, got the\
                 value "many"
                    8 |     - http.requests: many
                      |                      ^^^^
                test.yaml:9:7: ensure.thresholds[6]: a metric with its limit, such as http.response_time.p95: 500,\
                 is expected here, got the value "5"
                    9 |     - 5
                      |       ^
                test.yaml:11:41: ensure.conditions[0].expression: "core.vusers.failed" tells how users ended, who go\
                 on after a failure here; judge requests by maxErrorRate, or checks under thresholds: "checks: rate\
                 > 99%"
                    11 |     - expression: http.requests > 1 and core.vusers.failed == 0
                       |                                         ^^^^^^^^^^^^^^^^^^
                test.yaml:12:47: ensure.conditions[1].strict: a check that does not count for the verdict cannot be\
                 had; leave the condition out, or make it strict
                    12 |     - {expression: http.requests > 1, strict: false}
                       |                                               ^^^^^
                test.yaml:13:3: ensure.p96: no key of ensure; did you mean "p90"?
                    13 |   p96: 100
                       |   ^^^
                test.yaml:14:8: ensure.p95: a duration such as 30s, 1m30s or 2h, or a number of milliseconds is\
                 expected here, got the value "fast"
                    14 |   p95: fast
                       |        ^^^^
                test.yaml:15:17: ensure.maxErrorRate: a number from 0 to 100 is expected here, got the value "101"
                    15 |   maxErrorRate: 101
                       |                 ^^^\
                """);
    }
}
