package dev.perf.report.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignedRankTest {

    /**
     * The depression scale of Hollander and Wolfe, example 3.1: W is 40 of 45, one-sided p 10/512, and R's
     * {@code wilcox.test(x, y, paired = TRUE, conf.int = TRUE)} says pseudomedian 0.46, 0.010 to 0.786.
     */
    @Test
    void agreesWithTheTextbook() {
        SignedRank test = SignedRank.of(new double[] {0.952, -0.147, 1.022, 0.43, 0.62, 0.59, 0.49, -0.08, 0.01}, 0.95);
        assertThat(test.chance()).isCloseTo(20 / 512.0, within(1e-12));
        assertThat(test.estimate()).isCloseTo(0.46, within(1e-9));
        assertThat(test.low()).isCloseTo(0.01, within(1e-9));
        assertThat(test.high()).isCloseTo(0.786, within(1e-9));
    }

    /** The sizes of the negative differences are their ranks; 8, 52 and 137 are in every table of Wilcoxon's test. */
    @ParameterizedTest
    @CsvSource({
        "10, 8, true",
        "10, 9, false",
        "20, 20 19 13, true",
        "20, 20 19 14, false",
        "30, 30 29 28 27 23, true",
        "30, 30 29 28 27 24, false"
    })
    void hasTheCriticalValuesOfTheTables(int pairs, String negative, boolean significant) {
        double[] differences = IntStream.rangeClosed(1, pairs)
                .mapToDouble(rank -> Arrays.asList(negative.split(" ")).contains(String.valueOf(rank)) ? -rank : rank)
                .toArray();
        assertThat(SignedRank.of(differences, 0.95).chance() <= 0.05).isEqualTo(significant);
    }

    @Test
    void countsAllWaysToGiveTheRanksSignsAlsoWhereThereAreTiesAndZeros() {
        var random = new Random(7);
        for (int run = 0; run < 50; run++) {
            double[] differences =
                    random.ints(9, -4, 5).mapToDouble(each -> each).toArray();
            assertThat(SignedRank.of(differences, 0.95).chance())
                    .as(Arrays.toString(differences))
                    .isCloseTo(byEnumeration(differences), within(1e-12));
        }
    }

    @Test
    void seesNothingWhereNothingDiffers() {
        assertThat(SignedRank.of(new double[10], 0.95)).isEqualTo(new SignedRank(0, 0, 0, 1));
    }

    @Test
    void anIntervalThatLeavesOutZeroIsATestThatRejects() {
        var random = new Random(11);
        for (int run = 0; run < 500; run++) {
            double shift = random.nextDouble();
            double[] differences = IntStream.range(0, 12)
                    .mapToDouble(i -> random.nextGaussian() + shift)
                    .toArray();
            SignedRank test = SignedRank.of(differences, 0.95);
            assertThat(test.low() > 0 || test.high() < 0).isEqualTo(test.chance() <= 0.05);
        }
    }

    @Test
    void needsSixDifferences() {
        assertThatThrownBy(() -> SignedRank.of(new double[5], 0.95))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("at least 6 differences are needed, got 5");
    }

    private static double byEnumeration(double... differences) {
        double[] others = Arrays.stream(differences).filter(each -> each != 0).toArray();
        double[] ranks = Arrays.stream(others)
                .map(one -> Arrays.stream(others)
                                .map(other -> Math.abs(other) < Math.abs(one)
                                        ? 1
                                        : Math.abs(other) == Math.abs(one) ? 0.5 : 0)
                                .sum()
                        + 0.5)
                .toArray();
        double middle = Arrays.stream(ranks).sum() / 2;
        double seen = IntStream.range(0, others.length)
                .mapToDouble(i -> others[i] > 0 ? ranks[i] : 0)
                .sum();
        long asFar = IntStream.range(0, 1 << others.length)
                .filter(signs -> Math.abs(IntStream.range(0, others.length)
                                        .mapToDouble(i -> (signs >> i & 1) == 1 ? ranks[i] : 0)
                                        .sum()
                                - middle)
                        >= Math.abs(seen - middle))
                .count();
        return (double) asFar / (1 << others.length);
    }
}
