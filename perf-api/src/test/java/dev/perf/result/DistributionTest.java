package dev.perf.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DistributionTest {

    private static final double[] PERCENTILES = {
        0.001, 1, 5, 10, 25, 33.3, 50, 66.6, 75, 90, 95, 99, 99.9, 99.99, 99.999, 100
    };

    private static Distribution of(long... values) {
        var counts = new TreeMap<Long, Long>();
        Arrays.stream(values).forEach(value -> counts.merge(value, 1L, Long::sum));
        return Distribution.of(
                counts.keySet().stream().mapToLong(Long::longValue).toArray(),
                counts.values().stream().mapToLong(Long::longValue).toArray(),
                Arrays.stream(values).min().orElse(0),
                Arrays.stream(values).max().orElse(0),
                Arrays.stream(values).sum());
    }

    private static long[] random(long seed, int size) {
        return new SplittableRandom(seed).longs(size, 0, 1_000_000).toArray();
    }

    /** The lowest value that at least so many percent do not exceed, without binary fractions. */
    private static long percentile(long[] sorted, double percentile) {
        int rank = BigDecimal.valueOf(percentile)
                .multiply(BigDecimal.valueOf(sorted.length))
                .movePointLeft(2)
                .setScale(0, RoundingMode.CEILING)
                .intValueExact();
        return sorted[rank - 1];
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 10, 99, 100, 101, 999, 1000, 1001, 10_000, 100_000})
    void percentilesAreThoseOfTheSortedValues(int size) {
        long[] values = random(size, size);
        Distribution distribution = of(values);
        Arrays.sort(values);
        for (double percentile : PERCENTILES) {
            assertThat(distribution.percentile(percentile).toNanos())
                    .as("p(%s) of %s", percentile, size)
                    .isEqualTo(percentile(values, percentile));
        }
    }

    @Test
    void percentilesOfWholeNumbersAreExactForEverySize() {
        for (int size = 1; size <= 1000; size++) {
            long[] values = new long[size];
            Arrays.setAll(values, index -> index + 1);
            Distribution distribution = of(values);
            for (double percentile : PERCENTILES) {
                assertThat(distribution.percentile(percentile).toNanos())
                        .as("p(%s) of %s", percentile, size)
                        .isEqualTo(percentile(values, percentile));
            }
        }
    }

    @Test
    void minMaxMeanAndDeviationAreExact() {
        Distribution distribution = of(2, 4, 4, 4, 5, 5, 7, 9);
        assertThat(distribution.min()).isEqualTo(Duration.ofNanos(2));
        assertThat(distribution.max()).isEqualTo(Duration.ofNanos(9));
        assertThat(distribution.mean()).isEqualTo(Duration.ofNanos(5));
        assertThat(distribution.standardDeviation()).isEqualTo(Duration.ofNanos(2));
        assertThat(distribution.count()).isEqualTo(8);
    }

    @Test
    void mergingEqualsHavingRecordedAll() {
        for (int seed = 0; seed < 50; seed++) {
            var random = new SplittableRandom(seed);
            var parts = new ArrayList<Distribution>();
            long[] all = new long[0];
            for (int part = 0; part < 5; part++) {
                long[] values = random.longs(random.nextInt(200), 0, 300).toArray();
                parts.add(of(values));
                int before = all.length;
                all = Arrays.copyOf(all, before + values.length);
                System.arraycopy(values, 0, all, before, values.length);
            }
            assertThat(Distribution.merge(parts)).isEqualTo(of(all)).hasSameHashCodeAs(of(all));
        }
    }

    @Test
    void mergingWithNothingChangesNothing() {
        Distribution some = of(1, 2, 3);
        assertThat(some.plus(Distribution.EMPTY)).isSameAs(some);
        assertThat(Distribution.EMPTY.plus(some)).isSameAs(some);
        assertThat(Distribution.merge(List.of())).isSameAs(Distribution.EMPTY);
    }

    @Test
    void nothingHasZeroForEverything() {
        assertThat(Distribution.EMPTY.isEmpty()).isTrue();
        assertThat(Distribution.EMPTY.mean()).isZero();
        assertThat(Distribution.EMPTY.p99()).isZero();
        assertThat(Distribution.EMPTY.standardDeviation()).isZero();
        assertThat(Distribution.EMPTY).hasToString("no values");
    }

    @Test
    void noPercentileIsAboveTheHighestValue() {
        // The bucket of 1000 stands for values from 961 on, the highest of which was 970.
        Distribution distribution = Distribution.of(new long[] {960, 1000}, new long[] {1, 1}, 955, 970, 1925);
        assertThat(distribution.percentile(100)).isEqualTo(Duration.ofNanos(970));
        assertThat(distribution.countUpTo(Duration.ofNanos(960))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, -1, 100.1, Double.NaN})
    void refusesPercentilesOutsideTheirRange(double percentile) {
        assertThatThrownBy(() -> of(1).percentile(percentile))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("percentile must be in (0, 100], got " + percentile);
    }

    @Test
    void refusesArraysThatDoNotFit() {
        assertThatThrownBy(() -> Distribution.of(new long[] {1}, new long[] {1, 2}, 1, 1, 1))
                .hasMessage("as many values as counts are needed, got 1 and 2");
        assertThatThrownBy(() -> Distribution.of(new long[] {2, 2}, new long[] {1, 2}, 1, 1, 1))
                .hasMessage("values must ascend, got 2 after 2");
    }

    @ParameterizedTest
    @CsvSource({"0.1, 6", "50, 10", "75, 20", "90, 50", "95, 100", "99, 500", "99.9, 5000", "99.99, 50000", "100, 1"})
    void supportsPercentilesThatFiveValuesLieAbove(double percentile, int needed) {
        assertThat(Distribution.samplesNeeded(percentile)).isEqualTo(needed);
        assertThat(of(new long[needed]).supports(percentile)).isTrue();
        assertThat(of(new long[needed - 1]).supports(percentile)).isFalse();
    }

    @Test
    void supportsNoPercentileThatThereIsNot() {
        assertThatThrownBy(() -> Distribution.EMPTY.supports(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Distribution.samplesNeeded(100.1)).isInstanceOf(IllegalArgumentException.class);
    }
}
