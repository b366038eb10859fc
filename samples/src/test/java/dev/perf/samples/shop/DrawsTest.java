package dev.perf.samples.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DrawsTest {

    @Test
    void theSameNumbersComeWhoeverDraws() {
        assertThat(many(new Draws(1, "a")).parallel().sorted().toList())
                .isEqualTo(many(new Draws(1, "a")).sorted().toList());
    }

    @Test
    void seedAndNameKeepStreamsApart() {
        List<Double> numbers = many(new Draws(1, "a")).limit(500).toList();

        assertThat(many(new Draws(2, "a")).limit(500)).doesNotContainAnyElementsOf(numbers);
        assertThat(many(new Draws(1, "b")).limit(500)).doesNotContainAnyElementsOf(numbers);
    }

    @Test
    void numbersAreUniform() {
        Integer[] tenths = new Integer[10];
        Arrays.fill(tenths, 0);
        many(new Draws(1, "a")).forEach(number -> tenths[(int) (number * 10)]++);

        assertThat(tenths).allMatch(count -> count > 900 && count < 1_100);
    }

    @Test
    void exponentialsHaveMeanOne() {
        Draws draws = new Draws(1, "a");

        assertThat(DoubleStream.generate(draws::nextExponential).limit(10_000).sum())
                .isBetween(9_800.0, 10_200.0);
    }

    @Test
    void certaintiesAreCertain() {
        Draws draws = new Draws(1, "a");

        assertThat(Stream.generate(() -> draws.hits(0)).limit(1_000)).containsOnly(false);
        assertThat(Stream.generate(() -> draws.hits(1)).limit(1_000)).containsOnly(true);
    }

    private static Stream<Double> many(Draws draws) {
        return IntStream.range(0, 10_000).mapToObj(i -> draws.nextDouble());
    }
}
