package dev.perf.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.perf.threshold.Threshold;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdResultTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        response_time: p(95) < 200            | 104    | 0.48
        response_time: p(95) < 200            | 300    | -0.5
        response_time: p(95) <= 200           | 200    | 0
        http_reqs: rate > 100                 | 188    | 0.88
        http_reqs: rate > 0.8                 | 0.4    | -0.5
        http_reqs: count >= 100               | 50     | -0.5
        http_req_failed: rate < 0.01          | 0.0025 | 0.75
        checks: rate > 0.99                   | 0.999  | 0.9
        checks: rate > 99%                    | 0.97   | -2
        checks: rate > 0.4                    | 0.6    | 0.5
        checks: rate >= 1                     | 1      | 0
        checks: rate < 0.9                    | 0.45   | 0.5
        quotes_in_time: rate > 0.9            | 0.95   | 0.5
        iterations: count == 10               | 10     | NaN
        iterations: count == 10               | 5      | -0.5
        dropped_iterations: count <= 0        | 0      | NaN
        dropped_iterations: count <= 0        | 3      | NaN
        """)
    void tellsWhatPartOfTheRoomIsLeft(String expression, double actual, double share) {
        if (Double.isNaN(share)) {
            assertThat(judged(expression, actual).relativeMargin()).isNaN();
        } else {
            assertThat(judged(expression, actual).relativeMargin()).isCloseTo(share, within(1e-12));
        }
    }

    @Test
    void aLimitThatIsNoThresholdByItsTextIsRoomItself() {
        ThresholdResult other = new ThresholdResult("heap after a collection", true, 0.05, 0.1, 0.05, 1, null, "");
        assertThat(other.relativeMargin()).isEqualTo(0.5);
    }

    @Test
    void theClosestToItsLimitIsTheOneWithTheLeastRoomLeft() {
        ThresholdResult farthest = judged("http_reqs: rate > 100", 188.0);
        ThresholdResult share = judged("checks: rate > 0.99", 0.9991);
        ThresholdResult time = judged("response_time: p(95) < 200", 180.0);
        ThresholdResult equal = judged("iterations: count == 10", 10.0);
        ThresholdResult none = judged("dropped_iterations: count <= 0", 0.0);

        assertThat(worst(farthest, share, equal, none, time)).isEqualTo(time);
        assertThat(worst(farthest, share, equal, none)).isEqualTo(farthest);
        assertThat(worst(equal, share, none)).isEqualTo(share);
        assertThat(worst()).isNull();
    }

    @Test
    void theWorstIsWithoutSamplesOrFurthestBeyondItsLimit() {
        ThresholdResult close = judged("response_time: p(95) < 200", 199.0);
        ThresholdResult slow = judged("response_time: max < 500", 900.0);
        ThresholdResult failing = judged("checks: rate > 0.99", 0.97);
        ThresholdResult dropping = judged("dropped_iterations: count <= 0", 1.0);
        ThresholdResult silent = judged("http_reqs{name:misspelt}: count > 0", null);

        assertThat(worst(close, slow)).isEqualTo(slow);
        assertThat(worst(close, slow, failing)).isEqualTo(failing);
        assertThat(worst(close, dropping, slow, failing)).isEqualTo(dropping);
        assertThat(worst(close, slow, failing, dropping, silent)).isEqualTo(silent);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        response_time: p(95) < 200     | 104 | PASSED
        response_time: p(95) < 200     | 180 | PASSED
        response_time: p(95) < 200     | 181 | WARNING
        response_time: p(95) <= 200    | 200 | WARNING
        response_time: p(95) < 200     | 200 | FAILED
        response_time: p(95) < 200     |     | NO_DATA
        iterations: count == 10        | 10  | PASSED
        """)
    void tellsHowThingsStand(String expression, @Nullable Double actual, ThresholdResult.State state) {
        assertThat(judged(expression, actual).state()).isEqualTo(state);
    }

    @Test
    void tellsWhatPartOfTheRunWasJudged() {
        assertThat(judged("response_time: p(95) < 200 in stage peak over 10s", 1.0)
                        .scope())
                .isEqualTo("stage \"peak\", each 10s");
        assertThat(new ThresholdResult("heap after a collection", true, 0.05, 0.1, 0.05, 1, null, "").scope())
                .isEqualTo("whole run");
    }

    private static @Nullable ThresholdResult worst(ThresholdResult... thresholds) {
        return List.of(thresholds).stream().min(ThresholdResult.WORST_FIRST).orElse(null);
    }

    private static ThresholdResult judged(String expression, @Nullable Double actual) {
        Threshold threshold = Threshold.parse(expression);
        return new ThresholdResult(
                expression,
                actual != null && threshold.holds(actual),
                actual,
                threshold.limit().inBaseUnit(),
                actual == null ? null : threshold.margin(actual),
                actual == null ? 0 : 1000,
                null,
                "");
    }
}
