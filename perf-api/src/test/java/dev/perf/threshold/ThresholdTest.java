package dev.perf.threshold;

import static dev.perf.threshold.Aggregate.Statistic.COUNT;
import static dev.perf.threshold.Aggregate.Statistic.MEAN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

import dev.perf.threshold.Aggregate.Percentile;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        http_req_duration: p(95)<500                        | http_req_duration: p(95) < 500ms
        http_req_duration{name:login}: p(95)<500            | http_req_duration{name:login}: p(95) < 500ms
        checks: rate>0.99                                   | checks: rate > 0.99
        http_req_failed: rate==0                            | http_req_failed: rate == 0
        http_reqs: count>1000                               | http_reqs: count > 1000
        http_reqs: rate>100                                 | http_reqs: rate > 100/s
        vus: value>0                                        | vus: value > 0
        vus_max: max <= 1e3                                 | vus_max: max <= 1000
        http_req_duration: avg<200                          | http_req_duration: avg < 200ms
        http_req_waiting: med<=200                          | http_req_waiting: med <= 200ms
        http_req_blocked: min>=0                            | http_req_blocked: min >= 0ms
        iteration_duration: max!=1.5e2                      | iteration_duration: max != 150ms
        group_duration{group:::buy}: p(99.99)===7           | group_duration{group:::buy}: p(99.99) == 7ms
        data_received: count < 5MB                          | data_received: count < 5MB
        data_sent: rate < 1000                              | data_sent: rate < 1000B/s
        data_sent: rate < 2kB/s                             | data_sent: rate < 2kB/s
        my_trend: avg<-3                                    | my_trend: avg < -3
        """)
    void readsWhatK6Writes(String expression, String canonical) {
        assertThat(Threshold.parse(expression)).hasToString(canonical);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        response_time: p(99.9) < 2s over 10s                | response_time: p(99.9) < 2s over 10s
        response_time:p(95)<500over 10s                     | response_time: p(95) < 500ms over 10s
        response_time: p99 < 2s over 90s abort              | response_time: p(99) < 2s over 1m30s abort
        response_time: p 99.9 < 2s abort after 2m           | response_time: p(99.9) < 2s abort after 2m
        response_time: p ( 99.9 ) < 2 s over 1 h 1 m        | response_time: p(99.9) < 2s over 1h1m
        response_time: stddev < 500us abort after 0s        | response_time: stddev < 500us abort
        response_time: count > 100 over 1.5s                | response_time: count > 100 over 1.5s
        response_time: p(100) < 5min                        | response_time: p(100) < 5m
        response_time: max < 100\u00b5s over 250ms          | response_time: max < 100us over 250ms
        response_time: max < 100\u03bcs over 0.25ms         | response_time: max < 100us over 0.25ms
        response_time: max < .5h                            | response_time: max < 0.5h
        response_time: p(99) < 5 of 1000 samples            | response_time: p(99) < 5ms of 1000 samples
        response_time: p99<5min of 1e3samples over 10s      | response_time: p(99) < 5m of 1000 samples over 10s
        http_req_failed: rate<1% of 9 samples abort         | http_req_failed: rate < 1% of 9 samples abort
        response_time: p(95) < 500 over steady              | response_time: p(95) < 500ms over steady
        checks:rate>0.9of 9samples over  steady             | checks: rate > 0.9 of 9 samples over steady
        response_time: p(95)<500in stage peak               | response_time: p(95) < 500ms in stage peak
        response_time: p(95)<500 in  stage 2nd-peak over 9s | response_time: p(95) < 500ms in stage 2nd-peak over 9s
        response_time: p(95)<500 in stage "the peak"abort   | response_time: p(95) < 500ms in stage "the peak" abort
        response_time: p(95)<500 in stage 'peak' for 9s     | response_time: p(95) < 500ms in stage peak for 9s
        response_time: p(95)<500 in stage over              | response_time: p(95) < 500ms in stage over
        response_time: p(95)<500from 90s                    | response_time: p(95) < 500ms from 1m30s
        response_time: p(95)<500 from 0s to 1h over 1m      | response_time: p(95) < 500ms from 0s to 1h over 1m
        response_time: p(95)<500 for 30s                    | response_time: p(95) < 500ms for 30s
        http_reqs: count > 5 over 10s for 1m abort          | http_reqs: count > 5 over 10s for 1m abort
        checks:rate>0.9of 9samples from 1s over 2s for 3s abort after 4s | checks: rate > 0.9 of 9 samples from 1s over 2s for 3s abort after 4s
        http_req_failed: count < 10                         | http_req_failed: count < 10
        response_time: p(95) < baseline                     | response_time: p(95) < baseline
        response_time: p(95) < baseline+10%                 | response_time: p(95) < baseline + 10%
        response_time: p(95)<baseline + 20ms over 10s       | response_time: p(95) < baseline + 20ms over 10s
        response_time: p(95)<= baseline -0.5s in stage peak | response_time: p(95) <= baseline - 0.5s in stage peak
        response_time: p(95) < baseline*1.1 abort           | response_time: p(95) < baseline * 1.1 abort
        http_reqs: rate >= baseline - 5 %                   | http_reqs: rate >= baseline - 5%
        checks: rate >= baseline - 0.01 of 9 samples        | checks: rate >= baseline - 0.01 of 9 samples
        vus: avg > 9.5                                      | vus: avg > 9.5
        schedule_lag: max < 20ns                            | schedule_lag: max < 20ns
        checks: rate >= 99.5%                               | checks: rate >= 99.5%
        checks: rate >= 99.5 %                              | checks: rate >= 99.5%
        iterations: rate > 30/min                           | iterations: rate > 30/min
        iterations: rate > 1000 / h                         | iterations: rate > 1000/h
        orders.paid-late: value > +7                        | orders.paid-late: value > 7
        disk: max < 4GB                                     | disk: max < 4GB
        """)
    void readsUnitsWindowsAndAborts(String expression, String canonical) {
        assertThat(Threshold.parse(expression)).hasToString(canonical);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {name:http://x/y?a=b}             | http://x/y?a=b           | {name:http://x/y?a=b}
        { name : list  all }              | list  all                | {name:list  all}
        {name:http://x/${}/y}             | http://x/${}/y           | {name:"http://x/${}/y"}
        {name:"a, b}: \\"c\\" \\\\"}      | a, b}: "c" \\            | {name:"a, b}: \\"c\\" \\\\"}
        {name:'it"s'}                     | it"s                     | {name:"it\\"s"}
        {"name":"plain"}                  | plain                    | {name:plain}
        {name:say "hi"}                   | say "hi"                 | {name:"say \\"hi\\""}
        {name:C:\\dir}                    | C:\\dir                  | {name:C:\\dir}
        {name:" padded "}                 | \u00a0padded             | {name:" padded "}
        {name:""}                         |                          | {name:""}
        """)
    void readsTagsOfAnyText(String tags, String value, String canonical) {
        Threshold threshold = Threshold.parse("checks" + tags + ": rate > 0.9");

        String expected = value == null ? "" : value.replace('\u00a0', ' ') + (value.startsWith("\u00a0") ? " " : "");
        assertThat(threshold.tags()).containsExactly(entry("name", expected));
        assertThat(threshold).hasToString("checks" + canonical + ": rate > 0.9");
    }

    @Test
    void keepsTagsInTheOrderWritten() {
        assertThat(Threshold.parse("checks{scenario:buy,\"a:b\":1 , name : x y}: rate > 0.9")
                        .tags())
                .containsExactly(entry("scenario", "buy"), entry("a:b", "1"), entry("name", "x y"));
    }

    @Test
    void handsOutItsParts() {
        Threshold threshold = Threshold.parse("response_time: p(99.9) < 2s over 10s abort after 30s");

        assertThat(threshold.metric()).isEqualTo("response_time");
        assertThat(threshold.tags()).isEmpty();
        assertThat(threshold.aggregate()).isEqualTo(new Percentile(99.9));
        assertThat(threshold.comparison()).isEqualTo(Comparison.BELOW);
        assertThat(threshold.limit()).isEqualTo(new Limit(2, Limit.Unit.SECONDS));
        assertThat(threshold.scope()).isEqualTo(Scope.WHOLE_RUN);
        assertThat(threshold.window()).isEqualTo(Duration.ofSeconds(10));
        assertThat(threshold.abortAfter()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void hasNeitherWindowNorAbortUnlessAsked() {
        Threshold threshold = Threshold.parse("http_reqs: count > 1");

        assertThat(threshold.aggregate()).isEqualTo(COUNT);
        assertThat(threshold.scope()).isEqualTo(Scope.WHOLE_RUN);
        assertThat(threshold.window()).isNull();
        assertThat(threshold.breachedFor()).isNull();
        assertThat(threshold.abortAfter()).isNull();
    }

    @Test
    void handsOutThePartOfTheRunAndTheTimeOfABreach() {
        assertThat(Threshold.parse("checks: rate > 0.9 in stage peak").scope()).isEqualTo(new Scope.Stage("peak"));
        assertThat(Threshold.parse("checks: rate > 0.9 from 30s").scope())
                .isEqualTo(new Scope.Span(Duration.ofSeconds(30), null));
        assertThat(Threshold.parse("checks: rate > 0.9 from 30s to 2m").scope())
                .isEqualTo(new Scope.Span(Duration.ofSeconds(30), Duration.ofMinutes(2)));
        assertThat(Threshold.parse("checks: rate > 0.9 for 30s").breachedFor()).isEqualTo(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        checks: rate > 0.9                     | whole run
        checks: rate > 0.9 over 10s            | whole run, each 10s
        checks: rate > 0.9 over steady         | steady state
        checks: rate > 0.9 in stage the-peak   | stage "the-peak"
        checks: rate > 0.9 from 30s for 5s     | from 30s on
        checks: rate > 0.9 from 30s to 2m over 10s | 30s to 2m, each 10s
        """)
    void saysWhatPartOfTheRunIsJudged(String expression, String scope) {
        assertThat(Threshold.parse(expression).describeScope()).isEqualTo(scope);
    }

    @Test
    void changesCopiesOnly() {
        Threshold threshold = Threshold.parse("my_trend: avg < 5");

        Threshold changed =
                threshold.withTag("name", "login").over(Duration.ofSeconds(10)).abortRun();

        assertThat(threshold).hasToString("my_trend: avg < 5");
        assertThat(changed).hasToString("my_trend{name:login}: avg < 5 over 10s abort");
        assertThat(changed.aggregate()).isEqualTo(MEAN);
        assertThat(changed.abortRunAfter(Duration.ofMinutes(1)).over(Duration.ofSeconds(1)))
                .hasToString("my_trend{name:login}: avg < 5 over 1s abort after 1m");
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(delimiter = '|', textBlock = """
        response_time: p(95) < 500           | response_time: p95 < 0.5s
        response_time: p(95) < 90s           | response_time: p(95) < 1.5m
        response_time: max < 100ns           | response_time: max < 0.1us
        checks: rate > 99.9%                 | checks: rate > 0.999
        checks: rate > 57%                   | checks: rate > 0.57
        http_reqs: rate > 6000/min           | http_reqs: rate > 100
        http_reqs: rate > 36000/h            | http_reqs: rate > 10/s
        data_sent: count > 1.5GB             | data_sent: count > 1500000000
        checks{a:1,b:2}: rate > 0            | checks{b:2,a:1}: rate > -0
        response_time: max < 1 over 60s      | response_time: max < 1 over 1m
        response_time: max < 1 abort         | response_time: max < 1 abort after 0s
        """)
    void isEqualByMeaning(String one, String other) {
        assertThat(Threshold.parse(one)).isEqualTo(Threshold.parse(other)).hasSameHashCodeAs(Threshold.parse(other));
    }

    @ParameterizedTest(name = "{0} != {1}")
    @CsvSource(delimiter = '|', textBlock = """
        my_trend: avg < 500                  | my_trend: avg < 500ms
        my_trend: avg < 500                  | your_trend: avg < 500
        my_trend: avg < 500                  | my_trend: avg <= 500
        my_trend: avg < 500                  | my_trend: max < 500
        my_trend: avg < 500                  | my_trend{a:b}: avg < 500
        my_trend: avg < 500                  | my_trend: avg < 500 over 1s
        my_trend: avg < 500                  | my_trend: avg < 500 abort
        my_trend: avg < 500                  | my_trend: avg < 500 for 1s
        my_trend: avg < 500                  | my_trend: avg < 500 in stage peak
        my_trend: avg < 500 from 1s          | my_trend: avg < 500 from 1s to 2s
        my_trend: p(95) < 500                | my_trend: p(95.1) < 500
        """)
    void differsWhereMeaningMayDiffer(String one, String other) {
        assertThat(Threshold.parse(one)).isNotEqualTo(Threshold.parse(other));
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        response_time: p(95) < baseline         | 200   | 200
        response_time: p(95) < baseline + 10%   | 200   | 220
        response_time: p(95) < baseline + 20ms  | 200   | 220
        response_time: p(95) < baseline + 20us  | 200   | 200.02
        response_time: p(95) < baseline + 20    | 200   | 220
        response_time: p(95) < baseline * 1.1   | 200   | 220
        response_time: p(95) < baseline - 0.1s  | 200   | 100
        http_reqs: rate >= baseline - 5%        | 120   | 114
        http_reqs: rate >= baseline - 60/min    | 120   | 119
        http_req_failed: rate <= baseline + 10% | 0.02  | 0.022
        http_req_failed: rate <= baseline + 0.01 | 0.02 | 0.03
        checks: rate > baseline * 2             | 0.9   | 1.8
        my_trend: avg < baseline + 10%          | 5     | 5.5
        """)
    void followsFromABaseline(String expression, double baseline, double limit) {
        Threshold threshold = Threshold.parse(expression);
        Threshold compared = threshold.against(baseline);

        assertThat(compared.limit().inBaseUnit()).isEqualTo(limit);
        assertThat(compared.margin(limit)).isZero();
        assertThat(compared.baseline()).isEqualTo(baseline);
        assertThat(compared).hasToString(threshold.expression());
        assertThat(threshold.baseline()).isNull();
    }

    @Test
    void hasNoLimitBeforeItIsSetAgainstItsBaseline() {
        Threshold threshold = Threshold.parse("response_time: p(95) < baseline + 10%");

        assertThat(threshold.baselineLimit()).isEqualTo(Thresholds.baseline().plusPercent(10));
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(threshold::limit)
                .withMessage("threshold \"response_time: p(95) < baseline + 10%\" has no limit before it is set against"
                        + " what its baseline came to");
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(() -> Threshold.parse("response_time: p(95) < 5").against(5))
                .withMessage("threshold \"response_time: p(95) < 5ms\" has nothing to do with a baseline");
    }

    @ParameterizedTest(name = "{0}, {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        checks: rate > 0.9            | checks: rate < baseline * 2          | true
        checks: rate > 0.9            | checks{a:b}: rate > 0.9              | false
        checks: rate > 0.9            | checks: count > 9                    | false
        checks: rate > 0.9            | checks: rate > 0.9 in stage peak     | false
        checks: rate > 0.9 over 1m    | checks: rate > 0.9 of 9 samples over 60s abort | true
        checks: rate > 0.9 over 1m    | checks: rate < 0.9 over 1m           | false
        checks: rate > 0.9 for 1m     | checks: rate > 0.9                   | false
        """)
    void knowsWhoJudgesTheSameNumber(String one, String other, boolean same) {
        assertThat(Threshold.parse(one).judgesTheSameAs(Threshold.parse(other))).isEqualTo(same);
    }

    @ParameterizedTest(name = "{0} of {1}: {2}, {3}")
    @CsvSource(delimiter = '|', textBlock = """
        my_trend: avg < 2s     | 1999    | true  | 1
        my_trend: avg < 2s     | 2000    | false | 0
        my_trend: avg < 2s     | 2001    | false | -1
        my_trend: avg <= 2s    | 2000    | true  | 0
        my_trend: avg <= 2s    | 2001    | false | -1
        my_trend: avg > 2s     | 2001    | true  | 1
        my_trend: avg > 2s     | 2000    | false | 0
        my_trend: avg >= 2s    | 2000    | true  | 0
        my_trend: avg >= 2s    | 1990    | false | -10
        my_trend: avg == 2s    | 2000    | true  | 0
        my_trend: avg == 2s    | 1990    | false | -10
        my_trend: avg == 2s    | 2010    | false | -10
        my_trend: avg != 2s    | 2010    | true  | 10
        my_trend: avg != 2s    | 1990    | true  | 10
        my_trend: avg != 2s    | 2000    | false | 0
        checks: rate > 75%     | 0.5     | false | -0.25
        iterations: rate > 60/min | 3    | true  | 2
        """)
    void judgesInBaseUnits(String expression, double actual, boolean holds, double margin) {
        Threshold threshold = Threshold.parse(expression);

        assertThat(threshold.holds(actual)).isEqualTo(holds);
        assertThat(threshold.margin(actual)).isEqualTo(margin);
    }

    @ParameterizedTest
    @CsvSource({"<", "<=", ">", ">=", "==", "!="})
    void noSamplesIsNotAPass(String operator) {
        Threshold threshold = Threshold.parse("response_time: max " + operator + " 5");

        assertThat(threshold.holds(Double.NaN)).isFalse();
        assertThat(threshold.margin(Double.NaN)).isNaN();
        assertThat(threshold.format(Double.NaN)).isEqualTo("no samples");
    }

    @ParameterizedTest(name = "{0} of {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
        response_time: max < 500               | 312       | 312 ms
        response_time: max < 500               | 0         | 0 ms
        response_time: max < 500               | 31.25     | 31.3 ms
        response_time: max < 500               | 2345.6    | 2.35 s
        response_time: max < 500               | 7200000   | 7200 s
        response_time: max < 500               | 0.0423    | 42.3 µs
        response_time: max < 500               | 0.0000423 | 42.3 ns
        response_time: max < 500               | -12.5     | -12.5 ms
        response_time: max < 500               | 500       | 500 ms
        response_time: max < 500               | 500.004   | 500.004 ms
        response_time: max < 500               | 499.996   | 499.996 ms
        response_time: max < 500               | 500.6     | 501 ms
        response_time: count > 5               | 1234567   | 1234567
        checks: rate > 99%                     | 0.992     | 99.2 %
        checks: rate > 99%                     | 0.99996   | 99.996 %
        checks: rate > 99%                     | 1         | 100 %
        checks: rate > 99%                     | 0         | 0 %
        http_reqs: rate > 100                  | 105       | 105/s
        http_reqs: rate > 100                  | 12345.6   | 12346/s
        http_reqs: rate > 100                  | 99.998    | 99.998/s
        http_reqs: rate > 100/min              | 0.5       | 30/min
        http_reqs: rate > 100/min              | 1.6666666666666667 | 100/min
        http_reqs: count > 5                   | 7         | 7
        data_received: count > 5               | 1536000   | 1.54 MB
        data_received: rate > 5kB/s            | 12        | 12 B/s
        data_received: rate > 5kB/s            | 0.5       | 0.5 B/s
        my_trend: avg < 5                      | 4.56789   | 4.57
        my_trend: avg < 5s                     | 45        | 45 ms
        my_trend: avg < 5                      | Infinity  | ∞
        """)
    void formatsForPeople(String expression, double value, String expected) {
        assertThat(Threshold.parse(expression).format(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "checks, RATE",
        "http_reqs, COUNTER",
        "data_sent, COUNTER",
        "response_time, TREND",
        "vus, GAUGE",
        "mine,"
    })
    void knowsTheKindOfBuiltInMetrics(String metric, MetricKind kind) {
        assertThat(MetricKind.ofBuiltIn(metric)).isEqualTo(kind);
    }

    @ParameterizedTest(name = "{0} on a {1}")
    @CsvSource(delimiter = '|', textBlock = """
        mine: rate > 95%           | RATE
        mine: rate > 0.95          | RATE
        mine: rate > 95            | COUNTER
        mine: rate > 95/min        | COUNTER
        mine: rate > 95MB/s        | COUNTER
        mine: count > 95           | COUNTER
        mine: count > 95MB         | COUNTER
        mine: count > 95           | TREND
        mine: p(95) > 95           | TREND
        mine: p(95) > 95ms         | TREND
        mine: stddev > 95%         | TREND
        mine: value > 95GB         | GAUGE
        mine: max > -95            | GAUGE
        """)
    void fitsAUsersMetric(String expression, MetricKind kind) {
        Threshold.parse(expression).requireKind(kind);
    }

    @Test
    void demandsANumberOfSamples() {
        Threshold threshold = Thresholds.responseTime("login").p99().below(Duration.ofMillis(300));
        Threshold demanding = threshold.minSamples(1_000).over(Duration.ofSeconds(10));

        assertThat(demanding)
                .hasToString("response_time{name:login}: p(99) < 300ms of 1000 samples over 10s")
                .isEqualTo(Threshold.parse(demanding.expression()))
                .isNotEqualTo(threshold.over(Duration.ofSeconds(10)));
        assertThat(demanding.minSamples()).isEqualTo(1_000);
        assertThat(threshold.minSamples()).isZero();
        assertThat(demanding.withTag("status", "200").abortRun().minSamples()).isEqualTo(1_000);
    }

    @Test
    void demandsSamplesOnlyOfMetricsThatHaveThem() {
        assertThatExceptionOfType(InvalidThresholdException.class)
                .isThrownBy(() -> Threshold.parse("http_reqs: count > 5 of 10 samples"))
                .withMessageEndingWith(
                        "at 24: http_reqs is a Counter; only a Trend or a Rate has samples that can be demanded");
        assertThatExceptionOfType(InvalidThresholdException.class)
                .isThrownBy(() -> Thresholds.responseTime()
                        .p95()
                        .below(Duration.ofMillis(1))
                        .minSamples(0))
                .withMessageEndingWith("number of samples must be at least 1, got 0");
        Threshold mine = Threshold.parse("mine: max < 5 of 10 samples");
        assertThatExceptionOfType(InvalidThresholdException.class).isThrownBy(() -> mine.requireKind(MetricKind.GAUGE));
        mine.requireKind(MetricKind.TREND);
    }
}
