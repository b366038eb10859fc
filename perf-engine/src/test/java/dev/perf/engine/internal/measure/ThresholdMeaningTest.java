package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.MetricResult;
import dev.perf.result.RequestResult;
import dev.perf.result.SteadyState;
import dev.perf.result.ThresholdResult;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdMeaningTest {

    private static final long MILLI = 1_000_000;

    private static final SteadyState NOT_STEADY = SteadyState.of(List.of());

    private final SeriesRegistry registry = new SeriesRegistry(1_000);
    private final Series ok = http("login", "200");
    private final Series error = http("cart", "500");
    private final Series step =
            registry.series(Series.Kind.STEP_REQUEST, "step_duration", Tags.of("name", "pay"), Phase.LOAD);
    private final Series brokenStep =
            registry.series(Series.Kind.STEP_REQUEST, "step_duration", Tags.of("name", "ship"), Phase.LOAD);
    private final Series checks = registry.series(Series.Kind.RATE, "checks", Tags.of("check", "fine"), Phase.LOAD);
    private final Series iterations =
            registry.series(Series.Kind.COUNTER, "iterations", Tags.of("scenario", "buy"), Phase.LOAD);
    private final Cells total = new Cells(registry);
    private Cells interval = new Cells(registry);
    private int seconds;

    private Series http(String name, String status) {
        return registry.series(
                Series.Kind.HTTP_REQUEST, "http_req", Tags.of("name", name).and("status", status), Phase.LOAD);
    }

    private void request(Series series, long serviceMillis, long responseMillis, boolean failed) {
        Cell.Request cell = new Cell.Request();
        cell.count = 1;
        cell.failed = failed ? 1 : 0;
        cell.bytesSent = 10;
        cell.bytesReceived = 100;
        cell.service.record(serviceMillis * MILLI);
        cell.response.record(responseMillis * MILLI);
        cell.connecting.record(0);
        interval.add(series.id(), cell);
    }

    private void check(long passes, long fails) {
        Cell.Rate cell = new Cell.Rate();
        cell.passes = passes;
        cell.fails = fails;
        interval.add(checks.id(), cell);
    }

    private void iterations(long count) {
        Cell.Counter cell = new Cell.Counter();
        cell.sum = count;
        interval.add(iterations.id(), cell);
    }

    /** Ends an interval of a second; returns whether the judge wants the run aborted. */
    private boolean second(ThresholdJudge judge, int users) {
        interval.setting(1, users, users);
        total.add(interval);
        boolean abort = judge.observe(Duration.ofSeconds(++seconds), Duration.ofSeconds(seconds), interval, total);
        interval = new Cells(registry);
        return abort;
    }

    private static ThresholdJudge judge(String expression) {
        return ThresholdJudge.of(Threshold.parse(expression), (stage, ago) -> false);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // As in k6, a rate is the share of samples that are true: requests that failed, checks that passed.
                "http_req_failed: rate < 1             | 0.25",
                "http_req_failed{name:login}: rate < 1 | 0",
                "http_req_failed{status:500}: rate < 1 | 1",
                "http_reqs: count > 0                  | 4",
                "http_reqs: rate > 0                   | 2",
                "http_reqs{name:login}: count > 0      | 3",
                "http_req_duration: max > 0            | 400",
                "http_req_duration{name:login}: max > 0| 30",
                "http_req_duration: avg > 0            | 115",
                "http_req_duration: p(75) > 0          | 30",
                "response_time: max > 0                | 900",
                "response_time{name:pay}: max > 0      | 900",
                "step_duration: min > 0                | 800",
                "step_failed: rate < 1                 | 0.5",
                "http_req_failed: count < 5            | 1",
                "checks: count > 5                     | 9",
                "vus: avg > 0                          | 3.5",
                "step_failed{name:pay}: rate < 1       | 0",
                "http_req_connecting: max >= 0         | 0",
                "checks: rate > 0                      | 0.9",
                "iterations: count > 0                 | 6",
                "iterations{scenario:buy}: rate > 0    | 3",
                "data_received: count > 0              | 400",
                "data_sent: rate > 0                   | 20",
                "vus: value > 0                        | 2",
                "vus: min > 0                          | 2",
                "vus: max > 0                          | 5",
                "dropped_iterations: count == 0        | 0"
            })
    void readsMetricsAsK6Does(String expression, double actual) {
        ThresholdJudge judge = judge(expression);
        request(ok, 10, 110, false);
        request(ok, 20, 120, false);
        check(9, 1);
        iterations(2);
        second(judge, 5);
        request(ok, 30, 130, false);
        request(error, 400, 500, true);
        request(step, 800, 900, false);
        request(brokenStep, 900, 900, true);
        iterations(4);
        second(judge, 2);
        ThresholdResult result = judge.result(total, NOT_STEADY);
        // Histograms keep three digits.
        assertThat(result.actual()).isNotNull();
        assertThat(Math.abs(result.actual() - actual)).isLessThanOrEqualTo(actual / 1000);
    }

    @Test
    void doesNotPassWithoutSamples() {
        ThresholdJudge judge = judge("checks: rate >= 0");
        iterations(1);
        second(judge, 1);
        ThresholdResult result = judge.result(total, NOT_STEADY);
        assertThat(result.passed()).isFalse();
        assertThat(result.actual()).isNull();
        assertThat(result.message()).isEqualTo("no samples of checks; metrics with samples: iterations, vus, vus_max");
    }

    @Test
    void listsTheTagsThereAreWhenNoneMatches() {
        ThresholdJudge judge = judge("http_req_duration{name:lgoin}: p(95) < 500");
        request(ok, 10, 10, false);
        request(error, 10, 10, true);
        second(judge, 1);
        assertThat(judge.result(total, NOT_STEADY).passed()).isFalse();
        assertThat(judge.result(total, NOT_STEADY).message())
                .isEqualTo(
                        "no samples of http_req_duration carry name:lgoin; did you mean login? there are login, cart");
    }

    @Test
    void findsTheWorstWindowAndWhenItWasFirstBroken() {
        ThresholdJudge judge = judge("http_req_duration: max < 100ms over 2s");
        for (long millis : new long[] {10, 20, 90, 150, 30, 120, 10, 10}) {
            request(ok, millis, millis, false);
            second(judge, 1);
        }
        ThresholdResult result = judge.result(total, NOT_STEADY);
        assertThat(result.passed()).isFalse();
        assertThat(result.actual()).isEqualTo(150);
        assertThat(result.margin()).isEqualTo(-50);
        assertThat(result.samples()).isEqualTo(2);
        assertThat(result.firstBreach()).isEqualTo(Duration.ofSeconds(4));
        assertThat(result.message()).isEqualTo("150 ms in the worst window");
    }

    @Test
    void judgesNoWindowBeforeItIsFull() {
        ThresholdJudge judge = judge("iterations: rate >= 4/s over 3s");
        for (int count : new int[] {0, 6, 6, 6, 0, 6}) {
            iterations(count);
            second(judge, 1);
        }
        ThresholdResult result = judge.result(total, NOT_STEADY);
        assertThat(result.passed()).isTrue();
        assertThat(result.actual()).isEqualTo(4);
        assertThat(result.firstBreach()).isNull();
    }

    @Test
    void countsTimeWithoutSamplesInTheRateOfAWindow() {
        ThresholdJudge judge = judge("http_reqs{name:login}: rate >= 1/s over 4s");
        request(ok, 1, 1, false);
        request(ok, 1, 1, false);
        second(judge, 1);
        second(judge, 1);
        second(judge, 1);
        second(judge, 1);
        ThresholdResult result = judge.result(total, NOT_STEADY);
        assertThat(result.actual()).isEqualTo(0.5);
        assertThat(result.passed()).isFalse();
    }

    @Test
    void takesARunShorterThanTheWindowAsItsOnlyWindow() {
        ThresholdJudge judge = judge("http_req_duration: max < 100ms over 10s");
        request(ok, 50, 50, false);
        second(judge, 1);
        ThresholdResult result = judge.result(total, NOT_STEADY);
        assertThat(result.passed()).isTrue();
        assertThat(result.actual()).isEqualTo(50);
    }

    @Test
    void abortsOnlyAfterTheTimeThatWasSet() {
        ThresholdJudge judge = judge("http_req_failed: rate < 1% abort after 3s");
        for (boolean abort : new boolean[] {false, false, true, true}) {
            request(error, 1, 1, true);
            assertThat(second(judge, 1)).isEqualTo(abort);
        }
        assertThat(judge.result(total, NOT_STEADY).firstBreach()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void neverAbortsWhereItIsNotAskedTo() {
        ThresholdJudge judge = judge("http_req_failed: rate < 1%");
        request(error, 1, 1, true);
        assertThat(second(judge, 1)).isFalse();
    }

    @Test
    void forgetsABreachThatTheWholeRunMadeGood() {
        ThresholdJudge judge = judge("http_req_failed: rate < 60%");
        request(error, 1, 1, true);
        second(judge, 1);
        request(ok, 1, 1, false);
        second(judge, 1);
        ThresholdResult result = judge.result(total, NOT_STEADY);
        assertThat(result.passed()).isTrue();
        assertThat(result.margin()).isEqualTo(0.6 - 0.5);
        assertThat(result.firstBreach()).isNull();
    }

    @Test
    void summariseMetricsByTheTagThatTellsThemApart() {
        request(ok, 10, 10, false);
        request(error, 20, 20, true);
        check(3, 1);
        interval.setting(2, 1, 1);
        total.add(interval);
        List<MetricResult> metrics =
                MetricSummary.metrics(total, List.of(Threshold.parse("http_reqs{status:500}: count < 5")));
        assertThat(metrics)
                .contains(
                        new MetricResult.Counter("http_reqs", Map.of(), 2, 1),
                        new MetricResult.Counter("http_reqs", Map.of("name", "login"), 1, 0.5),
                        new MetricResult.Counter("http_reqs", Map.of("status", "500"), 1, 0.5),
                        new MetricResult.Rate("http_req_failed", Map.of("name", "cart"), 1, 0),
                        new MetricResult.Rate("checks", Map.of("check", "fine"), 3, 1));
        assertThat(metrics.stream().map(MetricResult::key)).doesNotHaveDuplicates();
    }

    @Test
    void summariseRequestsByName() {
        request(ok, 10, 10, false);
        request(http("login", "503"), 10, 10, true);
        request(step, 10, 10, false);
        interval.setting(1, 1, 1);
        total.add(interval);
        List<RequestResult> requests = RequestSummary.of(total);
        assertThat(requests).extracting(RequestResult::name).containsExactlyInAnyOrder("login", "pay");
        RequestResult login = requests.stream()
                .filter(request -> request.name().equals("login"))
                .findFirst()
                .orElseThrow();
        assertThat(login.count()).isEqualTo(2);
        assertThat(login.failed()).isEqualTo(1);
        assertThat(login.statuses()).containsExactly(Map.entry(200, 1L), Map.entry(503, 1L));
        assertThat(login.bytesReceived()).isEqualTo(200);
    }
}
