package dev.perf.engine.internal.document;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The order of mistakes, and how they are shown. */
class MistakesTest {

    private final Mistakes mistakes = new Mistakes();
    private final Document file = new Document("a.yaml", "users: x\nrate: y\n");
    private final Document other = new Document("b.yaml", "host: [\n");

    @Test
    void thereAreNoneAtFirst() {
        assertThat(mistakes.areNone()).isTrue();
        assertThat(mistakes.message()).isEmpty();
        assertThat(mistakes.found()).isEmpty();
    }

    @Test
    void areShownInTheOrderOfTheirDocumentsAndLines() {
        mistakes.add(new Place(file, 2, 7, 1), "rate", "is no rate");
        mistakes.add(new Place(other, 1, 7, 1), "host", "is no host");
        mistakes.add(new Place(file, 1, 8, 1), "users", "is no number");

        assertThat(mistakes.areNone()).isFalse();
        assertThat(mistakes.message()).isEqualTo("""
            3 mistakes
            a.yaml:1:8: users: is no number
                1 | users: x
                  |        ^
            a.yaml:2:7: rate: is no rate
                2 | rate: y
                  |       ^
            b.yaml:1:7: host: is no host
                1 | host: [
                  |       ^\
            """);
    }

    @Test
    void theSameOneCountsOnce() {
        mistakes.add(new Place(file, 1, 8, 1), "a", "is no number");
        mistakes.add(new Place(file, 1, 8, 1), "b", "is no number");
        mistakes.add(new Place(file, 1, 8, 1), "b", "is no rate");

        assertThat(mistakes.found()).extracting(Mistake::path).containsExactly("a", "b");
        assertThat(mistakes.areAt(new Place(file, 1, 8, 1))).isTrue();
        assertThat(mistakes.areAt(new Place(file, 1, 7, 1))).isFalse();
        assertThat(mistakes.areAt(new Place(other, 1, 8, 1))).isFalse();
    }

    @Test
    void fiftyAreShownAndAThousandKept() {
        for (int line = 1; line <= 200_000; line++) {
            mistakes.add(new Place(file, line, 1, 1), "", "is wrong");
        }

        assertThat(mistakes.found()).hasSize(1_000);
        assertThat(mistakes.message())
                .startsWith("200000 mistakes\na.yaml:1:1: is wrong\n")
                .endsWith("\nand 199950 more");
        assertThat(mistakes.message().lines().filter(line -> line.contains("is wrong")))
                .hasSize(50);
    }
}
