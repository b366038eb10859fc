package dev.perf.engine.internal.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TemplateMistakesTest {

    private static final String FUNCTIONS =
            "the functions are base64, base64Url, counter, env, epochMillis, epochSeconds, hmacSha1, hmacSha256,"
                    + " hmacSha512, iteration, jsonEscape, md5, now, oneOf, randomAlphanumeric, randomDigits,"
                    + " randomDouble, randomHex, randomInt, randomString, scenario, sha1, sha256, sha512, urlEncode,"
                    + " userId, uuid";

    static Stream<Arguments> mistakes() {
        return Stream.of(
                arguments("/a#{id", "2: \"#{\" is never closed; add the missing \"}\"", "  ^"),
                arguments("#{", "0: \"#{\" is never closed; add the missing \"}\"", "^"),
                arguments("/#{}", "1: \"#{}\" names no value; put a session key between the braces", " ^"),
                arguments("/#{a b}", "5: \"}\" or \"?:\" must come here, got \"b\"", "     ^"),
                arguments("#{a + 1}", "4: \"}\" or \"?:\" must come here, got \"+\"", "    ^"),
                arguments("#{*}", "2: a session key, a function or a \"text\" must come here, got \"*\"", "  ^"),
                arguments("#{a.}", "4: a name must come after the point", "    ^"),
                arguments("#{x ?: 'y}", "7: the text that begins here is never closed; add the missing '", "       ^"),
                arguments("#{x ?: 1.}", "9: digits must come after the point of a number", "         ^"),
                arguments(
                        "#{x ?: 99999999999999999999}",
                        "7: 99999999999999999999 is too large a number; at most 9223372036854775807 is allowed",
                        "       ^"),
                arguments("/#{uid()}", "3: there is no function \"uid\"; did you mean \"uuid\"? " + FUNCTIONS, "   ^"),
                arguments(
                        "#{EPOCHMILLIS()}",
                        "2: there is no function \"EPOCHMILLIS\"; did you mean \"epochMillis\"? " + FUNCTIONS,
                        "  ^"),
                arguments(
                        "#{fake.name()}",
                        "7: there is no function \".name()\" of values; they have .exists(),"
                                + " .random() and .size()",
                        "       ^"),
                arguments("#{a.size(1)}", "9: .size() takes no arguments; close it with \")\"", "         ^"),
                arguments("#{a.size().b}", "10: \"}\" or \"?:\" must come here, got \".\"", "          ^"),
                arguments("#{randomInt(1)}", "2: randomInt(from, to) was given 1 argument", "  ^"),
                arguments("#{uuid(1, 2)}", "2: uuid() was given 2 arguments", "  ^"),
                arguments("#{now('a', 'b', 'c')}", "2: now([pattern[, zone]]) was given 3 arguments", "  ^"),
                arguments("#{oneOf()}", "2: oneOf(value[, more...]) was given 0 arguments", "  ^"),
                arguments("#{sha256('a';)}", "12: \",\" or \")\" must come here, got \";\"", "            ^"),
                arguments("#{items[0}", "9: \"]\" must come here, got \"}\"", "         ^"),
                arguments(
                        "#{randomInt(5, 1)}",
                        "15: randomInt(from, to): it draws from 5 up, which is more than 1",
                        "               ^"),
                arguments("#{randomInt('a', 1)}", "12: randomInt(from, to): \"a\" is no whole number", "            ^"),
                arguments(
                        "#{randomDouble(1, 2, 99)}",
                        "21: randomDouble(from, to[, decimals]): decimals must be between 0 and 15, got 99",
                        "                     ^"),
                arguments(
                        "#{randomString(-1)}",
                        "15: randomString(length): length must be between 0 and 100000, got -1",
                        "               ^"),
                arguments(
                        "#{now('bad pattern')}",
                        "6: now([pattern[, zone]]): \"bad pattern\" is no pattern of"
                                + " java.time.format.DateTimeFormatter: Unknown pattern letter: b",
                        "      ^"),
                arguments(
                        "#{now('HH', 'Mars')}",
                        "12: now([pattern[, zone]]): there is no time zone \"Mars\"; give one such as"
                                + " \"Europe/Berlin\", \"UTC\" or \"+02:00\"",
                        "            ^"),
                arguments(
                        "#{hmacSha256('', 'x')}",
                        "13: hmacSha256(key, value): the key must not be empty",
                        "             ^"),
                arguments(
                        "#{counter(name)}",
                        "10: counter(name): the name of a counter must be a text in quotes",
                        "          ^"),
                arguments(
                        "#{env('HOSTS')}",
                        "6: there is no environment variable \"HOSTS\"; did you mean \"HOST\"? Set it otherwise, or"
                                + " give a default with #{env(\"HOSTS\") ?: \"...\"}",
                        "      ^"),
                arguments(
                        "#{env('CI')}",
                        "6: there is no environment variable \"CI\"; set it, or give a default with #{env(\"CI\") ?:"
                                + " \"...\"}",
                        "      ^"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void saysWhereTheMistakeIsAndWhatToDo(String source, String problem, String caret) {
        assertThatThrownBy(() -> compile(source))
                .isInstanceOf(InvalidTemplateException.class)
                .hasMessage("template at " + problem + "\n      " + source + "\n      " + caret);
    }

    @Test
    void tellsAllMistakesOfATemplate() {
        assertThatThrownBy(() -> compile("#{randomInteger()} #{id} #{other(} it's #{} #{a.b"))
                .hasMessage("template at 2: there is no function \"randomInteger\"; did you mean \"randomInt\"? "
                        + FUNCTIONS + "\n      #{randomInteger()} #{id} #{other..."
                        + "\n        ^"
                        + "\ntemplate at 27: there is no function \"other\"; " + FUNCTIONS
                        + "\n      #{randomInteger()} #{id} #{other(} it's #{} #{a.b"
                        + "\n                                 ^"
                        + "\ntemplate at 40: \"#{}\" names no value; put a session key between the braces"
                        + "\n      #{randomInteger()} #{id} #{other(} it's #{} #{a.b"
                        + "\n                                              ^"
                        + "\ntemplate at 44: \"#{\" is never closed; add the missing \"}\""
                        + "\n      ...ndomInteger()} #{id} #{other(} it's #{} #{a.b"
                        + "\n                                                 ^");
    }

    @Test
    void goesOnBehindAPlaceThatHasAMistake() {
        assertThatThrownBy(() -> compile("#{nope('#{*}', \"}\")} #{a b #{*}"))
                .isInstanceOfSatisfying(
                        InvalidTemplateException.class,
                        malformed -> assertThat(malformed.mistakes())
                                .containsExactly(
                                        "template at 2: there is no function \"nope\"; " + FUNCTIONS
                                                + "\n      #{nope('#{*}', \"}\")} #{a b #{*}\n        ^",
                                        "template at 25: \"}\" or \"?:\" must come here, got \"b\"\n"
                                                + "      #{nope('#{*}', \"}\")} #{a b #{*}\n"
                                                + "                               ^",
                                        "template at 29: a session key, a function or a \"text\" must come here, got"
                                                + " \"*\"\n"
                                                + "      #{nope('#{*}', \"}\")} #{a b #{*}\n"
                                                + "                                   ^"));
    }

    @Test
    void tellsAllMistakesOfAJsonBody() {
        assertThatThrownBy(() -> new Templates(Map.of()).compileJson("{\"a\": \"#{}\", \"b\": \"/#{c\"}"))
                .hasMessage("template at 0: \"#{}\" names no value; put a session key between the braces"
                        + "\n      #{}\n      ^"
                        + "\ntemplate at 1: \"#{\" is never closed; add the missing \"}\"\n      /#{c\n       ^");
    }

    @Test
    void tellsAllVariablesThatAreNotThere() {
        assertThatThrownBy(() -> compile("#{hmacSha256(env('KEY'), env('TEXT'))}"))
                .hasMessage("template at 17: there is no environment variable \"KEY\"; set it, or give a default with"
                        + " #{env(\"KEY\") ?: \"...\"}"
                        + "\n      #{hmacSha256(env('KEY'), env('TEXT'))}\n                       ^"
                        + "\ntemplate at 29: there is no environment variable \"TEXT\"; set it, or give a default with"
                        + " #{env(\"TEXT\") ?: \"...\"}"
                        + "\n      #{hmacSha256(env('KEY'), env('TEXT'))}\n                                   ^");
    }

    private static void compile(String source) {
        new Templates(Map.of("HOST", "shop.test")).compile(source);
    }

    @ParameterizedTest
    @MethodSource("longOnes")
    void showsOnlyWhatSurroundsTheMistake(String source, String excerpt) {
        assertThatThrownBy(() -> new Templates(Map.of()).compile(source))
                .isInstanceOf(InvalidTemplateException.class)
                .hasMessageEndingWith(excerpt);
    }

    static Stream<Arguments> longOnes() {
        return Stream.of(
                arguments("first\n\tsecond #{*}\nthird", "\n       second #{*}\n                ^"),
                arguments(
                        "a".repeat(100) + "#{*}" + "b".repeat(100),
                        "\n      ..." + "a".repeat(38) + "#{*}" + "b".repeat(28) + "...\n      " + " ".repeat(43)
                                + "^"));
    }
}
