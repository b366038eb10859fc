package dev.perf.engine.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.engine.internal.document.Value.Entries;
import dev.perf.engine.internal.document.Value.Text;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which characters of a line are pointed at. */
class SpotTest {

    private static Text text(String yaml) {
        Value root = YamlReader.read(new Document("test.yaml", yaml), new Mistakes());
        return (Text) Objects.requireNonNull(((Entries) Objects.requireNonNull(root)).get("v"));
    }

    /** Returns what the carets stand under. */
    private static String shown(String yaml, int index) {
        Place place = Spot.of(text(yaml), index);
        String line = yaml.lines().toList().get(place.line() - 1);
        return line.substring(place.column() - 1, Math.min(line.length(), place.column() - 1 + place.length()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "v: avg < 10ms          | 6  | 10ms",
                "v: 'avg < 10ms'        | 6  | 10ms",
                "v: 'it''s < 10ms'      | 7  | 10ms",
                "v: \"avg < 10ms\"      | 6  | 10ms",
                "v: \"a\\x41 < 10ms\"   | 5  | 10ms",
                "v: \"a\\u0041 < 10ms\" | 5  | 10ms",
                "v: \"\\\"a < 10ms\"    | 5  | 10ms",
                "v: \"\\x41b\"          | 0  | \\x41b",
                "v: 'a < 10'            | 2  | <",
                "v: 'a <'               | 3  | '"
            })
    void aWordIsFoundBehindQuotesAndEscapes(String yaml, int index, String word) {
        assertThat(shown(yaml, index)).isEqualTo(word);
    }

    @Test
    void theEndOfATextIsBehindItsLastCharacter() {
        assertThat(Spot.of(text("v: avg <"), 5)).isEqualTo(new Place(new Document("test.yaml", "v: avg <"), 1, 9, 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v: >~  avg <~  10ms~ | 6",
                "v: 'avg <~  10ms' | 6",
                "v: \"avg \\~  < 10ms\" | 6",
                "v: avg <~  10ms | 6",
                "v: avg | 9",
                "v: avg | -1"
            })
    void aTextThatStandsOtherwiseInItsFileIsShownWhole(String yaml, int index) {
        Text text = text(yaml.replace('~', '\n'));
        assertThat(Spot.of(text, index)).isEqualTo(text.place());
    }

    @Test
    void aTextOfTheEnvironmentIsShownWhole() {
        Text written = text("v: ${LIMIT}");
        Text filled = new Text(written.place(), "avg < 10ms", false, "environment variable LIMIT");
        Text byDefault = new Text(written.place(), "avg < 10ms", false, null);
        assertThat(Spot.of(filled, 6)).isEqualTo(written.place());
        assertThat(Spot.of(byDefault, 6)).isEqualTo(written.place());
    }
}
