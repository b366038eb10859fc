package dev.perf.engine.internal.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrendTest {

    /** S is -45 for ten values that fall, its variance 10 * 9 * 25 / 18 = 125: (-45 + 1) / sqrt(125). */
    @Test
    void fallingValuesHaveTheScoreOfKendall() {
        Trend trend = Trend.of(new double[] {20, 18, 17, 16, 15, 14, 13, 12, 11, 10});

        assertThat(trend.score()).isEqualTo(-3.9355, within(1e-4));
        assertThat(trend.change()).isEqualTo(60.0 / 86 - 1, within(1e-12));
        assertThat(trend.isClear()).isTrue();
    }

    @Test
    void valuesThatComeAndGoHaveNoClearTrend() {
        assertThat(Trend.of(new double[] {10, 12, 10, 12, 10, 12, 10, 12, 10, 12})
                        .isClear())
                .isFalse();
    }

    @Test
    void aRiseOfLessThanOnePercentDoesNotMatter() {
        assertThat(Trend.of(new double[] {1000, 1001, 1002, 1003, 1004, 1005, 1006, 1007, 1008, 1009})
                        .isClear())
                .isFalse();
    }

    @Test
    void fewValuesSayNothing() {
        assertThat(Trend.of(new double[] {})).isEqualTo(new Trend(0, 0));
        assertThat(Trend.of(new double[] {5})).isEqualTo(new Trend(0, 0));
        assertThat(Trend.of(new double[] {5, 4, 3}).isClear()).isFalse();
    }
}
