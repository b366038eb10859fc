package dev.perf.engine.internal.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Regular expressions and boundaries. */
class TextFindersTest {

    @Test
    void takesTheFirstGroupOrTheWholeMatchOrTheGroupThatIsNamed() {
        assertThat(RegexGroup.compile("id=[0-9]+", null).first("x id=12;")).isEqualTo("id=12");
        assertThat(RegexGroup.compile("(i)d=([0-9]+)", null).first("x id=12;")).isEqualTo("i");
        assertThat(RegexGroup.compile("(i)d=([0-9]+)", "2").first("x id=12;")).isEqualTo("12");
        assertThat(RegexGroup.compile("(i)d=([0-9]+)", "0").first("x id=12;")).isEqualTo("id=12");
        assertThat(RegexGroup.compile("(i)d=(?<number>[0-9]+)", "number").first("x id=12;"))
                .isEqualTo("12");
        assertThat(RegexGroup.compile("(i)d", null).first("nothing")).isNull();
    }

    @Test
    void leavesOutMatchesInWhichTheGroupHasNoPart() {
        RegexGroup group = RegexGroup.compile("a(b)?", null);

        assertThat(group.first("a ab")).isNull();
        assertThat(group.all("a ab a ab")).containsExactly("b", "b");
        assertThat(RegexGroup.compile("[0-9]", null).all("1 2 3")).containsExactly("1", "2", "3");
        assertThat(RegexGroup.compile("[0-9]", null).all("none")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "a(b | - | regular expression \"a(b\" at 3: Unclosed group",
                "a[b | - | regular expression \"a[b\" at 2: Unclosed character class",
                "a | 1 | regular expression \"a\" has no group 1; take one from 0, the whole match, to 0",
                "(a)(b) | 3 | regular expression \"(a)(b)\" has no group 3; take one from 0, the whole match, to 2",
                "(a) | -1 | regular expression \"(a)\" has no group -1; take one from 0, the whole match, to 1",
                "(a) | id | regular expression \"(a)\" has no group \"id\"; name one with (?<id>...)",
                "(?<b>x)(?<a>y) | id | regular expression \"(?<b>x)(?<a>y)\" has no group \"id\"; its named groups are"
                        + " [a, b]",
            })
    void refusesWhatIsMalformed(String pattern, @Nullable String group, String message) {
        assertThatThrownBy(() -> RegexGroup.compile(pattern, group))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void findsWhatStandsBetweenTwoTexts() {
        var quoted = new Boundaries("token=\"", "\"");

        assertThat(quoted.first("x token=\"abc\" token=\"d\"")).isEqualTo("abc");
        assertThat(quoted.all("x token=\"abc\" token=\"d\" token=\"\" token=\"open"))
                .containsExactly("abc", "d", "");
        assertThat(quoted.first("token=\"open")).isNull();
        assertThat(quoted.first("")).isNull();
        assertThat(new Boundaries("|", "|").all("|a|b|c|")).containsExactly("a", "c");
        assertThat(new Boundaries("", ":").all("key:value:more")).containsExactly("key");
        assertThat(new Boundaries("key:", "").all("key:value key:more")).containsExactly("value key:more");
        assertThatThrownBy(() -> new Boundaries("", ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("between(\"\", \"\") names no text on either side; give one, or take body()");
    }
}
