package dev.perf.result;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A {@link Distribution} in a quarter of its room or less, for those who keep many of them. Immutable.
 *
 * <p>Of each bucket it holds the distance to the one before and the count, in groups of seven bits, the lowest first
 * (LEB128, as in DWARF 4, section 7.6).
 */
public final class PackedDistribution {

    private static final int LONGEST = 10;
    private static final int MORE = 0x80;

    private final byte[] buckets;
    private final int size;
    private final long minNanos;
    private final long maxNanos;
    private final double sumNanos;

    private PackedDistribution(byte[] buckets, int size, long minNanos, long maxNanos, double sumNanos) {
        this.buckets = buckets;
        this.size = size;
        this.minNanos = minNanos;
        this.maxNanos = maxNanos;
        this.sumNanos = sumNanos;
    }

    /** Packs {@code distribution}. */
    public static PackedDistribution of(Distribution distribution) {
        byte[] packed = new byte[2 * LONGEST * distribution.buckets()];
        int end = 0;
        long before = 0;
        for (int i = 0; i < distribution.buckets(); i++) {
            end = put(packed, end, distribution.bucketNanos(i) - before);
            end = put(packed, end, distribution.bucketCount(i));
            before = distribution.bucketNanos(i);
        }
        return new PackedDistribution(
                Arrays.copyOf(packed, end),
                distribution.buckets(),
                distribution.min().toNanos(),
                distribution.max().toNanos(),
                distribution.sumNanos());
    }

    /**
     * Returns the distribution that {@link #toBytes} made bytes of.
     *
     * @throws IllegalArgumentException if {@code bytes} are no distribution
     */
    public static PackedDistribution ofBytes(byte[] bytes) {
        var reader = new Reader(bytes);
        long size = reader.next();
        long minNanos = reader.next();
        long maxNanos = reader.next();
        double sumNanos = Double.longBitsToDouble(reader.fixed());
        byte[] buckets = Arrays.copyOfRange(bytes, reader.at, bytes.length);
        if (size < 0 || size > buckets.length) {
            throw new IllegalArgumentException(size + " buckets in " + buckets.length + " bytes");
        }
        var packed = new PackedDistribution(buckets, (int) size, minNanos, maxNanos, sumNanos);
        packed.requireBuckets();
        return packed;
    }

    private void requireBuckets() {
        var reader = new Reader(buckets);
        for (int i = 0; i < size; i++) {
            if (reader.next() <= 0 && i > 0 || reader.next() <= 0) {
                throw new IllegalArgumentException("bucket " + i + " does not ascend, or is empty");
            }
        }
    }

    /** Returns bytes of which {@link #ofBytes} makes it again, by the same version of Perf. */
    public byte[] toBytes() {
        byte[] all = new byte[3 * LONGEST + Long.BYTES + buckets.length];
        int end = put(all, 0, size);
        end = put(all, end, minNanos);
        end = put(all, end, maxNanos);
        ByteBuffer.wrap(all, end, Double.BYTES).putDouble(sumNanos);
        end += Double.BYTES;
        System.arraycopy(buckets, 0, all, end, buckets.length);
        return Arrays.copyOf(all, end + buckets.length);
    }

    /** Returns the distribution that was packed, equal to it in all that can be asked of it. */
    public Distribution unpacked() {
        if (size == 0) {
            return Distribution.EMPTY;
        }
        long[] values = new long[size];
        long[] counts = new long[size];
        long value = 0;
        long count = 0;
        for (int i = 0, at = 0; i < 2 * size; i++) {
            long number = 0;
            byte group;
            int shift = 0;
            do {
                group = buckets[at++];
                number |= (long) (group & (MORE - 1)) << shift;
                shift += 7;
            } while (group < 0);
            if ((i & 1) == 0) {
                value += number;
                values[i >> 1] = value;
            } else {
                counts[i >> 1] = number;
                count += number;
            }
        }
        return new Distribution(values, counts, count, minNanos, maxNanos, sumNanos);
    }

    /** Returns the distribution of the values of this one and of {@code other}, packed. */
    public PackedDistribution plus(PackedDistribution other) {
        return of(unpacked().plus(other.unpacked()));
    }

    /** Returns the distribution of the values of all {@code parts}, packed. */
    public static PackedDistribution merge(List<PackedDistribution> parts) {
        return parts.size() == 1
                ? parts.getFirst()
                : of(Distribution.merge(
                        parts.stream().map(PackedDistribution::unpacked).toList()));
    }

    /** Returns how many bytes the buckets take. */
    public int bytes() {
        return buckets.length;
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

    @Override
    public boolean equals(Object other) {
        return other instanceof PackedDistribution that
                && Arrays.equals(buckets, that.buckets)
                && minNanos == that.minNanos
                && maxNanos == that.maxNanos
                && sumNanos == that.sumNanos;
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(buckets);
    }

    @Override
    public String toString() {
        return unpacked().toString();
    }

    private static final class Reader {

        private final byte[] bytes;
        private int at;

        Reader(byte[] bytes) {
            this.bytes = bytes;
        }

        long next() {
            long number = 0;
            for (int shift = 0; shift < Long.SIZE; shift += 7) {
                require(1);
                byte group = bytes[at++];
                number |= (long) (group & (MORE - 1)) << shift;
                if (group >= 0) {
                    return number;
                }
            }
            throw new IllegalArgumentException("a number is longer than " + LONGEST + " bytes");
        }

        long fixed() {
            require(Long.BYTES);
            at += Long.BYTES;
            return ByteBuffer.wrap(bytes).getLong(at - Long.BYTES);
        }

        private void require(int more) {
            if (bytes.length - at < more) {
                throw new IllegalArgumentException("the bytes end early");
            }
        }
    }
}
