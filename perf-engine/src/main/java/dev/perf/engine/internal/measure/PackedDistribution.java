package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.Distribution;

/** A distribution in a quarter of its room, to be kept: of each bucket the distance to the one before and the count. */
final class PackedDistribution {

    private final byte[] buckets;
    private final int size;
    private final long minNanos;
    private final long maxNanos;
    private final double sumNanos;

    private PackedDistribution(byte[] buckets, Distribution of) {
        this.buckets = buckets;
        this.size = of.buckets();
        this.minNanos = of.min().toNanos();
        this.maxNanos = of.max().toNanos();
        this.sumNanos = of.sumNanos();
    }

    static PackedDistribution of(Distribution distribution) {
        var packed = new ByteOutput();
        long before = 0;
        for (int i = 0; i < distribution.buckets(); i++) {
            packed.number(distribution.bucketNanos(i) - before);
            packed.number(distribution.bucketCount(i));
            before = distribution.bucketNanos(i);
        }
        return new PackedDistribution(packed.toBytes(), distribution);
    }

    Distribution unpacked() {
        long[] values = new long[size];
        long[] counts = new long[size];
        var reader = new ByteInput(buckets);
        long value = 0;
        for (int i = 0; i < size; i++) {
            value += reader.number();
            values[i] = value;
            counts[i] = reader.number();
        }
        return Distribution.of(values, counts, minNanos, maxNanos, sumNanos);
    }
}
