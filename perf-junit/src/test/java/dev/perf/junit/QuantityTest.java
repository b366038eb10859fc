package dev.perf.junit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TIME   | 0            | 0 ms",
                "TIME   | 640          | 640 ns",
                "TIME   | 1500         | 1.5 µs",
                "TIME   | 312456789    | 312 ms",
                "TIME   | 1204000000   | 1.2 s",
                "TIME   | 3600000000000| 3,600 s",
                "SHARE  | 0.0213       | 2.13 %",
                "SHARE  | 1            | 100 %",
                "NUMBER | 1204         | 1,204",
                "NUMBER | 12.3456      | 12.3",
                "RATE   | 40.129       | 40.1/s",
                "RATE   | 120400       | 120,400/s",
                "NUMBER | NaN          | NaN",
            })
    void showsThreeDigitsAndTheUnitThatFits(Quantity quantity, double value, String text) {
        assertThat(quantity.text(value)).isEqualTo(text);
    }

    @Test
    void showsAsManyDigitsAsItTakesToStayOnTheSideOfTheLimit() {
        assertThat(Quantity.TIME.text(300_040_000, 300_000_000)).isEqualTo("300.04 ms");
        assertThat(Quantity.TIME.text(299_999_999, 300_000_000)).isEqualTo("299.999999 ms");
        assertThat(Quantity.SHARE.text(0.010001, 0.01)).isEqualTo("1.0001 %");
    }

    @Test
    void showsAllDigitsOfLimits() {
        assertThat(Quantity.TIME.limit(1_234_567_000)).isEqualTo("1.234567 s");
        assertThat(Quantity.NUMBER.limit(99.99)).isEqualTo("99.99");
    }

    @ParameterizedTest
    @CsvSource({
        "312, 300, +4 %",
        "300.04, 300, +0.013 %",
        "600, 300, +100 %",
        "150, 300, -50 %",
        "37000, 300, '+12,233 %'",
        "5, 0, ''",
        "5, 5, ''",
        "-5, -10, +50 %"
    })
    void showsDifferencesAsAShareOfTheLimit(double actual, double limit, String text) {
        assertThat(Quantity.difference(actual, limit)).isEqualTo(text);
    }
}
