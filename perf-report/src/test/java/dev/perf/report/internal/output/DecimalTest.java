package dev.perf.report.internal.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecimalTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0.0, 0",
        "1, 1",
        "-1.5, -1.5",
        "0.000001, 0.000001",
        "0.0000004, 0",
        "100.010, 100.01",
        "123456789.123456, 123456789.123456",
        "1e15, 1000000000000000",
        "-1e-7, 0"
    })
    void writesNumbersWithoutExponent(double value, String text) {
        assertThat(Decimal.of(value)).isEqualTo(text);
    }

    @Test
    void isTheNumberRoundedToSixDecimals() {
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            double value = (random.nextDouble() - 0.5) * Math.pow(10, random.nextInt(9));
            BigDecimal exact = new BigDecimal(value);
            assertThat(new BigDecimal(Decimal.of(value)).subtract(exact).abs())
                    .as("%s", exact.setScale(9, RoundingMode.HALF_UP))
                    .isLessThanOrEqualTo(new BigDecimal("0.00000051"));
        }
    }
}
