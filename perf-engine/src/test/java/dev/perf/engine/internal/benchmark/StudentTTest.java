package dev.perf.engine.internal.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StudentTTest {

    /** NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2; the two-sided level is 2p - 1 of its columns. */
    @ParameterizedTest
    @CsvSource({
        "0.95, 1, 12.706",
        "0.95, 2, 4.303",
        "0.95, 3, 3.182",
        "0.95, 4, 2.776",
        "0.95, 9, 2.262",
        "0.95, 10, 2.228",
        "0.95, 30, 2.042",
        "0.95, 100, 1.984",
        "0.99, 1, 63.657",
        "0.99, 9, 3.250",
        "0.80, 5, 1.476",
        "0.998, 7, 4.785"
    })
    void knowsThePublishedTable(double level, int freedom, double expected) {
        assertThat(StudentT.quantile(level, freedom)).isEqualTo(expected, within(0.0005));
    }

    @ParameterizedTest
    @CsvSource({"0.5", "0.9", "0.95", "0.999"})
    void quantileIsTheInverseOfTheProbability(double level) {
        for (int freedom = 1; freedom < 60; freedom++) {
            assertThat(StudentT.within(StudentT.quantile(level, freedom), freedom))
                    .isEqualTo(level, within(1e-9));
        }
    }
}
