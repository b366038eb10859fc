package dev.perf.result;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedDistributionTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void isTheSameAfterUnpackingWhateverTheValues(int seed) {
        var random = new SplittableRandom(seed);
        var values = new TreeSet<Long>();
        for (int i = 0; i < 2_000; i++) {
            long value = random.nextLong() >>> random.nextInt(1, 64);
            values.add(random.nextBoolean() ? value : value >>> 20 << 20);
        }
        values.add(0L);
        values.add(Long.MAX_VALUE);
        long[] counts = LongStream.range(0, values.size())
                .map(i -> random.nextBoolean() ? 1 : 1 + (random.nextLong() >>> random.nextInt(1, 64) >>> 12))
                .toArray();

        comesBack(
                Distribution.of(values.stream().mapToLong(Long::longValue).toArray(), counts, 0, Long.MAX_VALUE, 1e19));
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 511, 1L << 40, Long.MAX_VALUE - 1, Long.MAX_VALUE})
    void aSingleValueComesBack(long value) {
        comesBack(Distribution.of(new long[] {value}, new long[] {Long.MAX_VALUE}, value, value, value));
    }

    @Test
    void noValuesComeBack() {
        comesBack(Distribution.EMPTY);
    }

    private static void comesBack(Distribution distribution) {
        PackedDistribution packed = PackedDistribution.of(distribution);

        assertThat(packed.unpacked()).isEqualTo(distribution);
        assertThat(packed.unpacked().count()).isEqualTo(distribution.count());
        assertThat(PackedDistribution.of(packed.unpacked())).isEqualTo(packed);
    }

    /** Each bucket of an HdrHistogram of three digits from 1 ms to 1 s, in units of 512 ns. */
    @Test
    void bucketsThatFollowEachOtherTakeTwoBytesEachWithTheirCounts() {
        long[] values = LongStream.range(1, 10)
                .flatMap(power -> LongStream.range(1_024, 2_048).map(of -> ((of + 1) << power + 9) - 1))
                .toArray();
        long[] counts = LongStream.range(0, values.length).map(i -> 1 + i % 3).toArray();
        Distribution dense = Distribution.of(values, counts, values[0], values[values.length - 1], 1e9);

        assertThat(PackedDistribution.of(dense).bytes()).isLessThan(2 * values.length);
        comesBack(dense);
    }
}
