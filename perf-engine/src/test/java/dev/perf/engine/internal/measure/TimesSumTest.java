package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.Distribution;
import dev.perf.threshold.Aggregate;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimesSumTest {

    private final TimesSum sum = new TimesSum();

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 300, 5_000})
    void saysAfterEachDistributionWhatAllOfThemTogetherWould(int size) {
        var random = new SplittableRandom(size);
        Distribution whole = Distribution.EMPTY;
        for (int i = 0; i < 20; i++) {
            Distribution times = times(random, size);
            whole = whole.plus(times);
            sum.add(times);

            assertThat(sum.distribution()).isEqualTo(whole);
            assertThat(sum.count()).isEqualTo(whole.count());
            for (double percent : new double[] {0.1, 1, 50, 95, 99.9, 100}) {
                agreesOn(new Aggregate.Percentile(percent), whole);
            }
            for (Aggregate.Statistic statistic : Aggregate.Statistic.values()) {
                agreesOn(statistic, whole);
            }
        }
    }

    private void agreesOn(Aggregate aggregate, Distribution whole) {
        assertThat(sum.aggregate(aggregate))
                .as("%s of %s", aggregate, whole.count())
                .isEqualTo(new MetricValue.Trend(whole).aggregate(aggregate));
    }

    /** Whole microseconds, so that sums are exact in any order; a fifth of them are zero. */
    private static Distribution times(SplittableRandom random, int size) {
        var times = new TimeCell();
        for (int i = 0; i < size; i++) {
            times.record(random.nextInt(5) == 0 ? 0 : random.nextLong(1_000_000) * 1_000);
        }
        return times.distribution();
    }

    @Test
    void saysNothingWithoutTimes() {
        sum.add(Distribution.EMPTY);

        assertThat(sum.aggregate(new Aggregate.Percentile(95))).isNull();
        assertThat(sum.aggregate(Aggregate.Statistic.COUNT)).isNull();
        assertThat(sum.distribution()).isEqualTo(Distribution.EMPTY);
    }
}
