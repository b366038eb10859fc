package dev.perf.engine.internal.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where json-path follows RFC 9535, where it does not, and what is refused because it would be taken for another path. */
class JsonPathDialectTest {

    private static final byte[] DOCUMENT = """
        {"shop": {"books": [
          {"id": 1, "title": "A", "price": 8.95, "tags": ["x", "y"]},
          {"id": 2, "title": "B", "price": 12.99, "isbn": "0-553"},
          {"id": 3, "title": "C", "price": 8.99, "isbn": null}],
         "bike": {"price": 19.95, "colour": "red"}},
         "n": [0, 1, 2, 3, 4, 5, 6, 7, 8, 9], "a.b": "dotted", "\u00e4": "umlaut", "empty": []}\
        """.getBytes(StandardCharsets.UTF_8);

    private static String found(String expression) {
        return JsonPaths.write(
                JsonPaths.findAll(JsonPaths.compile(expression), JsonPaths.parse(DOCUMENT, 0, DOCUMENT.length)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "$.shop.books[0].title => [\"A\"]",
                "$['shop']['bike'][\"colour\"] => [\"red\"]",
                "$['a.b'] => [\"dotted\"]",
                "$.\u00e4 => [\"umlaut\"]",
                "$.shop.books[-1].id => [3]",
                "$.shop.books[9] => []",
                "$.nothing.at.all => []",
                "$.shop.books[2].isbn => [null]",
                "$.shop.books[*].id => [1,2,3]",
                "$.shop.bike.* => [19.95,\"red\"]",
                "$.n[0,2] => [0,2]",
                "$.n[1:3] => [1,2]",
                "$.n[8:] => [8,9]",
                "$.n[:2] => [0,1]",
                "$.n[-2:] => [8,9]",
                "$.n[:-8] => [0,1]",
                "$.empty[*] => []",
                "$..isbn => [\"0-553\",null]",
                "$..tags[1] => [\"y\"]",
                "$.shop.books[?(@.price < 9)].id => [1,3]",
                "$.shop.books[?(@.price >= 8.99 && @.id != 3)].id => [2]",
                "$.shop.books[?(@.title == 'B' || @.id == 3)].id => [2,3]",
                "$.shop.books[?(@.tags)].id => [1]",
                "$.shop.books[?(!(@.tags))].id => [2,3]",
                "$.shop.books[?(@.price < $.shop.bike.price)].id => [1,2,3]",
            })
    void followsTheStandard(String expression, String values) {
        assertThat(found(expression)).isEqualTo(values);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "$.shop.bike['price','colour'] => [{\"price\":19.95,\"colour\":\"red\"}]",
                "$.n.length() => [10]",
                "$.n.sum() => [45.0]",
                "$.shop.books[?(@.title =~ /[ab]/i)].id => [1,2]",
            })
    void differsFromTheStandard(String expression, String values) {
        assertThat(found(expression)).isEqualTo(values);
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " => ",
            quoteCharacter = '`',
            value = {
                "$[?@.a == 1] => JSONPath \"$[?@.a == 1]\" is malformed: Could not parse token starting at position 1."
                        + " Expected ?, ', 0-9, *",
                "$.shop.books[?(@.id in [1, 3])] => JSONPath \"$.shop.books[?(@.id in [1, 3])]\": lists and objects in"
                    + " filters need net.minidev:json-smart on the class path; add it, or write @.a == 1 || @.a == 2",
                "$.n[0,2:4] => JSONPath \"$.n[0,2:4]\" is malformed: Failed to parse SliceOperation: 0,2:4",
                "$.n[*,1] => JSONPath \"$.n[*,1]\" is malformed: Expected wildcard token to end with ']' on position 5",
                "$.n[:] => JSONPath \"$.n[:]\" is malformed: Failed to parse SliceOperation: :",
                "$[?length(@.a) > 1] => JSONPath \"$[?length(@.a) > 1]\" is malformed: Could not parse token starting"
                        + " at position 1. Expected ?, ', 0-9, *",
                "$.n[1:6:2] => JSONPath \"$.n[1:6:2]\" at 4: slices have no steps here; take them without",
                "$.n[::2] => JSONPath \"$.n[::2]\" at 4: slices have no steps here; take them without",
                "$.n[1:-1] => JSONPath \"$.n[1:-1]\" at 4: a slice from one index to another counts both from the"
                        + " beginning here",
                "$.n[-3:-1] => JSONPath \"$.n[-3:-1]\" at 4: a slice from one index to another counts both from the"
                        + " beginning here",
                "$.n[0 => JSONPath \"$.n[0\" at 3: \"[\" is never closed",
                "$.n['a] => JSONPath \"$.n['a]\" at 4: the quote is never closed",
                "$.n)] => JSONPath \"$.n)]\" at 3: \")\" closes nothing",
                "n[0] => JSONPath \"n[0]\" at 0: it must begin with \"$\"",
            })
    void refusesWhatItWouldNotUnderstand(String expression, String message) {
        assertThatThrownBy(() -> JsonPaths.compile(expression))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }
}
