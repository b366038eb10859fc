package dev.perf.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "10s, PT10S",
        "1m30s, PT1M30S",
        "1.5s, PT1.5S",
        "250ms, PT0.25S",
        "2h, PT2H",
        "2min, PT2M",
        "1d, PT24H",
        "1d2h3m4s5ms6us7ns, PT26H3M4.005006007S",
        "3µs, PT0.000003S",
        "0s, PT0S",
        "' 5s ', PT5S",
        "0.000000001s, PT0.000000001S"
    })
    void readsNumbersWithUnits(String text, Duration duration) {
        assertThat(DurationText.parse(text)).isEqualTo(duration);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "10",
                "s",
                "10 s",
                "-1s",
                "1x",
                "1s,",
                "1s 2ms",
                "0.1ns",
                ".5s",
                "1e3s",
                "9999999999999d"
            })
    void refusesAnythingElse(String text) {
        assertThatThrownBy(() -> DurationText.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("duration \"" + text + "\" must be a number with a unit, such as 500ms, 30s, 1m30s or 2h");
    }

    @ParameterizedTest
    @CsvSource({
        "PT10S, 10s",
        "PT90S, 1m30s",
        "PT1.5S, 1.5s",
        "PT0.25S, 250ms",
        "PT2H, 2h",
        "PT25H1M, 25h1m",
        "PT0S, 0s",
        "PT0.000000001S, 0.000001ms",
        "PT-1.5S, -1.5s"
    })
    void writesTheShortestText(Duration duration, String text) {
        assertThat(DurationText.of(duration)).isEqualTo(text);
    }

    @Test
    void readsWhatItWrites() {
        new SplittableRandom(3)
                .longs(1000, 0, Long.MAX_VALUE >> 4)
                .mapToObj(Duration::ofNanos)
                .forEach(duration -> assertThat(DurationText.parse(DurationText.of(duration)))
                        .isEqualTo(duration));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0s",
        "400000, 0s",
        "288026126, 288ms",
        "999600000, 1s",
        "1449999999, 1.4s",
        "4000000001, 4s",
        "59960000000, 1m",
        "184499999999, 3m4s",
        "3600000000001, 1h"
    })
    void writesMeasuredTimesWithoutDigitsThatNobodyReads(long nanos, String text) {
        assertThat(DurationText.measured(Duration.ofNanos(nanos))).isEqualTo(text);
    }
}
