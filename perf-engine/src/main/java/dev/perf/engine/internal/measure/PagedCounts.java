package dev.perf.engine.internal.measure;

import dev.perf.result.Distribution;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Counts of times by bucket, over any length of time: {@link BucketCounts} added up. The first {@value #MOST_LISTED} times
 * are only listed. Then there is memory for the powers of two that times fell into and for no others, so that thousands
 * of series can be kept; what comes later is listed again until there is enough of it to be worth looking those up. Work is
 * in proportion to the buckets in use. Not thread-safe.
 */
final class PagedCounts {

    static final int MOST_LISTED = 256;

    private static final int FIRST_LENGTH = 16;
    private static final int PAGE = CountPage.BUCKETS;
    private static final int[] NONE = {};

    /** Receives a bucket and how many times it holds. */
    @FunctionalInterface
    interface Bucket {
        void accept(int index, long count);
    }

    /** The bucket of each time that is in no page yet. */
    private int[] listed = NONE;

    private int size;
    private boolean isSorted = true;

    private @Nullable CountPage[] pages = {};

    /** How many times are in pages. */
    private long paged;

    /** Returns how many times there are. */
    long total() {
        return paged + size;
    }

    /** Counts a time in a bucket. */
    void add(int index) {
        reserve(1);
        listed[size++] = index;
        isSorted = false;
    }

    /** Counts {@code number} more times in a bucket, or as many fewer where it is negative. */
    void add(int index, long number) {
        if (number == 1) {
            add(index);
            return;
        }
        if (number < 0) {
            spill();
        }
        addToPage(index, number);
    }

    /** Counts a time in each of the first {@code count} of {@code buckets}, {@value #MOST_LISTED} at most. */
    void addAll(int[] buckets, int count) {
        reserve(count);
        System.arraycopy(buckets, 0, listed, size, count);
        size += count;
        isSorted = false;
    }

    private void reserve(int more) {
        if (size + more > MOST_LISTED) {
            spill();
        }
        if (size + more > listed.length) {
            int length = Math.max(FIRST_LENGTH, Integer.highestOneBit(size + more - 1) * 2);
            listed = Arrays.copyOf(listed, length);
        }
    }

    private void spill() {
        for (int i = 0; i < size; i++) {
            addToPage(listed[i], 1);
        }
        size = 0;
        isSorted = true;
    }

    private void addToPage(int index, long number) {
        int page = index / PAGE;
        if (page >= pages.length) {
            pages = Arrays.copyOf(pages, page + 1);
        }
        CountPage of = pages[page];
        if (of == null) {
            of = new CountPage();
            pages[page] = of;
        }
        of.add(index % PAGE, number);
        paged += number;
    }

    /** Adds all times to {@code sum}. */
    void addTo(PagedCounts sum) {
        if (size > 0) {
            sum.addAll(listed, size);
        }
        if (paged > 0) {
            for (int number = 0; number < pages.length; number++) {
                CountPage page = pages[number];
                if (page != null) {
                    page.forEach(number * PAGE, sum::add);
                }
            }
        }
    }

    /** Hands over each bucket that holds times, the lowest first. */
    void forEach(Bucket bucket) {
        if (paged == 0) {
            forEachListed(bucket);
            return;
        }
        spill();
        for (int number = 0; number < pages.length; number++) {
            CountPage page = pages[number];
            if (page != null) {
                page.forEach(number * PAGE, bucket);
            }
        }
    }

    private void forEachListed(Bucket bucket) {
        sort();
        for (int i = 0, next; i < size; i = next) {
            next = i + 1;
            while (next < size && listed[next] == listed[i]) {
                next++;
            }
            bucket.accept(listed[i], next - i);
        }
    }

    private void sort() {
        if (!isSorted) {
            Arrays.sort(listed, 0, size);
            isSorted = true;
        }
    }

    /** Returns how many buckets hold times. */
    private int buckets() {
        int buckets = 0;
        if (paged == 0) {
            sort();
            for (int i = 0; i < size; i++) {
                buckets += i == 0 || listed[i] != listed[i - 1] ? 1 : 0;
            }
            return buckets;
        }
        spill();
        for (CountPage page : pages) {
            buckets += page == null ? 0 : page.size();
        }
        return buckets;
    }

    /** Forgets all times, and keeps the memory for the next unless few of them need none. */
    void reset() {
        if (paged <= MOST_LISTED) {
            pages = new CountPage[0];
        }
        for (CountPage page : pages) {
            if (page != null) {
                page.reset();
            }
        }
        paged = 0;
        size = 0;
        isSorted = true;
    }

    /**
     * Returns the longest time of the bucket that holds the time of some rank, in nanoseconds.
     *
     * @param rank which time, counted from 1, the shortest first; not more than there are
     */
    long timeAt(long rank) {
        if (paged == 0) {
            sort();
            return BucketCounts.highestAt(listed[(int) rank - 1]);
        }
        spill();
        long left = rank;
        for (int number = 0; number < pages.length; number++) {
            CountPage page = pages[number];
            if (page != null && left > page.total()) {
                left -= page.total();
            } else if (page != null) {
                return BucketCounts.highestAt(number * PAGE + page.bucketAt(left));
            }
        }
        throw new IllegalArgumentException("there are " + total() + " times, and no " + rank);
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
        var buckets = new Buckets(buckets() + (zeros > 0 ? 1 : 0));
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
