package dev.perf.engine.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The line of a place with its carets, cut where it is long. */
class PlaceTest {

    private static String excerpt(String line, int column, int length) {
        return new Place(new Document("a.yaml", "first\n" + line + "\nlast"), 2, column, length).excerpt();
    }

    @Test
    void isWrittenAsEditorsReadIt() {
        assertThat(new Place(new Document("load/a.yaml", ""), 12, 3, 1)).hasToString("load/a.yaml:12:3");
    }

    @Test
    void caretsStandUnderWhatIsMeant() {
        assertThat(excerpt("users: many", 8, 4)).isEqualTo("2 | users: many\n  |        ^^^^");
        assertThat(excerpt("\tusers", 1, 1)).isEqualTo("2 |  users\n  | ^");
    }

    @Test
    void caretsEndWithTheLine() {
        assertThat(excerpt("users: many", 8, 40)).isEqualTo("2 | users: many\n  |        ^^^^");
        assertThat(excerpt("users:", 7, 1)).isEqualTo("2 | users:\n  |       ^");
    }

    @Test
    void aPlaceBehindTheEndHasAnEmptyLine() {
        assertThat(new Place(new Document("a.yaml", "one"), 5, 1, 1).excerpt()).isEqualTo("5 | \n  | ^");
        assertThat(excerpt("ab", 30, 1)).isEqualTo("2 | ab\n  | " + " ".repeat(29) + "^");
    }

    @Test
    void longLinesAreCutAroundThePlace() {
        String line = "0123456789".repeat(30);

        assertThat(excerpt(line, 1, 3)).isEqualTo("2 | " + "0123456789".repeat(10) + "...\n  | ^^^");
        assertThat(excerpt(line, 151, 2))
                .isEqualTo("2 | ..." + "0123456789".repeat(10) + "...\n  | " + " ".repeat(53) + "^^");
        assertThat(excerpt(line, 299, 9))
                .isEqualTo("2 | ..." + "89" + "0123456789".repeat(5) + "\n  | " + " ".repeat(53) + "^^");
    }
}
