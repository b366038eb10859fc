package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AxisTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0        | 0 | 0 0.25 0.5 0.75 1
        1        | 0 | 0 0.25 0.5 0.75 1
        3        | 0 | 0 1 2 3
        4        | 0 | 0 1 2 3 4
        4.1      | 0 | 0 2 4 6
        229      | 0 | 0 100 200 300
        1000     | 0 | 0 250 500 750 1000
        0.0003   | 0 | 0 0.0001 0.0002 0.0003
        1        | 1 | 0 1
        2        | 1 | 0 1 2
        140      | 1 | 0 50 100 150
        """)
    void linearAxesHaveRoundSteps(double max, double leastStep, String expected) {
        assertThat(labels(Axis.linear(max, leastStep, AxisTest::digits))).isEqualTo(expected);
    }

    @Test
    void linearAxesHoldEveryMaximumInFewSteps() {
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            double max = Math.pow(10, random.nextDouble() * 18 - 6);

            Axis axis = Axis.linear(max, 0, AxisTest::digits);

            assertThat(axis.ticks()).hasSizeBetween(3, 6);
            assertThat(axis.scale().position(max)).isBetween(0.5, 1 + 1e-9);
            assertThat(axis.ticks().getFirst().value()).isZero();
            assertThat(axis.scale().position(axis.ticks().getLast().value())).isCloseTo(1, within(1e-9));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        1   | 10      | 1 2 5 10
        3   | 3       | 2 5
        30  | 968     | 20 50 100 200 500 1000
        0.3 | 40      | 0.2 0.5 1 2 5 10 20 50
        2   | 2000    | 10 100 1000
        1   | 1000000 | 1 10 100 1000 10000 100000 1000000
        """)
    void logarithmicAxesHaveRoundMarks(double min, double max, String expected) {
        assertThat(labels(Axis.log(min, max, AxisTest::digits))).isEqualTo(expected);
    }

    @Test
    void logarithmicAxesHoldAllValues() {
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            double min = Math.pow(10, random.nextDouble() * 10);
            double max = min * Math.pow(10, random.nextDouble() * 6);

            Scale scale = Axis.log(min, max, AxisTest::digits).scale();

            assertThat(scale.position(min)).isBetween(-1e-9, 1.0);
            assertThat(scale.position(max)).isBetween(0.0, 1 + 1e-9);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0     | 0:00 0:00.2 0:00.4 0:00.6 0:00.8 0:01
        1     | 0:00 0:00.2 0:00.4 0:00.6 0:00.8 0:01
        20    | 0:00 0:05 0:10 0:15 0:20
        42    | 0:00 0:10 0:20 0:30 0:40
        300   | 0:00 1:00 2:00 3:00 4:00 5:00
        560   | 0:00 2:00 4:00 6:00 8:00
        86400 | 0:00 6:00:00 12:00:00 18:00:00 24:00:00
        """)
    void elapsedTimeIsMarkedAsOnAClock(double seconds, String expected) {
        assertThat(labels(Axis.elapsed(seconds))).isEqualTo(expected);
    }

    @Test
    void elapsedTimeEndsWithTheRun() {
        assertThat(Axis.elapsed(42).scale()).isEqualTo(new Scale.Linear(0, 42));
    }

    @Test
    void logarithmicScaleKeepsLowValuesOnTheAxis() {
        assertThat(List.of(0.0, 1.0, 10.0, 100.0))
                .map(new Scale.Log(1, 100)::position)
                .containsExactly(0.0, 0.0, 0.5, 1.0);
    }

    private static String labels(Axis axis) {
        return String.join(" ", axis.ticks().stream().map(Axis.Tick::label).toList());
    }

    private static String digits(double value) {
        return Format.tidy(new java.math.BigDecimal(value)
                .round(new java.math.MathContext(6))
                .stripTrailingZeros()
                .toPlainString());
    }
}
