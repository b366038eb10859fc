package dev.perf.engine.internal.measure;

import dev.perf.result.Distribution;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts of times by bucket, over any length of time: {@link BucketCounts} added up. There is memory for the powers of
 * two that times fell into and for no others, so that thousands of series can be kept; and work is in proportion to
 * the buckets in use. Not thread-safe.
 */
final class PagedCounts {

    /** A page has the buckets of one power of two. */
    private static final int PAGE = BucketCounts.HALF;

    private static final int WORD_BITS = 6;

    private static final class Page {
        final int[] counts = new int[PAGE];
        /** A bit for each bucket that is in use. */
        final long[] used = new long[PAGE / Long.SIZE];
        /** What did not fit into {@link #counts}: 2^31 times fall into one bucket within a day of heavy load. */
        long @Nullable [] excess;

        void add(int at, long number) {
            used[at >> WORD_BITS] |= 1L << at;
            long sum = counts[at] + number;
            if (sum > Integer.MAX_VALUE) {
                if (excess == null) {
                    excess = new long[PAGE];
                }
                excess[at] += sum;
                sum = 0;
            }
            counts[at] = (int) sum;
        }

        long count(int at) {
            return excess == null ? counts[at] : counts[at] + excess[at];
        }

        void reset() {
            for (int word = 0; word < used.length; word++) {
                for (long bits = used[word]; bits != 0; bits &= bits - 1) {
                    counts[(word << WORD_BITS) + Long.numberOfTrailingZeros(bits)] = 0;
                }
                used[word] = 0;
            }
            excess = null;
        }

        int size() {
            int size = 0;
            for (long word : used) {
                size += Long.bitCount(word);
            }
            return size;
        }
    }

    /** Receives a bucket and how many times it holds. */
    @FunctionalInterface
    interface Bucket {
        void accept(int index, long count);
    }

    private @Nullable Page[] pages = {};
    private long total;

    /** Returns how many times there are. */
    long total() {
        return total;
    }

    /** Counts {@code number} more times in a bucket. */
    void add(int index, long number) {
        int page = index / PAGE;
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, page + 1);
        }
        Page of = pages[page];
        if (of == null) {
            of = new Page();
            pages[page] = of;
        }
        of.add(index % PAGE, number);
        total += number;
    }

    /** Adds all times to {@code sum}. */
    void addTo(PagedCounts sum) {
        forEach(sum::add);
    }

    /** Hands over each bucket that holds times, the lowest first. */
    void forEach(Bucket bucket) {
        for (int number = 0; number < pages.length; number++) {
            Page page = pages[number];
            for (int word = 0; page != null && word < page.used.length; word++) {
                for (long bits = page.used[word]; bits != 0; bits &= bits - 1) {
                    int at = (word << WORD_BITS) + Long.numberOfTrailingZeros(bits);
                    bucket.accept(number * PAGE + at, page.count(at));
                }
            }
        }
    }

    /** Forgets all times, and keeps the memory for the next. */
    void reset() {
        for (Page page : pages) {
            if (page != null) {
                page.reset();
            }
        }
        total = 0;
    }

    /**
     * Returns the distribution of the times.
     *
     * @param zeros how many times are zero, beside those that were counted
     * @param min lowest of all times
     * @param max highest
     * @param sum their sum
     */
    Distribution distribution(long zeros, long min, long max, double sum) {
        int size = zeros > 0 ? 1 : 0;
        for (Page page : pages) {
            size += page == null ? 0 : page.size();
        }
        var buckets = new Buckets(size);
        if (zeros > 0) {
            buckets.add(0, zeros);
        }
        forEach((index, count) -> buckets.add(BucketCounts.highestAt(index), count));
        return Distribution.of(buckets.values, buckets.counts, min, max, sum);
    }

    private static final class Buckets {
        final long[] values;
        final long[] counts;
        private int size;

        Buckets(int capacity) {
            values = new long[capacity];
            counts = new long[capacity];
        }

        void add(long highest, long count) {
            values[size] = highest;
            counts[size++] = count;
        }
    }
}
