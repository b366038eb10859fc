package dev.perf.engine.internal.settings.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.perf.engine.MapSession;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Conditions over the data of a user. */
class ConditionTest {

    private static boolean holds(String condition) {
        var session = new MapSession();
        session.set("name", "Ada");
        session.set("empty", "");
        session.set("count", 3);
        session.set("text", "10");
        session.set("zero", 0);
        session.set("zeroText", "0.0");
        session.set("yes", true);
        session.set("no", false);
        session.set("noText", "False");
        session.set("cart", Map.of("items", List.of("milk", "bread"), "total", 4.5));
        session.set("loopCount", 2);
        return ConditionParser.parse(condition).test(session);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = ';',
            value = {
                "name ; true",
                "empty ; false",
                "missing ; false",
                "zero ; false",
                "zeroText ; false",
                "yes ; true",
                "no ; false",
                "noText ; false",
                "true ; true",
                "not no ; true",
                "!name ; false",
                "not not name ; true",
                "name == \"Ada\" ; true",
                "name == 'Ada' ; true",
                "name != 'Ada' ; false",
                "'Ada' == name ; true",
                "name < 'B' ; true",
                "count == 3 ; true",
                "count == 3.0 ; true",
                "count == '3' ; true",
                "text > 9 ; true",
                "text > '9' ; true",
                "count > text ; false",
                "count >= 3 ; true",
                "count <= 2 ; false",
                "count < 4 ; true",
                "count > -1 ; true",
                "yes == true ; true",
                "no == true ; false",
                "missing == 'x' ; false",
                "missing != 'x' ; true",
                "missing < 5 ; false",
                "missing > 5 ; false",
                "missing == missing ; false",
                "cart.total > 4 ; true",
                "cart.items[1] == 'bread' ; true",
                "cart.items[7] == 'bread' ; false",
                "cart.none.deeper ; false",
                "$loopCount == 2 ; true",
                "name and count > 3 ; false",
                "name or count > 3 ; true",
                "no or no or yes ; true",
                "yes and yes and no ; false",
                "yes or yes and no ; true",
                "(yes or yes) and no ; false",
                "not (no or zero) and name ; true",
                "yes && !no || zero ; true",
                "  count==3  ; true"
            })
    void hold(String condition, boolean expected) {
        assertThat(holds(condition)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "name = 'x' | condition \"name = 'x'\" at 6: \"= 'x'\" cannot stand here",
                "name == | condition \"name ==\" ends too early",
                "(name | condition \"(name\" ends too early",
                "name) | condition \"name)\" at 5: \")\" cannot stand here",
                "name other | condition \"name other\" at 6: \"other\" cannot stand here",
                "{{ name }} | condition \"{{ name }}\" at 1: \"{{ name }}\" cannot stand here",
                "'open | condition \"'open\" at 1: \"'open\" cannot stand here",
                "a + 1 > 2 | condition \"a + 1 > 2\" at 3: \"+ 1 > 2\" cannot stand here",
                "3abc | condition \"3abc\" at 1: \"3abc\" cannot stand here",
                "and | condition \"and\" at 1: \"and\" cannot stand here",
                "a == not b | condition \"a == not b\" at 6: \"not\" cannot stand here"
            })
    void cannotBe(String condition, String message) {
        assertThatThrownBy(() -> ConditionParser.parse(condition))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message
                        + "; it may be name, name == \"text\", count > 3, combined by and, or, not and parentheses");
    }

    @Test
    void areNotNestedForever() {
        assertThatThrownBy(() -> ConditionParser.parse("(".repeat(100_000)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the condition is nested more than 50 deep");
        assertThat(holds("not ".repeat(100_000) + "yes")).isTrue();
    }

    @Test
    void namesThatCannotBeAreRefused() {
        assertThatThrownBy(() -> ConditionParser.parse("cart.items[")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ConditionParser.parse("cart..a")).isInstanceOf(IllegalArgumentException.class);
    }
}
