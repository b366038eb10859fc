package dev.perf.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContrastTest {

    @Test
    void aFasterBenchmarkIsSoManyTimesAsFast() {
        Contrast contrast = contrast(1.31, 1.25, 1.38);

        assertThat(contrast.isFaster()).isTrue();
        assertThat(contrast.isSlower()).isFalse();
        assertThat(contrast).hasToString("b is 1.31 times as fast as a (95 % interval 1.25 to 1.38)");
    }

    @Test
    void aSlowerBenchmarkTakesSoManyTimesAsLong() {
        Contrast contrast = contrast(0.5, 0.4, 0.8);

        assertThat(contrast.isFaster()).isFalse();
        assertThat(contrast.isSlower()).isTrue();
        assertThat(contrast).hasToString("b takes 2.00 times as long as a (95 % interval 1.25 to 2.50)");
    }

    @Test
    void anIntervalWithOneInItSupportsNothing() {
        Contrast contrast = contrast(1.02, 1, 1.04);

        assertThat(contrast.isSupported()).isFalse();
        assertThat(contrast.isFaster()).isFalse();
        assertThat(contrast)
                .hasToString("no difference between b and a beyond the noise: b is 1.02 times as fast"
                        + " (95 % interval 1.00 to 1.04)");
    }

    @Test
    void ratiosCloseToOneShowTheirDifference() {
        assertThat(contrast(1.002, 1.0015, 1.0025))
                .hasToString("b is 1.0020 times as fast as a (95 % interval 1.0015 to 1.0025)");
    }

    @Test
    void noiseCloseToOneNeedsNoMoreDecimals() {
        assertThat(contrast(0.9969, 0.98, 1.01))
                .hasToString("no difference between b and a beyond the noise: b is 1.00 times as fast"
                        + " (95 % interval 0.98 to 1.01)");
    }

    private static Contrast contrast(double estimate, double low, double high) {
        return new Contrast("b", "a", new ConfidenceInterval(estimate, low, high, 0.95));
    }
}
