package dev.perf.engine.internal.measure;

import dev.perf.result.Distribution;
import java.util.Arrays;

/**
 * A distribution in a quarter of its room, to be kept: of each bucket the distance to the one before and the count, in
 * groups of seven bits, the lowest first (LEB128, as in DWARF 4, section 7.6).
 */
final class PackedDistribution {

    private static final int LONGEST = 10;
    private static final int MORE = 0x80;

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
        byte[] packed = new byte[2 * LONGEST * distribution.buckets()];
        int end = 0;
        long before = 0;
        for (int i = 0; i < distribution.buckets(); i++) {
            end = put(packed, end, distribution.bucketNanos(i) - before);
            end = put(packed, end, distribution.bucketCount(i));
            before = distribution.bucketNanos(i);
        }
        return new PackedDistribution(Arrays.copyOf(packed, end), distribution);
    }

    Distribution unpacked() {
        long[] values = new long[size];
        long[] counts = new long[size];
        var reader = new Reader();
        long value = 0;
        for (int i = 0; i < size; i++) {
            value += reader.next();
            values[i] = value;
            counts[i] = reader.next();
        }
        return Distribution.of(values, counts, minNanos, maxNanos, sumNanos);
    }

    private static int put(byte[] packed, int at, long number) {
        int end = at;
        long rest = number;
        while (rest >= MORE) {
            packed[end++] = (byte) (rest | MORE);
            rest >>>= 7;
        }
        packed[end++] = (byte) rest;
        return end;
    }

    private final class Reader {

        private int at;

        long next() {
            long number = 0;
            for (int shift = 0; ; shift += 7) {
                byte group = buckets[at++];
                number |= (long) (group & (MORE - 1)) << shift;
                if (group >= 0) {
                    return number;
                }
            }
        }
    }
}
