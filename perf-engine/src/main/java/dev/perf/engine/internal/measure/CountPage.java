package dev.perf.engine.internal.measure;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Counts of the buckets of one power of two, in as many bytes each as the greatest of them needs: 2^31 times fall into one
 * bucket within a day of heavy load, and a few into most. Not thread-safe.
 */
final class CountPage {

    static final int BUCKETS = BucketCounts.HALF;

    private static final VarHandle SHORTS = view(short[].class);
    private static final VarHandle INTS = view(int[].class);
    private static final VarHandle LONGS = view(long[].class);
    private static final int WORD_BITS = 6;

    private byte[] counts = new byte[BUCKETS];

    /** Bytes of each count, as a power of two. */
    private int width;

    private long most = 0xFF;

    /** A bit for each bucket that may be in use. */
    private final long[] used = new long[BUCKETS / Long.SIZE];

    private long total;

    private static VarHandle view(Class<?> type) {
        return MethodHandles.byteArrayViewVarHandle(type, ByteOrder.nativeOrder());
    }

    /** Counts {@code number} more times in a bucket, or as many fewer where it is negative. */
    void add(int at, long number) {
        long sum = count(at) + number;
        while (sum > most) {
            widen();
        }
        set(at, sum);
        used[at >> WORD_BITS] |= 1L << at;
        total += number;
    }

    private void widen() {
        var wider = new CountPage();
        wider.width = width + 1;
        wider.most = wider.width == 3 ? Long.MAX_VALUE : (1L << (Byte.SIZE << wider.width)) - 1;
        wider.counts = new byte[BUCKETS << wider.width];
        for (int at = 0; at < BUCKETS; at++) {
            wider.set(at, count(at));
        }
        counts = wider.counts;
        width = wider.width;
        most = wider.most;
    }

    private long count(int at) {
        return switch (width) {
            case 0 -> counts[at] & 0xFFL;
            case 1 -> (short) SHORTS.get(counts, at << 1) & 0xFFFFL;
            case 2 -> (int) INTS.get(counts, at << 2) & 0xFFFF_FFFFL;
            default -> (long) LONGS.get(counts, at << 3);
        };
    }

    private void set(int at, long count) {
        switch (width) {
            case 0 -> counts[at] = (byte) count;
            case 1 -> SHORTS.set(counts, at << 1, (short) count);
            case 2 -> INTS.set(counts, at << 2, (int) count);
            default -> LONGS.set(counts, at << 3, count);
        }
    }

    /** Returns how many times there are. */
    long total() {
        return total;
    }

    /** Hands over each bucket that holds times, the lowest first, as so many more than {@code first}. */
    void forEach(int first, PagedCounts.Bucket bucket) {
        for (int word = 0; word < used.length; word++) {
            for (long bits = used[word]; bits != 0; bits &= bits - 1) {
                int at = (word << WORD_BITS) + Long.numberOfTrailingZeros(bits);
                long count = count(at);
                if (count > 0) {
                    bucket.accept(first + at, count);
                }
            }
        }
    }

    /** Returns the bucket of the time of some rank, counted from 1; not more than there are. */
    int bucketAt(long rank) {
        long left = rank;
        int at = 0;
        for (long count = count(0); left > count; count = count(at)) {
            left -= count;
            at++;
        }
        return at;
    }

    /** Returns how many buckets hold times. */
    int size() {
        int size = 0;
        for (int at = 0; at < BUCKETS; at++) {
            size += count(at) > 0 ? 1 : 0;
        }
        return size;
    }

    /** Forgets all times, and keeps the memory for the next. */
    void reset() {
        for (int word = 0; word < used.length; word++) {
            for (long bits = used[word]; bits != 0; bits &= bits - 1) {
                set((word << WORD_BITS) + Long.numberOfTrailingZeros(bits), 0);
            }
        }
        Arrays.fill(used, 0);
        total = 0;
    }
}
