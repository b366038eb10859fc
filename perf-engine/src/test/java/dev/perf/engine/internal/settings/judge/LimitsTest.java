package dev.perf.engine.internal.settings.judge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.settings.Readings;
import dev.perf.plan.TestPlan.ThresholdRule;
import dev.perf.source.SourceLocation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Thresholds of files, and the mistakes in them, word by word. */
class LimitsTest {

    private static final Readings<List<ThresholdRule>> THRESHOLDS = new Readings<>("thresholds", Limits.SHAPE);

    private static List<String> expressions(String yaml) {
        return THRESHOLDS.read(yaml).stream().map(ThresholdRule::expression).toList();
    }

    @Test
    void aMetricAndWhatStandsUnderItAreAnExpression() {
        assertThat(THRESHOLDS.read("""
            thresholds:
              http_req_duration: p(95)<500
              'http_req_duration{name:login}': ["p(99) < 1s", 'avg<200']
              http_req_failed:
                - rate<0.01
              quote_age: p(95) < 40
            """))
                .containsExactly(
                        rule("http_req_duration: p(95) < 500ms", 2),
                        rule("http_req_duration{name:login}: p(99) < 1s", 3),
                        rule("http_req_duration{name:login}: avg < 200ms", 3),
                        rule("http_req_failed: rate < 0.01", 5),
                        rule("quote_age: p(95) < 40", 6));
    }

    private static ThresholdRule rule(String expression, int line) {
        return new ThresholdRule(expression, new SourceLocation("test.yaml", line));
    }

    @Test
    void objectsOfK6SayWhetherABreachEndsTheRun() {
        assertThat(expressions("""
            {"thresholds": {"http_req_failed": [
              "rate<0.1",
              {"threshold": "rate<0.01", "abortOnFail": true, "delayAbortEval": "10s"},
              {"threshold": "rate<0.02", "abortOnFail": true},
              {"threshold": "rate<0.03", "abortOnFail": true, "delayAbortEval": 1500},
              {"threshold": "rate<0.04", "abortOnFail": false, "delayAbortEval": "10s"}]}}
            """))
                .containsExactly(
                        "http_req_failed: rate < 0.1",
                        "http_req_failed: rate < 0.01 abort after 10s",
                        "http_req_failed: rate < 0.02 abort",
                        "http_req_failed: rate < 0.03 abort after 1.5s",
                        "http_req_failed: rate < 0.04");
        assertThat(expressions("""
            thresholds:
              checks: {threshold: rate > 99% in stage peak, abortOnFail: yes}
            """)).containsExactly("checks: rate > 99% in stage peak abort");
    }

    @Test
    void wholeExpressionsStandInAListWithOrWithoutQuotes() {
        assertThat(expressions("""
            thresholds:
              - 'http_req_duration: p(95) < 500ms'
              - response_time: p(99) < 2s abort after 30s
              - p95: 300
            """))
                .containsExactly(
                        "http_req_duration: p(95) < 500ms",
                        "response_time: p(99) < 2s abort after 30s",
                        "response_time: p(95) <= 300ms");
        assertThat(expressions("thresholds: 'checks: rate > 99%'")).containsExactly("checks: rate > 99%");
        assertThat(expressions("thresholds: []")).isEmpty();
        assertThat(expressions("thresholds: {}")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "avg: 100                   | response_time: avg <= 100ms",
                "avg_response_time: 0.5s    | response_time: avg <= 500ms",
                "med: 1.5ms                 | response_time: med <= 1.5ms",
                "p50: 2s                    | response_time: p(50) <= 2s",
                "p75: '75'                  | response_time: p(75) <= 75ms",
                "p90: 1m30s                 | response_time: p(90) <= 90s",
                "p95: 1:30                  | response_time: p(95) <= 90s",
                "95th_percentile: 500       | response_time: p(95) <= 500ms",
                "99th_percentile: 1000      | response_time: p(99) <= 1s",
                "p99.9: 3s                  | response_time: p(99.9) <= 3s",
                "p999: 3s                   | response_time: p(99.9) <= 3s",
                "max: 010                   | response_time: max <= 10ms",
                "errorRate: 0.005           | http_req_failed: rate <= 0.005",
                "errorRate: 5%              | http_req_failed: rate <= 5%",
                "error_rate: 0.07 %         | http_req_failed: rate <= 0.07%",
                "max_error_rate: 0          | http_req_failed: rate <= 0",
                "throughput: 2000           | http_reqs: rate >= 2000/s",
                "minThroughput: 50/s        | http_reqs: rate >= 50/s",
                "min_throughput_rps: 10     | http_reqs: rate >= 10/s",
                "throughput_rps: 1_000      | http_reqs: rate >= 1000/s",
                "throughput: 1000rps        | http_reqs: rate >= 1000/s",
                "throughput: 300/min        | http_reqs: rate >= 300/min"
            })
    void plainLimitsStandForThresholds(String limit, String expression) {
        assertThat(expressions("thresholds:\n  " + limit)).containsExactly(expression);
    }

    @Test
    void aMetricOfTheUsersOwnMayHaveTheNameOfAPlainLimit() {
        assertThat(expressions("thresholds: {throughput: value > 5}")).containsExactly("throughput: value > 5");
    }

    @Test
    void mistakesInExpressionsAreShownAtTheWord() {
        assertThat(THRESHOLDS.refused("""
            thresholds:
              http_req_duration: p(101) < 250ms
              http_req_waiting:
                - 'avg < 10 parsecs'
                - "avg\\x20<< 10"
                - {threshold: rate < 5, abortOnFail: true}
              http_req_failed{name}: rate < 1%
              checks: rate >
            """)).isEqualTo("""
                6 mistakes
                test.yaml:2:24: thresholds.http_req_duration: percentile must be in (0, 100], got 101
                    2 |   http_req_duration: p(101) < 250ms
                      |                        ^^^
                test.yaml:4:17: thresholds.http_req_waiting[0]: unknown unit "parsecs"; there are ns, us, ms, s, m,\
                 h, %, B, kB, MB, GB, /s, /min, /h, B/s, kB/s, MB/s and GB/s
                    4 |     - 'avg < 10 parsecs'
                      |                 ^^^^^^^
                test.yaml:5:15: thresholds.http_req_waiting[1]: unknown operator "<<"; did you mean <?
                    5 |     - "avg\\x20<< 10"
                      |               ^
                test.yaml:6:19: thresholds.http_req_waiting[2]: http_req_waiting is a Trend; it has p(N), avg, med,\
                 min, max, stddev and count, not rate
                    6 |     - {threshold: rate < 5, abortOnFail: true}
                      |                   ^^^^
                test.yaml:7:23: thresholds.http_req_failed{name}: expected ":" and a value after tag name, got "}"
                    7 |   http_req_failed{name}: rate < 1%
                      |                       ^
                test.yaml:8:17: thresholds.checks: expected a number or baseline as limit, got the end
                    8 |   checks: rate >
                      |                 ^\
                """);
    }

    @Test
    void mistakesOfWholeExpressionsAreShownAtTheWord() {
        assertThat(THRESHOLDS.refused("""
            thresholds:
              - 'it''s: p(95) < 500ms'
              - "response_time p(95) < 500ms"
              - >
                response_time:
                p(95) < fast
              - [checks]
              -
            """)).isEqualTo("""
                5 mistakes
                test.yaml:2:8: thresholds[0]: expected ":" after metric "it", got "'"; a threshold reads metric:\
                 aggregate operator limit, such as response_time: p(95) < 500ms
                    2 |   - 'it''s: p(95) < 500ms'
                      |        ^
                test.yaml:3:20: thresholds[1]: expected ":" after metric "response_time", got "p"; a threshold reads\
                 metric: aggregate operator limit, such as response_time: p(95) < 500ms
                    3 |   - "response_time p(95) < 500ms"
                      |                    ^
                test.yaml:4:5: thresholds[2]: expected a number or baseline as limit, got "fast"
                    4 |   - >
                      |     ^
                test.yaml:7:5: thresholds[3]: a threshold such as 'response_time: p(95) < 500ms' is expected here,\
                 got a list
                    7 |   - [checks]
                      |     ^
                test.yaml:8:4: thresholds[4]: a threshold such as 'response_time: p(95) < 500ms' is expected here,\
                 got nothing
                    8 |   -
                      |    ^\
                """);
    }

    @Test
    void mistakesOfPlainLimitsSayWhatIsExpected() {
        assertThat(THRESHOLDS.refused("""
            thresholds:
              p95: fast
              p99: '< 500ms'
              errorRate: 5
              error_rate: 100%
              throughput: 5 bananas
              errorrate: 1%
              latency: 5
              max:
            """)).isEqualTo("""
                8 mistakes
                test.yaml:2:8: thresholds.p95: a duration such as 30s, 1m30s or 2h, or a number of milliseconds is\
                 expected here, got the value "fast"
                    2 |   p95: fast
                      |        ^^^^
                test.yaml:3:8: thresholds.p99: a duration such as 30s, 1m30s or 2h, or a number of milliseconds is\
                 expected here, got the value "< 500ms"
                    3 |   p99: '< 500ms'
                      |        ^^^^^^^^^
                test.yaml:4:14: thresholds.errorRate: a share such as 0.01 or 1% is expected here, got the value "5"
                    4 |   errorRate: 5
                      |              ^
                test.yaml:5:15: thresholds.error_rate: "100%" is all of the requests, which is no limit; write 1%\
                 for one of a hundred
                    5 |   error_rate: 100%
                      |               ^^^^
                test.yaml:6:15: thresholds.throughput: a throughput such as 50, 50/s, 50rps or 300/min is expected\
                 here, got "5 bananas"; it is above 0, and per second without a unit
                    6 |   throughput: 5 bananas
                      |               ^^^^^^^^^
                test.yaml:7:3: thresholds.errorrate: no limit of that name; did you mean "errorRate"? known are avg,\
                 med, p50, p75, p90, p95, p99, p99.9, max, errorRate, throughput; what stands under a metric is an\
                 expression such as p(95) < 500ms
                    7 |   errorrate: 1%
                      |   ^^^^^^^^^
                test.yaml:8:3: thresholds.latency: no limit of that name; known are avg, med, p50, p75, p90, p95,\
                 p99, p99.9, max, errorRate, throughput; what stands under a metric is an expression such as p(95) <\
                 500ms
                    8 |   latency: 5
                      |   ^^^^^^^
                test.yaml:9:7: thresholds.max: an expression such as p(95) < 500ms is expected here, got nothing
                    9 |   max:
                      |       ^\
                """);
    }

    @Test
    void mistakesOfFormSayWhatIsExpected() {
        assertThat(THRESHOLDS.refusedByEditors("""
            thresholds:
              http_reqs: [[rate > 5], {}]
              checks: {threshold: [], abort: 1}
              vus: {threshold: value < 5, abortOnFail: maybe, delayAbortEval: soon}
            """)).isEqualTo("""
                6 mistakes
                test.yaml:2:15: thresholds.http_reqs[0]: an expression such as p(95) < 500ms is expected here, got a\
                 list
                    2 |   http_reqs: [[rate > 5], {}]
                      |               ^
                test.yaml:2:27: thresholds.http_reqs[1]: "threshold" is missing: an expression such as p(95) < 500ms
                    2 |   http_reqs: [[rate > 5], {}]
                      |                           ^
                test.yaml:3:23: thresholds.checks.threshold: an expression such as p(95) < 500ms is expected here,\
                 got a list
                    3 |   checks: {threshold: [], abort: 1}
                      |                       ^
                test.yaml:3:27: thresholds.checks.abort: no key of a threshold; known are threshold, abortOnFail,\
                 delayAbortEval
                    3 |   checks: {threshold: [], abort: 1}
                      |                           ^^^^^
                test.yaml:4:44: thresholds.vus.abortOnFail: true or false is expected here, got the value "maybe"
                    4 |   vus: {threshold: value < 5, abortOnFail: maybe, delayAbortEval: soon}
                      |                                            ^^^^^
                test.yaml:4:67: thresholds.vus.delayAbortEval: a duration such as 30s, 1m30s or 2h, or a number of\
                 milliseconds is expected here, got the value "soon"
                    4 |   vus: {threshold: value < 5, abortOnFail: maybe, delayAbortEval: soon}
                      |                                                                   ^^^^\
                """);
    }
}
