package dev.perf.report.internal.output.prometheus;

import static dev.perf.report.internal.output.Snapshots.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.perf.result.Distribution;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.NativeHistogramBuckets;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class CumulativeHistogramTest {

    private static final double[] BOUNDS = {.001, .005, .1, 1, 60};

    private static HistogramDataPointSnapshot of(Distribution... intervals) {
        var histogram = new CumulativeHistogram(BOUNDS, 1e9);
        Arrays.stream(intervals).forEach(histogram::add);
        return histogram.snapshot(Labels.EMPTY);
    }

    private static long[] counts(ClassicHistogramBuckets buckets) {
        return buckets.stream().mapToLong(bucket -> bucket.getCount()).toArray();
    }

    private static long sum(NativeHistogramBuckets buckets) {
        return buckets.stream().mapToLong(bucket -> bucket.getCount()).sum();
    }

    @Test
    void addsIntervalsUp() {
        HistogramDataPointSnapshot all = of(millis(0, 1, 2, 5, 6), Distribution.EMPTY, millis(100, 1_000, 70_000));

        assertThat(counts(all.getClassicBuckets())).containsExactly(2, 2, 2, 1, 0, 1);
        assertThat(all.getCount()).isEqualTo(8);
        assertThat(all.getSum()).isCloseTo(71.114, within(1e-9));
        assertThat(all.getNativeZeroCount()).isEqualTo(1);
        assertThat(sum(all.getNativeBucketsForPositiveValues())).isEqualTo(7);
    }

    @Test
    void nothingIsNothing() {
        HistogramDataPointSnapshot nothing = of(Distribution.EMPTY);

        assertThat(nothing.getCount()).isZero();
        assertThat(counts(nothing.getClassicBuckets())).containsExactly(0, 0, 0, 0, 0, 0);
    }

    /** Bucket i of schema 5 holds what is above 2^((i-1)/32) and at most 2^(i/32). */
    @Test
    void eachValueIsInTheBucketsThatTheSpecificationSays() {
        var random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            long nanos = Math.max(1, (long) Math.pow(10, random.nextDouble() * 14));
            HistogramDataPointSnapshot one =
                    of(Distribution.of(new long[] {nanos}, new long[] {3}, nanos, nanos, 3.0 * nanos));

            double seconds = nanos / 1e9;
            NativeHistogramBuckets buckets = one.getNativeBucketsForPositiveValues();
            assertThat(buckets.size()).isEqualTo(1);
            assertThat(buckets.getCount(0)).isEqualTo(3);
            int index = buckets.getBucketIndex(0);
            assertThat(seconds).isLessThanOrEqualTo(Math.pow(2, index / 32.0) * (1 + 1e-12));
            assertThat(seconds).isGreaterThan(Math.pow(2, (index - 1) / 32.0) * (1 - 1e-12));
            int bound = 0;
            while (bound < BOUNDS.length && seconds > BOUNDS[bound]) {
                bound++;
            }
            assertThat(one.getClassicBuckets().getCount(bound))
                    .as("%s s", seconds)
                    .isEqualTo(3);
        }
    }

    @Test
    void manyIntervalsAreAsTheirSum() {
        var random = new Random(13);
        Distribution[] intervals = new Distribution[50];
        for (int i = 0; i < intervals.length; i++) {
            intervals[i] = millis(LongStream.generate(() -> (long) Math.pow(10, random.nextDouble() * 5))
                    .limit(20)
                    .toArray());
        }
        HistogramDataPointSnapshot one = of(Distribution.merge(Arrays.asList(intervals)));
        HistogramDataPointSnapshot many = of(intervals);

        assertThat(counts(many.getClassicBuckets())).isEqualTo(counts(one.getClassicBuckets()));
        assertThat(many.getNativeBucketsForPositiveValues().stream()
                        .map(bucket -> bucket.getBucketIndex() + ":" + bucket.getCount()))
                .containsExactlyElementsOf(one.getNativeBucketsForPositiveValues().stream()
                        .map(bucket -> bucket.getBucketIndex() + ":" + bucket.getCount())
                        .toList());
        assertThat(many.getSum()).isCloseTo(one.getSum(), within(1e-6));
    }
}
