package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.Distribution;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimeCellTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void readsPercentilesToThreeDigits(long seed) {
        var random = new SplittableRandom(seed);
        long[] values = random.longs(5_000)
                .map(value -> (long) (1_000 + random.nextExponential() * 50_000_000))
                .toArray();
        TimeCell cell = new TimeCell();
        Arrays.stream(values).forEach(cell::record);
        Arrays.sort(values);
        Distribution distribution = cell.distribution();

        for (double percentile : new double[] {0.02, 1, 25, 50, 75, 90, 95, 99, 99.9, 99.99, 100}) {
            long exact = values[(int) Math.max(0, Math.ceil(percentile / 100 * values.length - 1e-9) - 1)];
            assertThat((double) distribution.percentile(percentile).toNanos())
                    .as("p%s", percentile)
                    .isBetween((double) exact, exact * 1.001 + 512);
        }
        assertThat(distribution.min().toNanos()).isEqualTo(values[0]);
        assertThat(distribution.max().toNanos()).isEqualTo(values[values.length - 1]);
        assertThat(distribution.mean().toNanos())
                .isEqualTo(Math.round(Arrays.stream(values).average().orElseThrow()));
    }

    @Test
    void mergedPartsEqualTheWholeBitForBit() {
        var random = new SplittableRandom(7);
        TimeCell whole = new TimeCell();
        TimeCell one = new TimeCell();
        TimeCell other = new TimeCell();
        for (int i = 0; i < 10_000; i++) {
            long value = random.nextLong(0, 3_000_000_000L);
            whole.record(value);
            (i % 3 == 0 ? one : other).record(value);
        }
        TimeCell sum = new TimeCell();
        one.addTo(sum);
        other.addTo(sum);

        assertThat(sum.distribution()).isEqualTo(whole.distribution());
        assertThat(one.distribution().plus(other.distribution())).isEqualTo(whole.distribution());
    }

    @Test
    void countsZerosWithoutAHistogram() {
        TimeCell cell = new TimeCell();
        cell.record(0);
        cell.record(0);
        cell.record(5_000);

        assertThat(cell.count()).isEqualTo(3);
        assertThat(cell.distribution().p50().toNanos()).isZero();
        assertThat(cell.distribution().max().toNanos()).isEqualTo(5_000);
        cell.reset();
        assertThat(cell.distribution()).isEqualTo(Distribution.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 31, 32, 33, 64, 65, 200})
    void fewTimesAreReadAsManyAre(int size) {
        long[] values =
                new SplittableRandom(size).longs(size, 1, 5_000_000_000L).toArray();
        TimeCell listed = new TimeCell();
        TimeCell sum = new TimeCell();
        TimeCell table = new TimeCell();
        Histogram expected = Histograms.ofThreeDigits();
        for (int round = 0; round < 3; round++) {
            for (long value : values) {
                listed.record(value);
                expected.recordValue(value);
                TimeCell single = new TimeCell();
                single.record(value);
                single.addTo(sum);
            }
            listed.addTo(table);
            listed.reset();
        }

        assertThat(sum.distribution()).isEqualTo(table.distribution());
        assertThat(sum.count()).isEqualTo(3L * size);
        long longest = Arrays.stream(values).max().orElseThrow();
        for (double percentile : new double[] {1, 50, 90, 99}) {
            assertThat(sum.distribution().percentile(percentile).toNanos())
                    .isEqualTo(Math.min(expected.getValueAtPercentile(percentile), longest));
        }
    }
}
