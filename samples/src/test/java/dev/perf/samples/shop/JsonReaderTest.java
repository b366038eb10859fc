package dev.perf.samples.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    @Test
    void readsEveryKindOfValue() {
        JsonObject object = read(" {\"text\" : \"a\",\n"
                + "\"number\":-1.5e2,\"yes\":true,\"no\":false,\"none\":null,\"list\":[1,[],{}],\"map\":{\"a\":\"b\"}}"
                + " ");

        assertThat(object.members())
                .containsEntry("text", "a")
                .containsEntry("number", new BigDecimal("-1.5e2"))
                .containsEntry("yes", true)
                .containsEntry("no", false)
                .containsEntry("none", null)
                .containsEntry("list", List.of(BigDecimal.ONE, List.of(), Map.of()))
                .containsEntry("map", Map.of("a", "b"));
    }

    @Test
    void readsEscapes() {
        assertThat(read("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00 é\"}")
                        .text("a"))
                .isEqualTo("\"\\/\b\f\n\r\t\u00e9\uD83D\uDE00 é");
    }

    @Test
    void lastOfEqualNamesCounts() {
        assertThat(read("{\"a\":1,\"a\":2}").integer("a")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "``|JSON at 0: expected an object",
                "[]|JSON at 0: expected an object",
                "null|JSON at 0: expected an object",
                "{|JSON at 1: expected '\"'",
                "{}x|JSON at 2: expected the end",
                "{a:1}|JSON at 1: expected '\"'",
                "{\"a\"}|JSON at 4: expected ':'",
                "{\"a\":}|JSON at 5: expected a value",
                "{\"a\":1,}|JSON at 7: expected '\"'",
                "{\"a\":1 \"b\":2}|JSON at 7: expected \",\" or \"}\"",
                "{\"a\":[1,]}|JSON at 8: expected a value",
                "{\"a\":[1}|JSON at 7: expected \",\" or \"]\"",
                "{\"a\":tru}|JSON at 5: expected a value",
                "{\"a\":\"b|JSON at 7: expected the end of the string",
                "{\"a\":\"\\x\"}|JSON at 7: expected an escape",
                "{\"a\":\"\\|JSON at 7: expected an escape",
                "{\"a\":\"\\u12g4\"}|JSON at 10: expected a hexadecimal digit",
                "{\"a\":01}|JSON at 6: expected \",\" or \"}\"",
                "{\"a\":1.}|JSON at 7: expected a value",
                "{\"a\":.5}|JSON at 5: expected a value",
                "{\"a\":+5}|JSON at 5: expected a value",
                "{\"a\":1e}|JSON at 7: expected a value",
                "{\"a\":1e99999999999}|JSON at 5: expected a shorter number",
            })
    void refusesWhatIsNoObjectAndSaysWhere(String text, String message) {
        assertThatExceptionOfType(Refusal.class).isThrownBy(() -> read(text)).withMessage(message);
    }

    @Test
    void refusesControlCharactersInStrings() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read("{\"a\":\"\n\"}"))
                .withMessage("JSON at 6: expected the end of the string");
    }

    @Test
    void refusesNestingThatCouldExhaustTheStack() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read("{\"a\":" + "[".repeat(100_000)))
                .withMessage("JSON at 36: expected at most 32 levels");
    }

    @Test
    void refusesBytesThatAreNotUtf8() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> JsonReader.object(new byte[] {'{', (byte) 0xff, '}'}))
                .withMessage("body is not UTF-8");
    }

    @Test
    void refusesGarbageButNeverBreaks() {
        Random random = new Random(1);
        byte[] valid = "{\"a\":[1.5e3,\"\\u00e9\",null],\"b\":{\"c\":true}}".getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] garbage = Arrays.copyOf(valid, random.nextInt(valid.length + 1));
            for (int changes = random.nextInt(4); changes > 0 && garbage.length > 0; changes--) {
                garbage[random.nextInt(garbage.length)] = (byte) random.nextInt(256);
            }
            try {
                JsonReader.object(garbage);
            } catch (Refusal refusal) {
                assertThat(refusal.response().status()).isEqualTo(400);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "7.0", "\"7\"", "70e-1"})
    void takesWholeNumbersInEverySpelling(String value) {
        assertThat(read("{\"a\":" + value + "}").integer("a")).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"7.5", "\"x\"", "\"\"", "null", "true", "[]", "2147483648", "1e999999999", "1e-999999999"})
    void refusesWhatIsNoWholeNumber(String value) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read("{\"a\":" + value + "}").integer("a", 1))
                .withMessage("\"a\" must be a whole number");
    }

    @Test
    void missingMembersAreRefusedOrReplaced() {
        assertThat(read("{}").integer("a", 3)).isEqualTo(3);
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> read("{}").text("a"))
                .withMessage("\"a\" must be a string");
    }

    private static JsonObject read(String text) {
        return JsonReader.object(text.getBytes(StandardCharsets.UTF_8));
    }
}
