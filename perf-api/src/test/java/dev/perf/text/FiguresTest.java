package dev.perf.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0 ms",
        "1, 0 µs",
        "500, 0.5 µs",
        "85000, 85 µs",
        "999499, 999 µs",
        "999500, 1 ms",
        "4120000, 4.12 ms",
        "9994999, 9.99 ms",
        "9995000, 10 ms",
        "31250000, 31.3 ms",
        "312000000, 312 ms",
        "999499999, 999 ms",
        "999500000, 1 s",
        "1240000000, 1.24 s",
        "150000000000, 150 s",
        "600000000000, 10 min"
    })
    void writesTimesWithThreeDigitsInTheUnitThatSuitsThem(long nanos, String text) {
        assertThat(Figures.time(Duration.ofNanos(nanos))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 ns", "0.875, 0.88 ns", "3.25, 3.25 ns", "999.4, 999 ns", "999.5, 1 µs", "4120.4, 4.12 µs"})
    void writesNanosecondsWithTheirFractions(double nanos, String text) {
        assertThat(Figures.nanos(nanos)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "999, 999", "12345, '12,345'", "-1234567, '-1,234,567'"})
    void writesCountsInGroups(long count, String text) {
        assertThat(Figures.count(count)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0/s", "0.25, 0.25/s", "39.8, 39.8/s", "999.4, 999/s", "999.5, '1,000/s'", "12345, '12,345/s'"})
    void writesRates(double rate, String text) {
        assertThat(Figures.rate(rate)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 %",
        "0.00001, < 0.01 %",
        "0.0025, 0.25 %",
        "0.992, 99.2 %",
        "0.9994, 99.9 %",
        "0.9996, > 99.9 %",
        "0.99999999, > 99.9 %",
        "1, 100 %"
    })
    void callsOnlyTheWholeAHundredPercentAndOnlyNothingZero(double share, String text) {
        assertThat(Figures.share(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "512, 512 B",
        "999, 999 B",
        "999.5, 1 kB",
        "1300000, 1.3 MB",
        "999500000, 1 GB",
        "2500000000, 2.5 GB"
    })
    void writesBytesInPowersOfAThousand(double bytes, String text) {
        assertThat(Figures.bytes(bytes)).isEqualTo(text);
    }
}
