package dev.perf.engine.internal.shape;

import static dev.perf.engine.internal.shape.Bound.read;
import static dev.perf.engine.internal.shape.Bound.refused;
import static dev.perf.engine.internal.shape.Bound.refusedByReaderAlone;
import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.document.Document;
import dev.perf.engine.internal.document.Mistakes;
import dev.perf.engine.internal.document.Value;
import dev.perf.load.Rate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What single values, lists and choices are read as, what is refused, and that schemas agree. */
class ShapesTest {

    private static final Shape<Duration> SECONDS = Shapes.duration(Duration.ofSeconds(1));
    private static final Shape<Duration> MILLIS = Shapes.duration(Duration.ofMillis(1));

    enum Order {
        IN_TURN,
        RANDOM
    }

    @ParameterizedTest
    @CsvSource({"no", "010", "1:30", "1_000", "true", "0x10", "2026-11-22", "~/data", "on"})
    void textsAreTakenAsTheyAreWritten(String text) {
        assertThat(read(Shapes.text(), text)).isEqualTo(text);
    }

    @Test
    void textsAreNoListsAndNotNothing() {
        assertThat(refused(Shapes.text(), "[a]")).isEqualTo("""
            test.yaml:1:1: a text is expected here, got a list
                1 | [a]
                  | ^\
            """);
        assertThat(refused(Shapes.text(), "a: 1"))
                .startsWith("test.yaml:1:1: a text is expected here, got a mapping\n");
        assertThat(refused(Shapes.text(), "~")).startsWith("test.yaml:1:1: a text is expected here, got nothing\n");
        assertThat(refused(Shapes.text(), "")).startsWith("test.yaml:1:1: a text is expected here, got nothing\n");
        assertThat(read(Shapes.text(), "''")).isEmpty();
    }

    @Test
    void wordsAreNotBlank() {
        assertThat(read(Shapes.word(), "warm up")).isEqualTo("warm up");
        assertThat(read(Shapes.word(), "1")).isEqualTo("1");
        assertThat(refused(Shapes.word(), "' '")).isEqualTo("""
            test.yaml:1:1: a text that is not blank is expected here, got the value " "
                1 | ' '
                  | ^^^\
            """);
    }

    @ParameterizedTest
    @CsvSource({
        "true, true",
        "yes, true",
        "on, true",
        "Yes, true",
        "ON, true",
        "'''true''', true",
        "false, false",
        "no, false",
        "off, false",
        "NO, false",
        "False, false"
    })
    void truths(String text, boolean expected) {
        assertThat(read(Shapes.bool(), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "y", "n", "truth", "''", "[true]", "a: true", "~"})
    void noTruths(String text) {
        assertThat(refused(Shapes.bool(), text)).startsWith("test.yaml:1:1: true or false is expected here, got ");
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "010, 10",
        "1_000, 1000",
        "1e3, 1000",
        "5.0, 5",
        "+7, 7",
        "'''12''', 12",
        "1000000, 1000000",
        "' 5 ', 5",
        "1_0_0, 100"
    })
    void wholeNumbers(String text, long expected) {
        assertThat(read(Shapes.integer(0, 1_000_000), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "1000001",
                "1.5",
                "0x10",
                "0o10",
                "0b1",
                "ten",
                "''",
                "1 000",
                "1,000",
                "1__0",
                "_1",
                "1_",
                "1e",
                "5s",
                "NaN",
                ".inf",
                "1e-3",
                "1e99999999999",
                "[1]",
                "a: 1",
                "~"
            })
    void noWholeNumbers(String text) {
        assertThat(refused(Shapes.integer(0, 1_000_000), text))
                .startsWith("test.yaml:1:1: a whole number from 0 to 1000000 is expected here, got ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "99999999999999999999999999999999999999999999999999999999999",
                "1e999",
                "1e999999999"
            })
    void numbersBeyondAllBounds(String text) {
        assertThat(Bound.of(Shapes.integer(0, 1_000_000), text).message())
                .startsWith("test.yaml:1:1: a whole number from 0 to 1000000 is expected here, got ");
    }

    @Test
    void wholeNumbersAsLargeAsTheyComeToBe() {
        assertThat(read(Shapes.integer(1, Long.MAX_VALUE), "9223372036854775807"))
                .isEqualTo(Long.MAX_VALUE);
        assertThat(refusedByReaderAlone(Shapes.integer(1, Long.MAX_VALUE), "9223372036854775808"))
                .isEqualTo("""
                    test.yaml:1:1: a whole number of at least 1 is expected here, got the value "9223372036854775808"
                        1 | 9223372036854775808
                          | ^^^^^^^^^^^^^^^^^^^\
                    """);
        assertThat(read(Shapes.count(1), "2147483647")).isEqualTo(Integer.MAX_VALUE);
        assertThat(refused(Shapes.count(1), "2147483648"))
                .startsWith("test.yaml:1:1: a whole number from 1 to 2147483647 is expected here, got ");
    }

    @ParameterizedTest
    @CsvSource({"0.5, 0.5", "10, 10", "1e1, 10", "010, 10", "2.50, 2.5", "'''3''', 3", "1_0.5, 10.5"})
    void numbers(String text, double expected) {
        assertThat(read(Shapes.number(0, 10.5), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-0.1", "10.6", "0x1p3", "NaN", "1e400", ".5", "5.", "5%", "ten", "[1]", "~"})
    void noNumbers(String text) {
        assertThat(Bound.of(Shapes.number(0, 10.5), text).message())
                .startsWith("test.yaml:1:1: a number from 0 to 10.5 is expected here, got ");
    }

    @ParameterizedTest
    @CsvSource({"0.01, 0.01", "1%, 0.01", "0.5 %, 0.005", "100%, 1", "0, 0", "1, 1", "'''1%''', 0.01", "1e-2, 0.01"})
    void shares(String text, double expected) {
        assertThat(read(Shapes.share(), text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1%", "101%", "1.01", "one", "'%'", "1%%", "1e999999999%", "[1%]", "~"})
    void noShares(String text) {
        assertThat(Bound.of(Shapes.share(), text).message())
                .startsWith("test.yaml:1:1: a share such as 0.01 or 1% is expected here, got ");
    }

    @ParameterizedTest
    @CsvSource({
        "30s, PT30S",
        "1m30s, PT1M30S",
        "1m 30s, PT1M30S",
        "1:30, PT1M30S",
        "01:30, PT1M30S",
        "90:00, PT1H30M",
        "1:30:00, PT1H30M",
        "500ms, PT0.5S",
        "1.5h, PT1H30M",
        "2 minutes, PT2M",
        "5 min, PT5M",
        "1 hour 30 minutes, PT1H30M",
        "10 Seconds, PT10S",
        "1 day, PT24H",
        "250 millis, PT0.25S",
        "60, PT1M",
        "060, PT1M",
        "0, PT0S",
        "0s, PT0S",
        "1.5, PT1.5S",
        "1_000, PT16M40S",
        "1e3, PT16M40S",
        "'''60''', PT1M"
    })
    void durations(String text, Duration expected) {
        assertThat(read(SECONDS, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "-30s",
                "30x",
                "5M",
                "1:60",
                "1:2:3:4",
                "1:5",
                "s",
                "''",
                "soon",
                "0x10",
                "1e10",
                "1e99",
                "300y",
                "9999999999999999s",
                "30s later",
                "30s, 5s",
                "[30s]",
                "s: 30",
                "~"
            })
    void noDurations(String text) {
        assertThat(Bound.of(SECONDS, text).message())
                .startsWith(
                        "test.yaml:1:1: a duration such as 30s, 1m30s or 2h, or a number of seconds is expected here,"
                                + " got ");
    }

    @Test
    void numbersWithoutUnitMeanWhatTheKeySays() {
        assertThat(read(MILLIS, "250")).isEqualTo(Duration.ofMillis(250));
        assertThat(refused(MILLIS, "soon")).isEqualTo("""
            test.yaml:1:1: a duration such as 30s, 1m30s or 2h, or a number of milliseconds is expected here, got the \
            value "soon"
                1 | soon
                  | ^^^^\
            """);
        assertThat(refused(Shapes.duration(null), "30")).isEqualTo("""
            test.yaml:1:1: a duration with a unit is expected here, got 30, which is milliseconds to k6 and seconds to \
            others; write 30s or 30ms
                1 | 30
                  | ^^\
            """);
        assertThat(read(Shapes.duration(null), "0")).isEqualTo(Duration.ZERO);
        assertThat(refused(Shapes.duration(null), "-1"))
                .startsWith("test.yaml:1:1: a duration such as 30s, 1m30s or 2h is");
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void numbersThatWouldTakeForeverToWriteOutAreRefusedAtOnce() {
        for (String text : List.of("1e999999999", "9".repeat(100_000), "9".repeat(100_000) + "s")) {
            assertThat(Bound.of(SECONDS, text).value()).isNull();
            assertThat(Bound.of(Shapes.rate(), text).value()).isNull();
            assertThat(Bound.of(Shapes.integer(0, Long.MAX_VALUE), text).value())
                    .isNull();
            assertThat(Bound.of(Shapes.share(), text).value()).isNull();
        }
        assertThat(Bound.of(Shapes.oneOf(Order.class), "x".repeat(100_000)).value())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "50, 50",
        "0, 0",
        "0.5, 0.5",
        "50/s, 50",
        "300/min, 5",
        "300/m, 5",
        "3600/h, 1",
        "50 / s, 50",
        "10rps, 10",
        "10 rps, 10",
        "1_000, 1000",
        "1e3/s, 1000",
        "010, 10",
        "'''50''', 50"
    })
    void rates(String text, double perSecond) {
        assertThat(read(Shapes.rate(), text)).isEqualTo(new Rate(perSecond));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "50/day", "fast", "/s", "0x10", "1d", "NaN", "Infinity", "50//s", "''", "[5]", "~"})
    void noRates(String text) {
        assertThat(Bound.of(Shapes.rate(), text).message())
                .startsWith("test.yaml:1:1: a rate such as 50, 50/s or 300/min is expected here, got ");
    }

    @Test
    void namesOfAnEnum() {
        Shape<Order> shape = Shapes.oneOf(Order.class);

        assertThat(read(shape, "in-turn")).isEqualTo(Order.IN_TURN);
        assertThat(read(shape, "IN_TURN")).isEqualTo(Order.IN_TURN);
        assertThat(read(shape, "Random")).isEqualTo(Order.RANDOM);
        assertThat(refused(shape, "randum")).isEqualTo("""
            test.yaml:1:1: in-turn or random is expected here, got the value "randum"; did you mean "random"?
                1 | randum
                  | ^^^^^^\
            """);
        assertThat(refused(shape, "[random]")).isEqualTo("""
            test.yaml:1:1: in-turn or random is expected here, got a list
                1 | [random]
                  | ^\
            """);
        assertThat(Bound.schema(shape).get("allOf"))
                .isEqualTo(List.of(Map.of(
                        "anyOf",
                        List.of(
                                Map.of("enum", List.of("in-turn", "random")),
                                Map.of(
                                        "type",
                                        "string",
                                        "pattern",
                                        "^(?:[iI][nN][-_][tT][uU][rR][nN]|[rR][aA][nN][dD][oO][mM])$|\\$\\{.+\\}")))));
    }

    @Test
    void variablesOfTheEnvironmentAreLeftToThoseWhoFillThemIn() {
        for (Shape<?> shape : List.of(
                Shapes.integer(1, 2),
                Shapes.number(0, 1),
                Shapes.share(),
                Shapes.bool(),
                SECONDS,
                Shapes.rate(),
                Shapes.oneOf(Order.class),
                Shapes.text(),
                Shapes.word())) {
            assertThat(Bound.of(shape, "${USERS:-10}").faults()).isEmpty();
        }
    }

    @Test
    void whatCannotBeFilledInIsToldOnce() {
        var mistakes = new Mistakes();
        var text = new Value.Text(new Document("test.yaml", "${USERS}").start(), "", false, null);
        mistakes.add(text.place(), "users", "the environment variable USERS is not set");

        assertThat(Shapes.count(1).read(text, new Reading("users", mistakes))).isNull();
        assertThat(Shapes.oneOf(Order.class).read(text, new Reading("users", mistakes)))
                .isNull();
        assertThat(mistakes.found()).hasSize(1);
    }

    @Test
    void aSingleValueIsAListOfOne() {
        Shape<List<Duration>> shape = Shapes.listOf(SECONDS);

        assertThat(read(shape, "[1s, 2]")).containsExactly(Duration.ofSeconds(1), Duration.ofSeconds(2));
        assertThat(read(shape, "1s")).containsExactly(Duration.ofSeconds(1));
        assertThat(read(shape, "[]")).isEmpty();
    }

    @Test
    void eachItemOfAListHasItsMistake() {
        assertThat(refused(Shapes.listOf(Shapes.count(1)), "- 0\n- 1\n- x\n-\n"))
                .isEqualTo("""
                    3 mistakes
                    test.yaml:1:3: [0]: a whole number from 1 to 2147483647 is expected here, got the value "0"
                        1 | - 0
                          |   ^
                    test.yaml:3:3: [2]: a whole number from 1 to 2147483647 is expected here, got the value "x"
                        3 | - x
                          |   ^
                    test.yaml:4:2: [3]: a whole number from 1 to 2147483647 is expected here, got nothing
                        4 | -
                          |  ^\
                    """);
        assertThat(refused(Shapes.listOf(Shapes.count(1)), "a: 1")).isEqualTo("""
            test.yaml:1:1: a list of which each item is a whole number from 1 to 2147483647 is expected here, got a \
            mapping
                1 | a: 1
                  | ^\
            """);
    }

    @Test
    void mappingsOfNames() {
        Shape<Map<String, Duration>> shape = Shapes.mapOf("limits", SECONDS);

        assertThat(read(shape, "a: 1s\n'b c': 2"))
                .isEqualTo(Map.of("a", Duration.ofSeconds(1), "b c", Duration.ofSeconds(2)));
        assertThat(read(shape, "{}")).isEmpty();
        assertThat(read(shape, "~")).isEmpty();
        assertThat(refused(shape, "a: x\nb: 1s\nc:")).isEqualTo("""
            2 mistakes
            test.yaml:1:4: a: a duration such as 30s, 1m30s or 2h, or a number of seconds is expected here, got the \
            value "x"
                1 | a: x
                  |    ^
            test.yaml:3:3: c: a duration such as 30s, 1m30s or 2h, or a number of seconds is expected here, got nothing
                3 | c:
                  |   ^\
            """);
        assertThat(refused(shape, "- 1s"))
                .startsWith("test.yaml:1:1: limits (a mapping of names) is expected here, got a list\n");
    }

    @Test
    void theFirstShapeThatAValueOfItsKindMayHave() {
        Shape<Object> shape = Shapes.either(Shapes.count(1), Shapes.mapOf("names", Shapes.text()));

        assertThat(read(shape, "5")).isEqualTo(5);
        assertThat(read(shape, "a: b")).isEqualTo(Map.of("a", "b"));
        assertThat(refused(shape, "five"))
                .startsWith("test.yaml:1:1: a whole number from 1 to 2147483647 is expected here, got the value ");
        assertThat(refused(shape, "[5]")).isEqualTo("""
            test.yaml:1:1: a whole number from 1 to 2147483647, or names (a mapping of names) is expected here, got a \
            list
                1 | [5]
                  | ^\
            """);
    }

    @Test
    void whatIsMadeOfAValueMayBeRefused() {
        Shape<Integer> even = Shapes.count(0).as(number -> {
            if (number % 2 == 1) {
                throw new IllegalArgumentException("must be even");
            }
            return Math.multiplyExact(number, 2);
        });

        assertThat(read(even, "4")).isEqualTo(8);
        assertThat(refusedByReaderAlone(even, "3")).isEqualTo("""
            test.yaml:1:1: must be even
                1 | 3
                  | ^\
            """);
        assertThat(refusedByReaderAlone(even, "2000000000")).startsWith("test.yaml:1:1: integer overflow\n");
    }

    @Test
    void longTextsAreCutInMessages() {
        assertThat(Bound.of(Shapes.bool(), "x".repeat(81)).message())
                .startsWith(
                        "test.yaml:1:1: true or false is expected here, got the value \"" + "x".repeat(80) + "...\"\n");
        assertThat(Bound.of(Shapes.bool(), "|\n  two\n  lines\n").message())
                .startsWith("test.yaml:1:1: true or false is expected here, got the value \"two lines \"\n");
    }
}
