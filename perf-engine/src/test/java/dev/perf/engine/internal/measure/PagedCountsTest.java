package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagedCountsTest {

    private final PagedCounts counts = new PagedCounts();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void holdsWhatWasAddedInTheOrderOfTheBuckets(long seed) {
        var random = new SplittableRandom(seed);
        var expected = new TreeMap<Integer, Long>();
        for (int i = 0; i < 5_000; i++) {
            int index = random.nextInt(40_000);
            long number = random.nextLong(1, 1_000);
            counts.add(index, number);
            expected.merge(index, number, Long::sum);
        }

        var found = new TreeMap<Integer, Long>();
        int[] before = {-1};
        counts.forEach((index, count) -> {
            assertThat(index).isGreaterThan(before[0]);
            before[0] = index;
            found.put(index, count);
        });
        assertThat(found).isEqualTo(expected);
        assertThat(counts.total())
                .isEqualTo(expected.values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void countsBeyondWhatAnIntHolds() {
        long each = Integer.MAX_VALUE - 1L;
        for (int i = 0; i < 5; i++) {
            counts.add(7, each);
        }
        counts.add(8, 1);
        var sum = new PagedCounts();
        counts.addTo(sum);
        counts.addTo(sum);

        assertThat(sum.total()).isEqualTo(2 * (5 * each + 1));
        assertThat(sum.distribution(0, 1, 9_000, 0).bucketCount(0)).isEqualTo(10 * each);
        assertThat(sum.distribution(0, 1, 9_000, 0).bucketCount(1)).isEqualTo(2);
    }

    /** A page takes one, two, four and eight bytes per bucket in turn. */
    @Test
    void countsAcrossAllWidthsOfAPageAndBack() {
        long[] steps = {1, 0xFF, 1, 0xFFFF, 1, 0xFFFF_FFFFL, 1, Long.MAX_VALUE / 2};
        long expected = 0;
        for (long step : steps) {
            counts.add(7, step);
            expected += step;
            assertThat(countOf(7)).isEqualTo(expected);
        }
        for (long step : steps) {
            counts.add(7, -step);
            expected -= step;
            assertThat(countOf(7)).isEqualTo(expected);
        }
        assertThat(counts.total()).isZero();
    }

    private long countOf(int bucket) {
        long[] found = {0};
        counts.forEach((index, count) -> found[0] += index == bucket ? count : 0);
        return found[0];
    }

    @ParameterizedTest
    @ValueSource(ints = {1, PagedCounts.MOST_LISTED, PagedCounts.MOST_LISTED + 1, 3_000})
    void findsTheTimeOfEachRank(int size) {
        var random = new SplittableRandom(size);
        int[] buckets = random.ints(size, 0, 40_000).toArray();
        for (int bucket : buckets) {
            counts.add(bucket);
        }
        Arrays.sort(buckets);
        for (int rank = 1; rank <= size; rank++) {
            assertThat(counts.timeAt(rank)).isEqualTo(BucketCounts.highestAt(buckets[rank - 1]));
        }
    }

    @Test
    void forgetsWhenReset() {
        counts.add(7, Long.MAX_VALUE / 2);
        counts.add(9_000, 3);
        counts.reset();
        counts.add(9_000, 1);

        assertThat(counts.total()).isEqualTo(1);
        assertThat(counts.distribution(0, 1, Long.MAX_VALUE, 0).buckets()).isEqualTo(1);
    }
}
