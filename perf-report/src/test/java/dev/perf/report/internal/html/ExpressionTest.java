package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.metric.Unit;
import dev.perf.result.Distribution;
import dev.perf.result.MetricResult;
import dev.perf.result.ThresholdResult;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExpressionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        response_time: p(95) < 500ms                   | response_time     | p(95)   | true  | true
        http_req_duration:p(99.9)<=2s                  | http_req_duration | p(99.9) | true  | true
        response_time: p95 < 500                       | response_time     | p(95)   | true  | true
        response_time: p(95) < 1s abort after 30s      | response_time     | p(95)   | true  | true
        response_time: p(95) < 1s over 10s             | response_time     | p(95)   | false | true
        response_time{name:a: b < 1}: max<1s           | response_time     | max     | false | true
        checks: rate>0.99                              | checks            | rate    | true  | false
        """)
    void readsWhatTheReportNeeds(String text, String metric, String aggregate, boolean wholeRun, boolean upper) {
        assertThat(Expression.read(text)).isEqualTo(new Expression(metric, aggregate, wholeRun, upper));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "always", "p(95) < 5", "a: b", "<script>: p(95) < 5"})
    void leavesOtherTextsAlone(String text) {
        assertThat(Expression.read(text)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        response_time: p(95) < 500          | 241.8    | 242 ms
        response_time: count > 5            | 6        | 6
        http_req_failed: rate < 0.01        | 0.0231   | 2.3 %
        http_reqs: rate > 100               | 188.25   | 188/s
        http_reqs: count > 100              | 12345    | 12,345
        data_received: count > 1            | 1300000  | 1.30 MB
        data_received: rate > 1             | 1300000  | 1.30 MB/s
        vus_max: value < 100                | 99       | 99
        queue: max < 100                    | 99.5     | 99.5
        size: p(95) < 70kB                  | 71000    | 71.0 kB
        size: count > 7                     | 9        | 9
        score: avg < 100                    | 99.5     | 99.5
        sent: count > 7                     | 9000     | 9.00 kB
        spent: count > 7                    | 9000     | 9.00 s
        level: value < 100                  | 99.5     | 100 B
        unknown: avg < 100                  | 99.5     | 99.5
        response_time_slope: p(95) < 5ms per hour | 2.5 | 2.50 ms/h
        error_burn: rate < 1% per hour of 99.9% in 720h | 0.004 | 0.40 %/h
        throughput_decay: rate < 5%         | 0.02     | 2.0 %
        no expression                       | 99.5     | 99.5
        """)
    void saysNumbersInTheUnitOfTheMetric(String text, double value, String expected) {
        List<MetricResult> metrics = List.of(
                new MetricResult.Gauge("queue", Map.of(), 1, 1, 1),
                new MetricResult.Trend("size", Map.of(), Distribution.EMPTY, Unit.BYTES),
                new MetricResult.Trend("score", Map.of(), Distribution.EMPTY, Unit.NONE),
                new MetricResult.Counter("sent", Map.of(), 1, 1, Unit.BYTES),
                new MetricResult.Counter("spent", Map.of(), 1, 1, Unit.MILLISECONDS),
                new MetricResult.Gauge("level", Map.of(), 1, 1, 1, Unit.BYTES),
                new MetricResult.Counter("http_reqs", Map.of(), 1, 1));

        assertThat(Expression.say(threshold(text, 0), value, metrics).replace('\u00A0', ' '))
                .isEqualTo(expected);
    }

    @Test
    void distancesOfSharesArePoints() {
        assertThat(Expression.sayDistance(threshold("checks: rate > 0.9", 0), 0.0131, List.of()))
                .isEqualTo("1.31\u00A0pts");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        response_time: p(95) < 500  | 500  | 60     | false
        response_time: p(95) < 500  | 500  | 40     | true
        response_time: p(95) < 500  | 500  | -40    | false
        checks: rate > 0.99         | 0.99 | 0.009  | false
        checks: rate > 0.99         | 0.99 | 0.0005 | true
        checks: rate > 1            | 1    | 0      | true
        dropped_iterations: count == 0 | 0 | 0      | false
        """)
    void whatHeldIsJudgedCloseByTheRoomThereWas(String text, double limit, double margin, boolean close) {
        assertThat(new ThresholdResult(text, margin >= 0, limit, limit, margin, 1, null, "").state()
                        == ThresholdResult.State.WARNING)
                .isEqualTo(close);
    }

    private static ThresholdResult threshold(String text, double limit) {
        return new ThresholdResult(text, true, 1.0, limit, 1.0, 1, null, "");
    }
}
