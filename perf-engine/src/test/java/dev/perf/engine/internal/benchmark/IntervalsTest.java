package dev.perf.engine.internal.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.perf.benchmark.ConfidenceInterval;
import org.junit.jupiter.api.Test;

class IntervalsTest {

    /** Mean 10, standard deviation 2.738613 (sum of squares 30 over 4), t 2.776445: 2.776445 * 2.738613 / sqrt(5). */
    @Test
    void meanHasTheIntervalOfStudent() {
        ConfidenceInterval interval = Intervals.ofMean(new double[] {7, 8, 10, 11, 14}, 0.95);

        assertThat(interval.estimate()).isEqualTo(10);
        assertThat(interval.low()).isEqualTo(10 - 3.40042, within(1e-4));
        assertThat(interval.high()).isEqualTo(10 + 3.40042, within(1e-4));
        assertThat(interval.level()).isEqualTo(0.95);
        assertThat(interval.relativeMargin()).isEqualTo(0.340042, within(1e-5));
    }

    @Test
    void oneValueHasNoInterval() {
        assertThat(Intervals.ofMean(new double[] {7}, 0.95)).isNull();
        assertThat(Intervals.ofRatio(new double[] {7}, new double[] {3}, 0.95)).isNull();
    }

    @Test
    void equalQuotientsHaveAnIntervalOfNoWidthHoweverMuchBothDrift() {
        ConfidenceInterval interval =
                Intervals.ofRatio(new double[] {2, 20, 200, 2000}, new double[] {1, 10, 100, 1000}, 0.95);

        assertThat(interval.estimate()).isEqualTo(2, within(1e-12));
        assertThat(interval.low()).isEqualTo(2, within(1e-12));
        assertThat(interval.high()).isEqualTo(2, within(1e-12));
    }

    /** Logarithms 0 and ln 4: mean ln 2, deviation ln 4 / sqrt(2), margin 12.7062 * ln 4 / 2 = 12.7062 * ln 2. */
    @Test
    void ratioIsTheGeometricMeanOfTheQuotients() {
        ConfidenceInterval interval = Intervals.ofRatio(new double[] {1, 4}, new double[] {1, 1}, 0.95);

        assertThat(interval.estimate()).isEqualTo(2, within(1e-12));
        assertThat(interval.low()).isEqualTo(Math.pow(2, 1 - 12.7062), within(1e-7));
        assertThat(interval.high()).isEqualTo(Math.pow(2, 1 + 12.7062), within(0.5));
    }

    @Test
    void ratioOfTheInverseIsTheInverseOfTheRatio() {
        double[] some = {3, 5, 4, 6};
        double[] others = {2, 2, 3, 3};

        ConfidenceInterval there = Intervals.ofRatio(some, others, 0.95);
        ConfidenceInterval back = Intervals.ofRatio(others, some, 0.95).inverse();

        assertThat(back.estimate()).isEqualTo(there.estimate(), within(1e-12));
        assertThat(back.low()).isEqualTo(there.low(), within(1e-12));
        assertThat(back.high()).isEqualTo(there.high(), within(1e-12));
    }
}
