package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SupportTest {

    @ParameterizedTest
    @CsvSource({
        "0, 50, NONE",
        "1, 50, NONE",
        "9, 50, NONE",
        "10, 50, WEAK",
        "19, 50, WEAK",
        "20, 50, STRONG",
        "99, 95, NONE",
        "100, 95, WEAK",
        "200, 95, STRONG",
        "300, 99.9, NONE",
        "4999, 99.9, NONE",
        "5000, 99.9, WEAK",
        "9999, 99.9, WEAK",
        "10000, 99.9, STRONG"
    })
    void samplesAboveAPercentileBearItOut(long samples, double percentile, Support expected) {
        assertThat(Support.of(samples, percentile)).isEqualTo(expected);
    }

    @Test
    void explains() {
        assertThat(Support.explain(300, 99.9)).isEqualTo("p99.9 needs at least 5,000 samples, there are 300");
        assertThat(Support.explain(6000, 99.9)).isEqualTo("fewer than 10 of 6,000 samples lie above p99.9");
        assertThat(Support.explain(30000, 99.9)).isEmpty();
    }
}
