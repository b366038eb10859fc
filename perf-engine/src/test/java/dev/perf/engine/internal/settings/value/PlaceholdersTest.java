package dev.perf.engine.internal.settings.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.engine.internal.settings.flow.Filling;
import dev.perf.engine.internal.shape.Bound;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Placeholders of Artillery as those of Perf, and values as JSON has them. */
class PlaceholdersTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "no placeholder | no placeholder",
                "#{name} | #{name}",
                "{{ name }} | #{name}",
                "{{name}} | #{name}",
                "{{{ name }}} | #{name}",
                "a{{ a }}b{{ b }}c | a#{a}b#{b}c",
                "{{ user.names[0] }} | #{user.names[0]}",
                "{\"id\": {{ id }}} | {\"id\": #{id}}",
                "{{ $randomNumber(1, 100) }} | #{randomInt(1, 100)}",
                "{{ $randomNumber( 1 ,100 ) }} | #{randomInt(1 ,100)}",
                "{{ $randomString(8) }} | #{randomAlphanumeric(8)}",
                "{{ $randomString() }} | #{randomAlphanumeric(10)}",
                "{{ $randomString }} | #{randomAlphanumeric(10)}",
                "{{ $uuid }} | #{uuid()}",
                "{{ $uuid() }} | #{uuid()}",
                "{{ $now }} | #{epochMillis()}",
                "{{ $processEnvironment.PATH }} | #{env('PATH')}",
                "{{ $env.PATH }} | #{env('PATH')}",
                "{{ $loopCount }} | #{loopCount}",
                "{{ $loopElement }} | #{loopElement}",
                "{{ $1 costs | {{ $1 costs",
                "{ { name } } | { { name } }"
            })
    void translated(String text, String expected) {
        assertThat(Placeholders.translated(text)).isEqualTo(expected);
        assertThat(Filling.template(expected).toString()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ $faker.name() }}", "{{ 1 + 1 }}", "{{ }}", "{{ name | upper }}", "{{ $loopCount(1) }}"})
    void thoseThatMeanNothingAreRefused(String text) {
        assertThatThrownBy(() -> Placeholders.translated(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void tellsWhatIsKnown() {
        assertThatThrownBy(() -> Placeholders.translated("{{ $template }}"))
                .hasMessage(
                        "{{ $template }} has no function of Perf that does the same; known are $randomNumber(from, to),"
                                + " $randomString(length), $uuid, $now, $env.NAME, $loopCount and $loopElement");
        assertThatThrownBy(() -> Placeholders.translated("{{ a b }}"))
                .hasMessage("{{ a b }} is neither the name of a value nor a function; for a value write {{ name }}");
    }

    @ParameterizedTest
    @CsvSource({
        "no",
        "yes",
        "on",
        "010",
        "01234",
        "1:30",
        "1_000",
        "0x10",
        ".5",
        "5.",
        "True",
        "NaN",
        "1e9999",
        "1234567890123456789012345678901234567890"
    })
    void textsOfDataStayTexts(String text) {
        assertThat(Bound.read(Texts.DATA, text)).isEqualTo(text);
    }

    @Test
    void dataIsWhatJsonHas() {
        assertThat(Bound.read(Texts.DATA, """
            {a: 1, b: -1.50, c: true, d: '1', e: "true", f: [1, ~, x], g: {}, h: ~, "{{ k }}": "{{ v }}", i: 1e3, j: 1e30,
            k: 123456789012345678901234567890, l: "null"}\
            """))
                .isEqualTo(map(
                        "a",
                        1L,
                        "b",
                        new BigDecimal("-1.50"),
                        "c",
                        true,
                        "d",
                        "1",
                        "e",
                        "true",
                        "f",
                        Arrays.asList(1L, null, "x"),
                        "g",
                        Map.of(),
                        "h",
                        null,
                        "#{k}",
                        "#{v}",
                        "i",
                        1000L,
                        "j",
                        new BigDecimal("1e30"),
                        "k",
                        new BigDecimal("123456789012345678901234567890"),
                        "l",
                        "null"));
        assertThat(Bound.read(Texts.DATA, "[1, 2]")).isEqualTo(List.of(1L, 2L));
    }

    @SuppressWarnings("NullAway") // values of JSON may be null
    private static Map<String, Object> map(Object... pairs) {
        var map = new java.util.LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return map;
    }

    @Test
    void nothingIsNoData() {
        assertThat(Bound.of(Texts.DATA, "~").message())
                .startsWith("test.yaml:1:1: a value is expected here, got nothing\n");
    }
}
