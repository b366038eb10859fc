package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import java.util.Arrays;

/**
 * Counts of times by bucket of an HdrHistogram of three significant digits whose lowest discernible value is
 * {@value #LOWEST_NANOS} ns: what recording needs of one, without the upkeep of its own totals and extremes, which
 * costs as much again.
 *
 * <p>The arithmetic is that of {@code AbstractHistogram.getBucketIndex} and {@code getSubBucketIndex} of HdrHistogram
 * 2.2, so counts move to a histogram of that layout without changing their buckets. The first {@value #FEW} times are
 * only listed, so that what is seldom timed takes next to no memory; the table that follows grows with the longest time
 * seen. Not thread-safe.
 */
final class BucketCounts {

    static final long LOWEST_NANOS = 1_000;

    static final int SIGNIFICANT_DIGITS = 3;

    /** Times that differ only below this bit share a bucket: 2^9 is the largest power of two up to the lowest time. */
    private static final int UNIT_BITS = 9;
    /** A power of two is divided into as many equal buckets; 1000 of them would do for three digits. */
    private static final int HALF_BITS = 10;

    static final int HALF = 1 << HALF_BITS;
    private static final long LINEAR_MASK = (2L * HALF - 1) << UNIT_BITS;
    /** The bucket of the longest time that a long can hold. */
    private static final int LAST = index(Long.MAX_VALUE);

    private static final int LEADING_ZEROS = Long.SIZE - UNIT_BITS - HALF_BITS - 1;

    /** A table takes 8 kB and more, a list of that many times a fiftieth of it. */
    static final int FEW = 32;

    private static final int[] NONE = {};

    /** Times per bucket; empty while they are listed. */
    private int[] counts = NONE;

    /** The bucket of each time; empty once there is a table. */
    private int[] listed = NONE;

    private int size;

    /** Counts a time, which is positive. */
    void add(long nanos) {
        addAt(index(nanos));
    }

    /** Counts a time of a bucket. */
    void addAt(int index) {
        if (index < counts.length) {
            counts[index]++;
        } else if (counts.length > 0) {
            counts = Arrays.copyOf(counts, (index / HALF + 1) * HALF);
            counts[index]++;
        } else {
            list(index);
        }
    }

    private void list(int index) {
        if (size == FEW) {
            int[] before = listed;
            listed = NONE;
            size = 0;
            counts = new int[2 * HALF];
            for (int bucket : before) {
                addAt(bucket);
            }
            addAt(index);
            return;
        }
        if (size == listed.length) {
            listed = Arrays.copyOf(listed, size + FEW / 4);
        }
        listed[size++] = index;
    }

    void addTo(PagedCounts total) {
        total.addAll(listed, size);
        for (int index = 0; index < counts.length; index++) {
            if (counts[index] != 0) {
                total.add(index, counts[index]);
            }
        }
    }

    /** Writes the buckets and their counts, as {@link #read} reads them. */
    void write(ByteOutput out) {
        var buckets = new Buckets(out);
        if (counts.length == 0) {
            int[] sorted = Arrays.copyOf(listed, size);
            Arrays.sort(sorted);
            for (int i = 0, next; i < size; i = next) {
                next = i + 1;
                while (next < size && sorted[next] == sorted[i]) {
                    next++;
                }
                buckets.put(sorted[i], next - i);
            }
        } else {
            for (int index = 0; index < counts.length; index++) {
                buckets.put(index, counts[index]);
            }
        }
    }

    /** Writes the buckets of {@code all} and their counts. */
    static void write(PagedCounts all, ByteOutput out) {
        all.forEach(new Buckets(out)::put);
    }

    /** Reads {@code times} times that were written, and adds each bucket of them to {@code total}. */
    static void read(ByteInput in, long times, PagedCounts.Bucket total) {
        long index = 0;
        for (long left = times; left > 0; ) {
            long step = in.number();
            long count = (step & 1) == 0 ? 1 : in.number();
            index += step >>> 1;
            if (index > LAST || count < 1 || count > left) {
                throw new BadBytesException("bucket " + index + " with " + count + " of " + left + " times");
            }
            total.accept((int) index, count);
            left -= count;
        }
    }

    /** Buckets one behind the other: most are near the one before, and most of few times have a single one. */
    private static final class Buckets {
        private final ByteOutput out;
        private int before;

        Buckets(ByteOutput out) {
            this.out = out;
        }

        void put(int index, long count) {
            if (count == 0) {
                return;
            }
            long step = (long) (index - before) << 1;
            if (count == 1) {
                out.number(step);
            } else {
                out.number(step | 1);
                out.number(count);
            }
            before = index;
        }
    }

    void reset() {
        Arrays.fill(counts, 0);
        size = 0;
    }

    /** Returns the bucket of a time, which is positive. */
    static int index(long nanos) {
        int power = LEADING_ZEROS - Long.numberOfLeadingZeros(nanos | LINEAR_MASK);
        int linear = (int) (nanos >>> (power + UNIT_BITS));
        return (power << HALF_BITS) + linear;
    }

    /** Returns the longest time that a bucket stands for, in nanoseconds. */
    static long highestAt(int index) {
        return lowestAt(index + 1) - 1;
    }

    private static long lowestAt(int index) {
        int power = Math.max(0, (index >> HALF_BITS) - 1);
        return (long) (index - (power << HALF_BITS)) << (power + UNIT_BITS);
    }
}
