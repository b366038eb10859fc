package dev.perf.engine.internal.document;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.document.Value.Text;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read from files of settings such as locust.conf, and where it stands. */
class IniReaderTest {

    private final Mistakes mistakes = new Mistakes();

    private String read(String text) {
        String shown = shown(IniReader.read(new Document("locust.conf", text), mistakes));
        assertThat(mistakes.found()).isEmpty();
        return shown;
    }

    private String refused(String text) {
        IniReader.read(new Document("locust.conf", text), mistakes);
        assertThat(mistakes.areNone()).isFalse();
        return mistakes.message();
    }

    /** Writes values in one line, with line, column and length. */
    private static String shown(Value value) {
        return switch (value) {
            case Text text -> (text.isQuoted() ? "'" + text.text() + "'" : text.text()) + "@" + at(text.place());
            case Nothing nothing -> "nothing";
            case Items items ->
                items.items().stream().map(IniReaderTest::shown).toList().toString();
            case Entries entries ->
                entries.entries().stream()
                        .map(entry -> entry.key().text() + "@" + at(entry.key().place()) + "=" + shown(entry.value()))
                        .collect(joining(", ", "{", "}"));
        };
    }

    private static String at(Place place) {
        return place.line() + ":" + place.column() + "+" + place.length();
    }

    @Test
    void keysAndValuesKnowWhereTheyStand() {
        assertThat(read("# settings\nusers = 100\n\n[master]\n  host = http://a:80 ; where\n"))
                .isEqualTo("{users@2:1+5=100@2:9+3, host@5:3+4=http://a:80@5:10+11}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"k = v", "k=v", "k: v", "k:v", "k v", "--k v", "--k = v", "\tk\t=\tv\t", "k   v # c", "k = v ;c"
            })
    void aKeyAndItsValueAreWrittenInManyWays(String line) {
        assertThat(read(line)).matches("\\{k@1:\\d\\+1=v@1:\\d\\+1}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "k = a#b;c          | {k@1:1+1=a#b;c@1:5+5}",
                "k = a # b ; c      | {k@1:1+1=a@1:5+1}",
                "k = 'a # b'        | {k@1:1+1='a # b'@1:5+7}",
                "k = \"a\" # b      | {k@1:1+1='a'@1:5+3}",
                "k = \"a\" b        | {k@1:1+1=\"a\" b@1:5+5}",
                "k = 'a             | {k@1:1+1='a@1:5+2}",
                "k = a b  c         | {k@1:1+1=a b  c@1:5+6}",
                "k = a = b: c       | {k@1:1+1=a = b: c@1:5+8}",
                "k =                | {k@1:1+1=nothing}",
                "k = # none         | {k@1:1+1=nothing}",
                "k                  | {k@1:1+1=true@1:1+1}",
                "--k                | {k@1:3+1=true@1:3+1}",
                "k # so             | {k@1:1+1=true@1:1+1}",
                "k = [a, b c ,'d']  | {k@1:1+1=[a@1:6+1, b c@1:9+3, 'd'@1:14+3]}",
                "k = [\"a\", \"b\"] | {k@1:1+1=['a'@1:6+3, 'b'@1:11+3]}",
                "k = [1,]           | {k@1:1+1=[1@1:6+1]}",
                "k = []             | {k@1:1+1=[]}",
                "k = [a             | {k@1:1+1=[a@1:5+2}",
            })
    void valuesEndWhereCommentsBegin(String line, String expected) {
        assertThat(read(line)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "# a = b", "; a = b", "[section]", "---", "-------- a", "  # a", "\ufeff# a"})
    void commentsSectionsAndRulesArePassedOver(String text) {
        assertThat(read(text)).isEqualTo("{}");
    }

    @Test
    void aByteOrderMarkIsNoPartOfAKey() {
        assertThat(read("\ufeffk = v")).isEqualTo("{k@1:2+1=v@1:6+1}");
    }

    @Test
    void linesMayEndAsOnWindows() {
        assertThat(read("a = 1\r\nb = 2\r\n")).isEqualTo("{a@1:1+1=1@1:5+1, b@2:1+1=2@2:5+1}");
    }

    @Test
    void aKeyMayComeTwiceWithOneValue() {
        assertThat(read("[master]\nloglevel = INFO\n[worker]\nloglevel: INFO\n"))
                .isEqualTo("{loglevel@2:1+8=INFO@2:12+4}");
    }

    @Test
    void aKeyThatComesTwiceWithDifferentValuesIsTold() {
        assertThat(refused("[master]\nhost = a\n[worker]\nhost = b\n")).isEqualTo("""
            locust.conf:4:1: host: the key stands here a second time with another value, first in line 2; sections do not keep them apart, so keep one
                4 | host = b
                  | ^^^^\
            """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"= v", ": v", "k#v = 1", "k;v", "--", "-- = v"})
    void aLineWithoutAKeyIsTold(String line) {
        assertThat(refused(line))
                .startsWith(
                        "locust.conf:1:1: a key and its value are expected here, such as users = 100; comments begin"
                                + " with # or ;\n"
                                + "    1 | " + line + "\n");
    }

    @Test
    void aFileOfAnotherKindIsGivenUp() {
        refused("= \n".repeat(100_000));

        assertThat(mistakes.found()).hasSize(51);
    }

    @Test
    void aFileThatIsTooLargeIsTold() {
        refused("k = v\n".repeat(600_000));

        assertThat(mistakes.found())
                .extracting(Mistake::text)
                .containsExactly("the file has 3600000 characters; at most 3000000 are allowed");
    }

    /** In time that grows with the length alone, however the line is written. */
    @ParameterizedTest
    @ValueSource(strings = {" ", "' ", "# ", "a ", ", ", "[", "\" #"})
    void longLinesAreReadInOneGo(String repeated) {
        String line = "k = " + repeated.repeat(1_000_000 / repeated.length());

        assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> IniReader.read(new Document("locust.conf", line), mistakes));
    }
}
