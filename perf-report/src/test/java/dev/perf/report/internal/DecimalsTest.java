package dev.perf.report.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalsTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1e9, 1000000000",
        "1e-9, 0",
        "0.1, 0.1",
        "123.4567894, 123.456789",
        "NaN,",
        "Infinity,",
        "-Infinity,"
    })
    void decimalsAreShortAndPlain(double value, String expected) {
        assertThat(Decimals.decimal(value)).isEqualTo(expected == null ? null : new BigDecimal(expected));
    }

    @Test
    void timesAreExact() {
        assertThat(Decimals.millis(Duration.ofNanos(1))).hasToString("0.000001");
        assertThat(Decimals.millis(Duration.ofSeconds(100))).hasToString("100000");
    }
}
