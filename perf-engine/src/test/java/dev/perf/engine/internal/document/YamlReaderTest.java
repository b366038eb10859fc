package dev.perf.engine.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Items;
import dev.perf.engine.internal.document.Value.Nothing;
import dev.perf.engine.internal.document.Value.Text;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is read from YAML, and where it stands; and what is refused, word by word. */
class YamlReaderTest {

    private final Mistakes mistakes = new Mistakes();

    private Value read(String text) {
        Value value = YamlReader.read(new Document("test.yaml", text), mistakes);
        assertThat(mistakes.found()).isEmpty();
        return Objects.requireNonNull(value);
    }

    private String refused(String text) {
        YamlReader.read(new Document("test.yaml", text), mistakes);
        assertThat(mistakes.areNone()).isFalse();
        return mistakes.message();
    }

    /** Writes values in one line, with their places. */
    private static String shown(Value value) {
        return switch (value) {
            case Text text ->
                (text.isQuoted() ? "'" + text.text() + "'" : text.text()) + "@"
                        + text.place().line() + ":" + text.place().column();
            case Nothing nothing -> "nothing";
            case Items items ->
                items.items().stream().map(YamlReaderTest::shown).toList().toString();
            case Entries entries ->
                entries.entries().stream()
                        .map(entry -> entry.key().text() + "=" + shown(entry.value()))
                        .toList()
                        .toString()
                        .replace('[', '{')
                        .replace(']', '}');
        };
    }

    @Test
    void valuesKnowWhereTheyStand() {
        assertThat(shown(read("""
            name: shop # a comment
            flow:
              - get: /products
              - 'two words'
            empty:
            """)))
                .isEqualTo("{name=shop@1:7, flow={{get=/products@3:10}, 'two words'@4:5}, empty=nothing}");
    }

    @ParameterizedTest
    @CsvSource({"1:30", "no", "010", "1_000", "0x1F", "2026-11-22", ".5", "on", "12e03", "1:30:00"})
    void textsStayAsTheyAreWritten(String text) {
        assertThat(read("v: " + text))
                .isInstanceOfSatisfying(
                        Entries.class,
                        entries -> assertThat(entries.get("v"))
                                .isInstanceOfSatisfying(
                                        Text.class,
                                        value -> assertThat(value.text()).isEqualTo(text)));
    }

    @Test
    void jsonIsAPartOfIt() {
        assertThat(shown(read("{\"stages\": [{\"duration\": \"2m\", \"target\": 100}], \"none\": null}")))
                .isEqualTo("{stages={{duration='2m'@1:26, target=100@1:42}}, none=nothing}");
    }

    @Test
    void aliasesAndMergedMappingsAreFollowed() {
        assertThat(shown(read("""
            base: &base {users: 5, time: 2m}
            one: {<<: *base, users: 7}
            two: *base
            """)))
                .isEqualTo("{base={users=5@1:21, time=2m@1:30}, one={users=7@2:25, time=2m@1:30},"
                        + " two={users=5@1:21, time=2m@1:30}}");
    }

    @Test
    void anEmptyDocumentIsNothing() {
        assertThat(read("")).isInstanceOf(Nothing.class);
        assertThat(read("# only a comment\n")).isInstanceOf(Nothing.class);
    }

    @Test
    void aKeyThatComesTwiceIsToldWithBothPlaces() {
        assertThat(refused("profiles:\n  smoke:\n    users: 5\n    time: 2m\n    users: 6\n"))
                .isEqualTo("""
                    test.yaml:5:5: profiles.smoke.users: the key stands here a second time, first in line 3; keep one
                        5 |     users: 6
                          |     ^^^^^\
                    """);
    }

    @Test
    void allOfThemAreToldInTheOrderOfTheFile() {
        assertThat(refused("a: !!int 5\na: 2\nb: !mine x\n")).isEqualTo("""
            2 mistakes
            test.yaml:2:1: a: the key stands here a second time, first in line 1; keep one
                2 | a: 2
                  | ^
            test.yaml:3:4: b: the tag !mine is not allowed; write the value without a tag
                3 | b: !mine x
                  |    ^^^^^^^\
            """);
    }

    @Test
    void objectsOfJavaAreNotMade() {
        assertThat(refused("a: !!javax.script.ScriptEngineManager [x]"))
                .startsWith("test.yaml:1:4: a: the tag !!javax.script.ScriptEngineManager is not allowed");
    }

    @Test
    void aTabIsNamed() {
        assertThat(refused("load:\n\tusers: 5\n")).isEqualTo("""
            test.yaml:2:1: a tab; indent with spaces
                2 |  users: 5
                  | ^\
            """);
    }

    @Test
    void aLineThatIsIndentedTooFarIsNamed() {
        assertThat(refused("load:\n  users: 5\n    time: 2m\n")).isEqualTo("""
            test.yaml:3:9: a colon that begins a value cannot stand here; is the line indented too far, or does a text with ": " in it lack quotes?
                3 |     time: 2m
                  |         ^\
            """);
    }

    @Test
    void aBracketThatIsNotClosedIsNamed() {
        assertThat(refused("stages: [1, 2\nname: x\n"))
                .startsWith("test.yaml:2:")
                .contains("this is no YAML");
    }

    @Test
    void asManyDocumentsAsOneAreAllowed() {
        assertThat(refused("a: 1\n---\nb: 2\n")).isEqualTo("""
            test.yaml:2:1: a second document begins here; one file holds one
                2 | ---
                  | ^\
            """);
    }

    @Test
    void anAliasBombIsRefusedInTime() {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 12; i++) {
            bomb.append("a").append(i).append(": &a").append(i).append(" [");
            bomb.append(("*a" + (i - 1) + ", ").repeat(9))
                    .append("*a")
                    .append(i - 1)
                    .append("]\n");
        }
        assertThat(refused(bomb.toString()))
                .contains("the file comes to more than 200000 values, those that aliases repeat included");
    }

    @Test
    void anAliasWithinItselfIsRefused() {
        assertThat(refused("a: &a\n  b: *a\n"))
                .contains("values are nested more than 60 deep; does an alias stand within what it repeats?");
    }

    @Test
    void deepNestingIsRefused() {
        assertThat(refused("[".repeat(10_000) + "]".repeat(10_000))).contains("nested");
    }

    @Test
    void aFileThatIsTooLargeIsRefused() {
        assertThat(refused("a: " + "x".repeat(YamlReader.MOST_CHARACTERS)))
                .startsWith("test.yaml:1:1: the file has 3000003 characters; at most 3000000 are allowed");
    }

    @Test
    void anUnknownAliasIsNamed() {
        assertThat(refused("a: *none\n")).startsWith("test.yaml:1:4: found undefined alias none");
    }

    @Test
    void longLinesAreCut() {
        assertThat(refused("a: 1\n" + "key: ".repeat(1) + "'" + "x".repeat(300) + "' : y\n"))
                .contains("...")
                .satisfies(message -> assertThat(message.lines()).allMatch(line -> line.length() < 170));
    }
}
