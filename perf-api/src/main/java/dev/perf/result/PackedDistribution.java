package dev.perf.result;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A {@link Distribution} in a tenth of its room, for those who keep many of them. Immutable.
 *
 * <p>Of each bucket it holds the distance to the one before and, where it is not one, the count, in groups of seven bits,
 * the lowest first (LEB128, as in DWARF 4, section 7.6). Distances are counted in a power of two, for buckets are as far
 * apart; where that changes, a zero and the new one are put before.
 */
public final class PackedDistribution {

    /** A zero, the power of two, the distance and the count. */
    private static final int LONGEST = 1 + 1 + 10 + 10;

    private static final int MORE = 0x80;

    /** A greater distance takes a second byte, which a greater power of two may save. */
    private static final int FAR = MORE / 2;

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
        byte[] packed = new byte[LONGEST * distribution.buckets()];
        int end = 0;
        int power = 0;
        long before = -1; // so that the first distance is not zero either
        for (int i = 0; i < distribution.buckets(); i++) {
            long distance = distribution.bucketNanos(i) - before;
            long count = distribution.bucketCount(i);
            int most = Long.numberOfTrailingZeros(distance);
            if (most < power || most > power && Long.compareUnsigned(distance >>> power, FAR) >= 0) {
                power = most;
                end = put(packed, end, 0);
                end = put(packed, end, power);
            }
            end = put(packed, end, distance >>> power << 1 | (count == 1 ? 0 : 1));
            if (count != 1) {
                end = put(packed, end, count);
            }
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
        Distribution made = packed.unpacked();
        for (int i = 0; i < made.buckets(); i++) {
            if (made.bucketCount(i) < 1 || made.bucketNanos(i) <= (i == 0 ? -1 : made.bucketNanos(i - 1))) {
                throw new IllegalArgumentException("bucket " + i + " is no bucket of times that ascend");
            }
        }
        return packed;
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
        var reader = new Reader(buckets);
        int power = 0;
        long value = -1;
        long all = 0;
        for (int i = 0; i < size; i++) {
            long distance = reader.next();
            if (distance == 0) {
                power = (int) reader.next();
                distance = reader.next();
            }
            value += distance >>> 1 << power;
            values[i] = value;
            counts[i] = (distance & 1) == 0 ? 1 : reader.next();
            all += counts[i];
        }
        return new Distribution(values, counts, all, minNanos, maxNanos, sumNanos);
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
        while ((rest & -MORE) != 0) {
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
            require(1);
            byte group = bytes[at++];
            long number = group & (MORE - 1);
            for (int shift = 7; group < 0; shift += 7) {
                if (shift >= Long.SIZE) {
                    throw new IllegalArgumentException("a number is longer than " + LONGEST + " bytes");
                }
                require(1);
                group = bytes[at++];
                number |= (long) (group & (MORE - 1)) << shift;
            }
            return number;
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
