package dev.perf.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.source.SourceLocation;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvalidPlanExceptionTest {

    private static Problem problem(String file, int line, String message) {
        return new Problem(new SourceLocation(file, line), "step", message);
    }

    @Test
    void listsMistakesByFileAndLineAndThoseOfALineAsTheyWereFound() {
        var mistakes = new InvalidPlanException(
                "shop",
                List.of(
                        problem("Shop.java", 30, "a"),
                        problem("Steps.java", 9, "b"),
                        problem("Shop.java", 12, "c"),
                        problem("Steps.java", 100, "d"),
                        problem("Shop.java", 12, "b"),
                        problem("Steps.java", 0, "e")));

        assertThat(mistakes).hasMessage("""
            test "shop" has 6 mistakes
              Shop.java:12: step: c
              Shop.java:12: step: b
              Shop.java:30: step: a
              Steps.java: step: e
              Steps.java:9: step: b
              Steps.java:100: step: d\
            """);
        assertThat(mistakes.problems()).extracting(Problem::message).containsExactly("c", "b", "a", "e", "b", "d");
    }

    @Test
    void aSingleMistakeIsOne() {
        assertThat(new InvalidPlanException("shop", List.of(problem("Shop.java", 1, "a"))))
                .hasMessage("test \"shop\" has 1 mistake\n  Shop.java:1: step: a");
    }
}
