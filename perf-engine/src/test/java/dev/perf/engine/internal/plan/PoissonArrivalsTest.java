package dev.perf.engine.internal.plan;

import static dev.perf.Perf.arrivals;
import static dev.perf.load.Rate.perSecond;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.perf.load.OpenLoad;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seeds are fixed, so these tests give the same answer each time. */
class PoissonArrivalsTest {

    private static final long SECOND_NANOS = 1_000_000_000;
    private static final double SECOND = SECOND_NANOS;

    /**
     * What the Kolmogorov-Smirnov statistic times the square root of the number of samples exceeds in 1 % of cases, for
     * many samples (N. Smirnov, Table for estimating the goodness of fit of empirical distributions, 1948).
     */
    private static final double CRITICAL = 1.628;

    /** The same for 5 % of cases. */
    private static final double CRITICAL_5_PERCENT = 1.358;

    private static long[] starts(OpenLoad load, long seed) {
        ArrivalSchedule.Arrivals arrivals = ArrivalSchedule.of(load).arrivals(seed);
        return LongStream.generate(arrivals::next)
                .takeWhile(start -> start != ArrivalSchedule.NEVER)
                .toArray();
    }

    private static double[] gaps(long[] starts, DoubleUnaryOperator area) {
        return IntStream.range(0, starts.length)
                .mapToDouble(i -> area.applyAsDouble(starts[i] / SECOND)
                        - (i == 0 ? 0 : area.applyAsDouble(starts[i - 1] / SECOND)))
                .toArray();
    }

    /** The largest distance from the exponential law of mean 1, times the square root of the number. */
    private static double kolmogorovSmirnov(double[] gaps) {
        double[] sorted = gaps.clone();
        Arrays.sort(sorted);
        double farthest = 0;
        for (int i = 0; i < sorted.length; i++) {
            double law = 1 - Math.exp(-sorted[i]);
            farthest = Math.max(
                    farthest, Math.max(law - (double) i / sorted.length, (double) (i + 1) / sorted.length - law));
        }
        return farthest * Math.sqrt(sorted.length);
    }

    @Test
    void leavesGapsThatFollowTheExponentialLaw() {
        OpenLoad load = arrivals(perSecond(100)).during(ofSeconds(200));
        for (long seed = 0; seed < 5; seed++) {
            double[] gaps = gaps(starts(load.poisson(), seed), time -> 100 * time);
            assertThat(gaps.length).isBetween(19_500, 20_500);
            assertThat(kolmogorovSmirnov(gaps)).isLessThan(CRITICAL);
        }
        assertThat(kolmogorovSmirnov(gaps(starts(load, 0), time -> 100 * time)))
                .as("even starts are told apart")
                .isGreaterThan(10 * CRITICAL);
    }

    @Test
    void followsTheExponentialLawOnARampMeasuredInItsArea() {
        OpenLoad load = arrivals(perSecond(0))
                .rampTo(perSecond(400))
                .over(ofSeconds(100))
                .poisson();
        double[] gaps = gaps(starts(load, 7), time -> 2 * time * time);
        assertThat(gaps.length).isBetween(19_500, 20_500);
        assertThat(kolmogorovSmirnov(gaps)).isLessThan(CRITICAL);
        assertThat(kolmogorovSmirnov(gaps(starts(load, 7), time -> 200 * time)))
                .as("a ramp is told apart from a constant rate")
                .isGreaterThan(3 * CRITICAL);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.2, 20, 3_000, 200_000})
    void followsTheExponentialLawAtEveryRate(double perSecond) {
        OpenLoad load = arrivals(perSecond(perSecond))
                .during(ofNanos(Math.round(20_000 / perSecond * SECOND)))
                .poisson();
        assertThat(kolmogorovSmirnov(gaps(starts(load, 42), time -> perSecond * time)))
                .isLessThan(CRITICAL);
    }

    /** One seed in twenty misses the critical value of 5 %: fewer would be as wrong as more. */
    @Test
    void missesTheCriticalValueForAsManySeedsAsItShould() {
        OpenLoad load = arrivals(perSecond(1)).during(ofSeconds(1_000)).poisson();
        long missed = LongStream.range(0, 1_000)
                .filter(seed -> kolmogorovSmirnov(gaps(starts(load, seed), time -> time)) > CRITICAL_5_PERCENT)
                .count();
        assertThat((double) missed).isCloseTo(50, within(3 * Math.sqrt(1_000 * 0.05 * 0.95)));
    }

    @Test
    void followsTheExponentialLawOfEachStageAfterAChange() {
        OpenLoad load = arrivals(perSecond(100))
                .during(ofSeconds(100))
                .rampTo(perSecond(1_000))
                .over(ofSeconds(0))
                .hold(ofSeconds(10))
                .rampTo(perSecond(5))
                .over(ofSeconds(0))
                .hold(ofSeconds(2_000))
                .poisson();
        long[] starts = starts(load, 11);
        assertStageFollows(starts, 0, 100, 100);
        assertStageFollows(starts, 100, 110, 1_000);
        assertStageFollows(starts, 110, 2_110, 5);
    }

    /** Looks at the gaps within a stage only: a process without memory begins anew at its border. */
    private static void assertStageFollows(long[] starts, int from, int to, double perSecond) {
        long[] own = Arrays.stream(starts)
                .filter(start -> start >= from * SECOND && start < to * SECOND)
                .map(start -> start - from * SECOND_NANOS)
                .toArray();
        assertThat((double) own.length)
                .isCloseTo(perSecond * (to - from), within(4 * Math.sqrt(perSecond * (to - from))));
        assertThat(kolmogorovSmirnov(gaps(own, time -> perSecond * time))).isLessThan(CRITICAL);
    }

    @Test
    void scattersTheCountsOfSecondsAsMuchAsTheirMean() {
        // Of a Poisson process, mean and variance of the counts are equal; of even starts the variance is zero.
        long[] starts = starts(arrivals(perSecond(50)).during(ofSeconds(2_000)).poisson(), 3);
        double[] counts = new double[2_000];
        Arrays.stream(starts).forEach(start -> counts[(int) (start / SECOND)]++);
        double mean = Arrays.stream(counts).average().orElse(0);
        double variance = Arrays.stream(counts)
                .map(count -> (count - mean) * (count - mean))
                .average()
                .orElse(0);
        assertThat(mean).isCloseTo(50, within(3 * Math.sqrt(50.0 / 2_000)));
        // The standard deviation of the quotient is the root of 2 / 2000.
        assertThat(variance / mean).isCloseTo(1, within(3 * Math.sqrt(2.0 / 2_000)));
    }

    @Test
    void startsTheAreaOnTheAverageOfManySeeds() {
        OpenLoad load = arrivals(perSecond(1))
                .rampTo(perSecond(9))
                .over(ofSeconds(20))
                .stressPeak(100)
                .over(ofSeconds(10))
                .poisson();
        double sum = 0;
        for (long seed = 0; seed < 1_000; seed++) {
            sum += starts(load, seed).length;
        }
        assertThat(sum / 1_000).isCloseTo(200, within(3 * Math.sqrt(200.0 / 1_000)));
    }

    @Test
    void followsTheSeedAndNothingElse() {
        OpenLoad load = arrivals(perSecond(100)).during(ofSeconds(10)).poisson();
        assertThat(starts(load, 42)).isEqualTo(starts(load, 42)).isNotEqualTo(starts(load, 43));
    }

    @Test
    void leavesWhatStartsAtOnceAtItsMoment() {
        OpenLoad load = arrivals(perSecond(10))
                .during(ofSeconds(1))
                .atOnce(50)
                .hold(ofSeconds(1))
                .poisson();
        long[] starts = starts(load, 1);
        assertThat(Arrays.stream(starts).filter(start -> start == SECOND_NANOS)).hasSize(50);
        assertThat(starts).isSorted();
        long[] without = starts(arrivals(perSecond(10)).during(ofSeconds(2)).poisson(), 1);
        assertThat(Arrays.stream(starts).filter(start -> start != SECOND_NANOS))
                .containsExactly(Arrays.stream(without).boxed().toArray(Long[]::new));
    }

    @Test
    void startsNothingWhereTheRateIsZero() {
        OpenLoad load = arrivals(perSecond(10))
                .during(ofSeconds(1))
                .nothingFor(ofSeconds(5))
                .rampTo(perSecond(10))
                .over(ofSeconds(0))
                .hold(ofSeconds(1))
                .poisson();
        for (long seed = 0; seed < 50; seed++) {
            long[] starts = starts(load, seed);
            assertThat(starts).isSorted();
            assertThat(starts[starts.length - 1]).isLessThanOrEqualTo(7 * SECOND_NANOS);
            assertThat(Arrays.stream(starts).filter(start -> start > SECOND_NANOS && start < 6 * SECOND_NANOS))
                    .isEmpty();
        }
    }
}
