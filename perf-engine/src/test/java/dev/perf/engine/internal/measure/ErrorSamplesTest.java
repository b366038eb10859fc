package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.ErrorSample;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ErrorSamplesTest {

    private static List<Integer> kept(long seed, int offered) {
        var samples = new ErrorSamples(seed);
        for (int second = 0; second < offered; second++) {
            samples.offer(sample(second));
        }
        return seconds(samples.all());
    }

    private static ErrorSample sample(int second) {
        return new ErrorSample(Duration.ofSeconds(second), "scenario", 0, 0, "message", null, 0, null, List.of(), null);
    }

    private static List<Integer> seconds(List<ErrorSample> samples) {
        return samples.stream().map(sample -> (int) sample.at().toSeconds()).toList();
    }

    @Test
    void keepsAllOfAFew() {
        assertThat(kept(1, 0)).isEmpty();
        assertThat(kept(1, 1)).containsExactly(0);
        assertThat(kept(1, 5)).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void keepsTheFirstTheLastAndThreeBetween() {
        assertThat(kept(1, 100))
                .hasSize(5)
                .startsWith(0)
                .endsWith(99)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void theSameSeedKeepsTheSame() {
        assertThat(kept(7, 1_000)).isEqualTo(kept(7, 1_000)).isNotEqualTo(kept(8, 1_000));
    }

    @Test
    void eachBetweenHasTheSameChance() {
        var often = new int[100];
        for (int seed = 0; seed < 10_000; seed++) {
            kept(seed * 0x9E3779B97F4A7C15L, 102).stream()
                    .filter(second -> second > 0 && second < 101)
                    .forEach(second -> often[second - 1]++);
        }
        // Three of a hundred, ten thousand times: 300 each, with a standard deviation of 17.
        assertThat(IntStream.of(often).sum()).isEqualTo(30_000);
        assertThat(IntStream.of(often).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(215, 385));
    }

    @Test
    void aSelectionKeepsTheEnds() {
        List<ErrorSample> ten =
                IntStream.range(0, 10).mapToObj(ErrorSamplesTest::sample).toList();
        assertThat(seconds(ErrorSamples.some(ten, 4))).containsExactly(0, 3, 6, 9);
        assertThat(seconds(ErrorSamples.some(ten, 1))).containsExactly(0);
        assertThat(seconds(ErrorSamples.some(ten, 20))).hasSize(10);
    }
}
