package dev.perf.engine.internal.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonPointerTest {

    /** The example of RFC 6901, section 5, and a null. */
    private static final String DOCUMENT = """
        {"foo": ["bar", "baz"], "": 0, "a/b": 1, "c%d": 2, "e^f": 3, "g|h": 4, "i\\\\j": 5, "k\\"l": 6, " ": 7,
         "m~n": 8, "none": null, "10": "ten"}\
        """;

    private static final Object PARSED = parsed();

    private static Object parsed() {
        byte[] bytes = DOCUMENT.getBytes(StandardCharsets.UTF_8);
        return JsonPaths.parse(bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '=',
            ignoreLeadingAndTrailingWhitespace = false,
            quoteCharacter = '`',
            value = {
                "/foo=[bar, baz]",
                "/foo/0=bar",
                "/foo/1=baz",
                "/=0",
                "/a~1b=1",
                "/c%d=2",
                "/e^f=3",
                "/g|h=4",
                "/i\\j=5",
                "/k\"l=6",
                "/ =7",
                "/m~0n=8",
                "/10=ten",
            })
    void findsTheExamplesOfTheStandard(String pointer, String value) {
        assertThat(JsonPointer.compile(pointer).find(PARSED)).singleElement().hasToString(value);
    }

    @Test
    void theEmptyPointerIsTheWholeDocumentAndANullIsAValue() {
        assertThat(JsonPointer.compile("").find(PARSED)).singleElement().isSameAs(PARSED);
        assertThat(JsonPointer.compile("/none").find(PARSED)).hasSize(1).containsOnlyNulls();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/foo/2",
                "/foo/-",
                "/foo/-1",
                "/foo/00",
                "/foo/01",
                "/foo/+1",
                "/foo/1e0",
                "/foo/ 1",
                "/foo/4294967296",
                "/foo/99999999999999999999",
                "/foo/",
                "/foo/bar",
                "/none/x",
                "/fo",
                "/a/b",
                "/foo/0/0"
            })
    void findsNothingWhereItLeadsNowhere(String pointer) {
        assertThat(JsonPointer.compile(pointer).find(PARSED)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a/b | JSON Pointer \"a/b\" at 0: it must begin with \"/\", or be empty for the whole document",
                "$.a | JSON Pointer \"$.a\" at 0: it must begin with \"/\", or be empty for the whole document",
                "/a~ | JSON Pointer \"/a~\" at 2: \"~\" must be followed by 0, for \"~\" itself, or 1, for \"/\"",
                "/a~2b/c | JSON Pointer \"/a~2b/c\" at 2: \"~\" must be followed by 0, for \"~\" itself, or 1, for"
                        + " \"/\"",
                "/~~0 | JSON Pointer \"/~~0\" at 1: \"~\" must be followed by 0, for \"~\" itself, or 1, for \"/\"",
            })
    void refusesWhatIsMalformed(String pointer, String message) {
        assertThatThrownBy(() -> JsonPointer.compile(pointer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
