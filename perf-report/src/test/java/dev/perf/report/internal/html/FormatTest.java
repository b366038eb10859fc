package dev.perf.report.internal.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0 | 0 ms
        7 | 7 ns
        999 | 999 ns
        1_000 | 1.00 µs
        60_440 | 60.4 µs
        999_499 | 999 µs
        999_500 | 1.00 ms
        3_120_000 | 3.12 ms
        31_249_000 | 31.2 ms
        99_960_000 | 100 ms
        312_000_000 | 312 ms
        999_499_999 | 999 ms
        999_500_000 | 1.00 s
        1_240_000_000 | 1.24 s
        61_200_000_000 | 61.2 s
        7_200_000_000_000 | 7,200 s
        """)
    void saysTimesToThreeDigits(String nanos, String expected) {
        assertThat(plain(Format.nanos(Double.parseDouble(nanos.replace("_", "")))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0            | 0 %
        0.00001      | < 0.01 %
        0.0001       | 0.01 %
        0.0083       | 0.83 %
        0.0094       | 0.94 %
        0.0096       | 1.0 %
        0.123        | 12.3 %
        0.992        | 99.2 %
        0.9994       | 99.9 %
        0.9996       | 99.96 %
        0.99999      | > 99.99 %
        1            | 100 %
        1.31         | 131 %
        NaN          | –
        """)
    void neverRoundsSomethingToNothingOrAlmostAllToAll(double share, String expected) {
        assertThat(plain(Format.percent(share))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0          | 0
        0.0000     | 0
        0.0042     | 0.0042
        0.333      | 0.33
        0.3647     | 0.36
        1          | 1.00
        9.996      | 10.0
        20.54      | 20.5
        205.4      | 205
        999.6      | 1,000
        12345.6    | 12,346
        -3.456     | -3.46
        Infinity   | –
        """)
    void saysNumbersToThreeDigits(double number, String expected) {
        assertThat(Format.number(number)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0             | 0 B
        512           | 512 B
        1300000       | 1.30 MB
        999600        | 1.00 MB
        204400        | 204 kB
        4294967296    | 4.29 GB
        5000000000000 | 5,000 GB
        """)
    void saysBytesInPowersOfThousand(double bytes, String expected) {
        assertThat(plain(Format.bytes(bytes))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        PT0S        | 0 ms
        PT0.25S     | 250 ms
        PT20S       | 20 s
        PT59.96S    | 1 min
        PT59.94S    | 59.9 s
        PT2.54S     | 2.5 s
        PT5M        | 5 min
        PT9M20S     | 9 min 20 s
        PT1H        | 1 h
        PT8H3M      | 8 h 3 min
        PT24H       | 1 d
        PT49H30M    | 2 d 2 h
        """)
    void saysLengthsInTwoUnits(Duration length, String expected) {
        assertThat(plain(Format.length(length))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        0       | 0:00
        0.5     | 0:00.5
        59.96   | 1:00
        160     | 2:40
        3599.99 | 1:00:00
        3760    | 1:02:40
        """)
    void saysMoments(double seconds, String expected) {
        assertThat(Format.moment(seconds)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        1.00 s   | 1 s
        60.0/s   | 60/s
        2.50 ms  | 2.5 ms
        100 ms   | 100 ms
        1,000/s  | 1,000/s
        1.005    | 1.005
        """)
    void tidiesRoundNumbers(String number, String expected) {
        assertThat(Format.tidy(number)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "-0.001, 0", "1000, 1000", "12.345, 12.35", "12.30, 12.3", "1e9, 1000000000"})
    void writesCoordinatesShort(double value, String expected) {
        assertThat(Format.coordinate(value)).isEqualTo(expected);
    }

    @Test
    void doesNotFollowTheLocale() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(Format.count(1234567)).isEqualTo("1,234,567");
            assertThat(plain(Format.nanos(1.5e9))).isEqualTo("1.50 s");
            assertThat(plain(Format.percent(0.5))).isEqualTo("50.0 %");
            assertThat(Format.moment(61)).isEqualTo("1:01");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static String plain(String text) {
        return text.replace('\u00A0', ' ');
    }
}
