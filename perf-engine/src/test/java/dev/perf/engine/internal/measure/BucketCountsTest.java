package dev.perf.engine.internal.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perf.result.Distribution;
import java.util.SplittableRandom;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketCountsTest {

    private final BucketCounts counts = new BucketCounts();
    private final Histogram expected = Histograms.ofThreeDigits();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void countsInTheBucketsOfHdrHistogram(long seed) {
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            add(random.nextLong() >>> random.nextInt(2, 63));
        }

        assertThat(moved()).isEqualTo(Histograms.distribution(expected));
    }

    @Test
    void agreesAtThePowersOfTwoAndTheirNeighbours() {
        for (int bit = 1; bit < 62; bit++) {
            add((1L << bit) - 1);
            add(1L << bit);
            add((1L << bit) + 1);
        }
        add(1);
        add(Long.MAX_VALUE);

        assertThat(moved()).isEqualTo(Histograms.distribution(expected));
    }

    @Test
    void forgetsWhenReset() {
        counts.add(5_000_000);
        counts.reset();

        assertThat(moved().count()).isZero();
    }

    private void add(long nanos) {
        long positive = Math.max(1, nanos);
        counts.add(positive);
        expected.recordValue(positive);
    }

    private Distribution moved() {
        var paged = new PagedCounts();
        counts.addTo(paged);
        return paged.distribution(0, 0, Long.MAX_VALUE, 0);
    }
}
