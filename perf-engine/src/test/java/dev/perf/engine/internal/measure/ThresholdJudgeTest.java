package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.SteadyState;
import dev.perf.result.ThresholdResult;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThresholdJudgeTest {

    private static final SteadyState NOT_STEADY = SteadyState.of(List.of());

    private final SeriesRegistry registry = new SeriesRegistry(1_000);
    private final Cells total = new Cells(registry);
    private int second;

    @Test
    void judgesTheWholeRun() {
        ThresholdJudge judge = judge("response_time{name:login}: p(95) < 100ms");
        second(judge, "login", 50);
        second(judge, "other", 500);
        ThresholdResult result = judge.result(total, NOT_STEADY);

        assertThat(result.passed()).isTrue();
        assertThat(result.actual()).isEqualTo(50.0);
        assertThat(result.margin()).isEqualTo(50.0);
        assertThat(result.samples()).isEqualTo(10);
        assertThat(result.firstBreach()).isNull();
        assertThat(result.message()).isEqualTo("50 ms");
    }

    @Test
    void theWorstWindowCounts() {
        ThresholdJudge judge = judge("response_time: max < 100ms over 2s");
        for (int millis : new int[] {10, 20, 300, 10, 10, 10}) {
            second(judge, "login", millis);
        }
        ThresholdResult result = judge.result(total, NOT_STEADY);

        assertThat(result.passed()).isFalse();
        assertThat(result.actual()).isEqualTo(300.0);
        assertThat(result.samples()).isEqualTo(20);
        assertThat(result.firstBreach()).isEqualTo(Duration.ofSeconds(3));
        assertThat(result.message()).isEqualTo("300 ms in the worst window");
    }

    @Test
    void aRunShorterThanTheWindowIsOneWindow() {
        ThresholdJudge judge = judge("response_time: max < 100ms over 10s");
        second(judge, "login", 70);

        assertThat(judge.result(total, NOT_STEADY).passed()).isTrue();
        assertThat(judge.result(total, NOT_STEADY).actual()).isEqualTo(70.0);
    }

    @Test
    void aThresholdThatDemandsSamplesFailsWithFewer() {
        ThresholdJudge judge = judge("response_time: p(95) < 100ms of 15 samples");
        second(judge, "login", 50);
        ThresholdResult few = judge.result(total, NOT_STEADY);
        second(judge, "login", 50);

        assertThat(few)
                .returns(false, ThresholdResult::passed)
                .returns(null, ThresholdResult::actual)
                .returns(10L, ThresholdResult::samples)
                .returns("only 10 samples, wanted 15", ThresholdResult::message);
        assertThat(judge.result(total, NOT_STEADY))
                .returns(true, ThresholdResult::passed)
                .returns(20L, ThresholdResult::samples)
                .returns("50 ms", ThresholdResult::message);
    }

    @Test
    void windowsWithFewerSamplesThanDemandedAreNotJudged() {
        ThresholdJudge judge = judge("response_time{name:login}: max < 100ms of 20 samples over 2s");
        for (int millis : new int[] {500, 10, 10, 300}) {
            second(judge, millis == 10 ? "login" : "other", millis);
        }

        assertThat(judge.result(total, NOT_STEADY))
                .returns(true, ThresholdResult::passed)
                .returns(10.0, ThresholdResult::actual);
    }

    @Test
    void aThresholdFailsIfNoWindowHadTheSamplesDemanded() {
        ThresholdJudge judge = judge("response_time: max < 100ms of 21 samples over 2s");
        second(judge, "login", 10);
        second(judge, "login", 10);
        second(judge, "login", 10);

        assertThat(judge.result(total, NOT_STEADY))
                .returns(false, ThresholdResult::passed)
                .returns("only 20 samples in the fullest window, wanted 21", ThresholdResult::message);
    }

    @Test
    void tooFewSamplesDoNotAbort() {
        Threshold threshold = Threshold.parse("response_time: max < 100ms of 15 samples abort");
        ThresholdJudge judge = ThresholdJudge.of(threshold, (stage, ago) -> false);

        assertThat(second(judge, "login", 500)).isFalse();
        assertThat(second(judge, "login", 500)).isTrue();
    }

    @Test
    void noSamplesIsNotAPassAndNamesWhatThereIs() {
        ThresholdJudge judge = judge("response_time{name:logn}: p(95) < 100ms");
        second(judge, "login", 5);
        assertThat(judge.result(total, NOT_STEADY))
                .returns(false, ThresholdResult::passed)
                .returns(
                        "no samples of response_time carry name:logn; did you mean login? there are login",
                        ThresholdResult::message);

        assertThat(judge("queue_length: value < 3").result(total, NOT_STEADY).message())
                .startsWith("no samples of queue_length; metrics with samples: ");
    }

    @Test
    void aCounterThatNothingWasAddedToIsZero() {
        assertThat(judge("dropped_iterations: count < 1")
                        .result(total, NOT_STEADY)
                        .passed())
                .isTrue();
        assertThat(judge("http_reqs: count > 0").result(total, NOT_STEADY).passed())
                .isFalse();
    }

    @Test
    void ratesAreSharesAndCountersArePerSecond() {
        ThresholdJudge failures = judge("http_req_failed: rate < 0.3");
        second(failures, "login", 5);
        second(failures, "login", 5);

        assertThat(failures.result(total, NOT_STEADY).actual()).isEqualTo(0.2);
        assertThat(judge("http_reqs: rate > 9").result(total, NOT_STEADY).actual())
                .isEqualTo(10.0);
        assertThat(judge("http_reqs: count >= 20").result(total, NOT_STEADY).passed())
                .isTrue();
    }

    @Test
    void judgesTheRunFromTheMomentItWasSteady() {
        ThresholdJudge judge = judge("response_time: max < 100ms over steady");
        for (int millis : new int[] {500, 400, 30, 20, 20}) {
            second(judge, "login", millis);
        }

        assertThat(judge.result(total, steadyFrom(2)))
                .returns(true, ThresholdResult::passed)
                .returns(30.0, ThresholdResult::actual)
                .returns(70.0, ThresholdResult::margin)
                .returns(30L, ThresholdResult::samples)
                .returns(null, ThresholdResult::firstBreach)
                .returns("30 ms, steady from 2 s on", ThresholdResult::message);
        assertThat(judge.result(total, steadyFrom(1)))
                .returns(false, ThresholdResult::passed)
                .returns(400.0, ThresholdResult::actual)
                .returns(40L, ThresholdResult::samples)
                .returns(null, ThresholdResult::firstBreach);
    }

    @Test
    void ratesOfASteadyStateAreOverItsTimeEvenWhereNothingHappened() {
        ThresholdJudge judge = judge("http_reqs{name:login}: rate > 1");
        ThresholdJudge steady = judge("http_reqs{name:login}: rate > 1 over steady");
        for (String name : List.of("login", "login", "other", "login")) {
            Cells interval = interval(name, 10);
            judge.observe(Duration.ofSeconds(second), Duration.ofSeconds(second), interval, total);
            steady.observe(Duration.ofSeconds(second), Duration.ofSeconds(second), interval, total);
        }

        assertThat(judge.result(total, NOT_STEADY).actual()).isEqualTo(7.5);
        assertThat(steady.result(total, steadyFrom(1)).actual()).isEqualTo(20.0 / 3);
    }

    @Test
    void noSteadyStateIsNotAPassAndSaysWhy() {
        ThresholdJudge judge = judge("response_time: max < 100ms over steady");
        second(judge, "login", 20);

        assertThat(judge.result(total, NOT_STEADY))
                .returns(false, ThresholdResult::passed)
                .returns(null, ThresholdResult::actual)
                .returns("no steady state found: fewer than 30 intervals had responses", ThresholdResult::message);
        assertThat(judge.result(total, new SteadyState(null, new SteadyState.Drift(3, 0.001))))
                .returns(false, ThresholdResult::passed)
                .returns(
                        "no steady state found: response times had not settled by the middle of the run",
                        ThresholdResult::message);
    }

    @Test
    void aSteadyStateNeedsSamplesToo() {
        ThresholdJudge login = judge("response_time{name:login}: max < 100ms over steady");
        second(login, "login", 20);
        second(login, "other", 20);
        ThresholdJudge many = judge("response_time: max < 100ms of 11 samples over steady");
        second(many, "login", 20);

        assertThat(login.result(total, steadyFrom(1)))
                .returns(false, ThresholdResult::passed)
                .returns("no samples in the steady state", ThresholdResult::message);
        assertThat(many.result(total, steadyFrom(2)))
                .returns(false, ThresholdResult::passed)
                .returns("only 10 samples in the steady state, wanted 11", ThresholdResult::message);
    }

    @Test
    void aDayLongRunIsJudgedFromTheMomentItWasSteadyToo() {
        ThresholdJudge judge = judge("response_time: max < 100ms over steady");
        for (int i = 0; i < 5_000; i++) {
            second(judge, "login", i < 2_000 ? 500 : 20);
        }

        // Past 1,200 and 2,400 intervals, a kept one is 2 and then 4, and then 8 seconds long.
        assertThat(judge.result(total, steadyFrom(2_000)))
                .returns(20.0, ThresholdResult::actual)
                .returns(30_000L, ThresholdResult::samples);
    }

    @Test
    void asksToAbortOnlyAfterItsTime() {
        ThresholdJudge judge = judge("response_time: max < 100ms abort after 3s");
        assertThat(second(judge, "login", 500)).isFalse();
        assertThat(second(judge, "login", 5)).isFalse();
        assertThat(second(judge, "login", 5)).isTrue();
    }

    @Test
    void aBreachMustLast() {
        ThresholdJudge judge = judge("response_time: max < 100ms for 3s");
        millis(judge, 500, 500, 10, 200, 300, 10, 400);
        assertThat(judge.result(total, NOT_STEADY))
                .returns(true, ThresholdResult::passed)
                .returns(10.0, ThresholdResult::actual)
                .returns(null, ThresholdResult::firstBreach)
                .returns(Duration.ofSeconds(2), ThresholdResult::longestBreach)
                .returns(5.0 / 7, ThresholdResult::breachShare)
                .returns("10 ms or worse for 3s", ThresholdResult::message);

        millis(judge, 300, 200);
        assertThat(judge.result(total, NOT_STEADY))
                .returns(false, ThresholdResult::passed)
                .returns(200.0, ThresholdResult::actual)
                .returns(-100.0, ThresholdResult::margin)
                .returns(Duration.ofSeconds(9), ThresholdResult::firstBreach)
                .returns(Duration.ofSeconds(3), ThresholdResult::longestBreach)
                .returns("200 ms or worse for 3s", ThresholdResult::message);

        millis(judge, 10, 10, 10, 150, 150, 150, 150);
        assertThat(judge.result(total, NOT_STEADY)).returns(200.0, ThresholdResult::actual);
        millis(judge, 250, 260, 270);
        assertThat(judge.result(total, NOT_STEADY)).returns(250.0, ThresholdResult::actual);
    }

    @Test
    void intervalsWithoutSamplesNeitherMakeNorEndABreach() {
        ThresholdJudge judge = judge("response_time{name:login}: max < 100ms for 3s");
        second(judge, "login", 500);
        second(judge, "other", 500);
        assertThat(judge.result(total, NOT_STEADY).firstBreach()).isNull();
        second(judge, "login", 300);
        assertThat(judge.result(total, NOT_STEADY))
                .returns(false, ThresholdResult::passed)
                .returns(300.0, ThresholdResult::actual)
                .returns(Duration.ofSeconds(3), ThresholdResult::firstBreach)
                .returns(Duration.ofSeconds(3), ThresholdResult::longestBreach)
                .returns(1.0, ThresholdResult::breachShare);
    }

    @Test
    void aBreachOfWindowsMustLastAsLong() {
        ThresholdJudge twoSeconds = judge("response_time: max < 100ms over 2s for 2s");
        ThresholdJudge threeSeconds = judge("response_time: max < 100ms over 2s for 3s");
        // The slow second is in two windows.
        for (int millis : new int[] {10, 10, 500, 10, 10}) {
            Cells interval = interval("login", millis);
            twoSeconds.observe(Duration.ofSeconds(second), Duration.ofSeconds(second), interval, total);
            threeSeconds.observe(Duration.ofSeconds(second), Duration.ofSeconds(second), interval, total);
        }
        assertThat(twoSeconds.result(total, NOT_STEADY))
                .returns(false, ThresholdResult::passed)
                .returns(500.0, ThresholdResult::actual)
                .returns(Duration.ofSeconds(4), ThresholdResult::firstBreach);
        assertThat(threeSeconds.result(total, NOT_STEADY))
                .returns(true, ThresholdResult::passed)
                .returns(10.0, ThresholdResult::actual)
                .returns(20L, ThresholdResult::samples);
    }

    @Test
    void aRunShorterThanTheTimeOfABreachIsOneStretch() {
        ThresholdJudge judge = judge("response_time: max < 100ms for 30s");
        millis(judge, 500, 300);
        assertThat(judge.result(total, NOT_STEADY))
                .returns(false, ThresholdResult::passed)
                .returns(300.0, ThresholdResult::actual);
        ThresholdJudge mild = judge("response_time: max < 100ms over 10s for 30s");
        second(mild, "login", 20);
        assertThat(mild.result(total, NOT_STEADY))
                .returns(true, ThresholdResult::passed)
                .returns(20.0, ThresholdResult::actual);
    }

    @Test
    void onlyALastingBreachAborts() {
        ThresholdJudge judge = judge("response_time: max < 100ms for 2s abort");
        assertThat(second(judge, "login", 500)).isFalse();
        assertThat(second(judge, "login", 5)).isFalse();
        assertThat(second(judge, "login", 500)).isFalse();
        assertThat(second(judge, "login", 500)).isTrue();
    }

    @Test
    void judgesAStretchOfTime() {
        ThresholdJudge judge = judge("response_time: max < 100ms from 2s to 4s");
        ThresholdJudge rate = judge("http_reqs: rate > 5 from 3s");
        ThresholdJudge window = judge("response_time: max < 1s from 1s over 2s");
        for (int millis : new int[] {500, 400, 30, 20, 200}) {
            Cells interval = interval("login", millis);
            for (ThresholdJudge one : List.of(judge, rate, window)) {
                one.observe(Duration.ofSeconds(second), Duration.ofSeconds(second), interval, total);
            }
        }
        assertThat(judge.result(total, NOT_STEADY))
                .returns(true, ThresholdResult::passed)
                .returns(30.0, ThresholdResult::actual)
                .returns(20L, ThresholdResult::samples);
        assertThat(rate.result(total, NOT_STEADY))
                .returns(10.0, ThresholdResult::actual)
                .returns(20L, ThresholdResult::samples);
        assertThat(window.result(total, NOT_STEADY)).returns(400.0, ThresholdResult::actual);
    }

    @Test
    void aStretchThatTheRunDidNotReachIsNotAPass() {
        ThresholdJudge judge = judge("response_time: max < 100ms from 10s");
        second(judge, "login", 20);
        assertThat(judge.result(total, NOT_STEADY))
                .returns(false, ThresholdResult::passed)
                .returns(ThresholdResult.State.NO_DATA, ThresholdResult::state)
                .returns("no samples in from 10s on", ThresholdResult::message);
    }

    @Test
    void showsTheCourseInAHundredPointsThatLoseNoBreach() {
        ThresholdJudge judge = judge("response_time: p(95) < 100ms");
        for (int i = 0; i < 1_000; i++) {
            second(judge, "login", i == 777 ? 500 : 20);
        }
        ThresholdResult result = judge.result(total, NOT_STEADY);

        assertThat(result.passed()).isTrue();
        assertThat(result.firstBreach()).isNull();
        assertThat(result.breachShare()).isEqualTo(0.001);
        assertThat(result.longestBreach()).isEqualTo(Duration.ofSeconds(1));
        // Sixteen intervals each.
        assertThat(result.course()).hasSize(63);
        assertThat(result.course().stream().filter(point -> point.value() > 100))
                .containsExactly(new ThresholdResult.Point(Duration.ofSeconds(784), 500));
        assertThat(result.course().getLast().at()).isEqualTo(Duration.ofSeconds(1_000));
    }

    @Test
    void theCourseOfACountIsWhatItHasComeTo() {
        ThresholdJudge judge = judge("http_reqs: count > 25");
        millis(judge, 5, 5, 5);
        ThresholdResult result = judge.result(total, NOT_STEADY);

        assertThat(result.course()).extracting(ThresholdResult.Point::value).containsExactly(10.0, 20.0, 30.0);
        assertThat(result.breachShare()).isEqualTo(2.0 / 3);
        assertThat(result.passed()).isTrue();
    }

    private void millis(ThresholdJudge judge, int... millis) {
        for (int each : millis) {
            second(judge, "login", each);
        }
    }

    private static SteadyState steadyFrom(int seconds) {
        return new SteadyState(Duration.ofSeconds(seconds), null);
    }

    private static ThresholdJudge judge(String expression) {
        return ThresholdJudge.of(Threshold.parse(expression), (stage, ago) -> false);
    }

    /** Ten requests in one second, two of which fail. */
    private boolean second(ThresholdJudge judge, String name, int millis) {
        Cells interval = interval(name, millis);
        return judge.observe(Duration.ofSeconds(second), Duration.ofSeconds(second), interval, total);
    }

    private Cells interval(String name, int millis) {
        Series series = registry.series(Series.Kind.HTTP_REQUEST, "http_req", Tags.of("name", name), Phase.LOAD);
        var interval = new Cells(registry);
        Cell.Request cell = new Cell.Request();
        cell.count = 10;
        cell.failed = 2;
        for (int i = 0; i < 10; i++) {
            cell.response.record(millis * 1_000_000L);
        }
        interval.add(series.id(), cell);
        interval.setting(1, 1, 1);
        total.add(interval);
        second++;
        return interval;
    }
}
