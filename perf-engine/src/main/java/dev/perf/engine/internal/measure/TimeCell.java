package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.Distribution;
import org.jspecify.annotations.Nullable;

/**
 * Times of one series: an HdrHistogram of three significant digits, with exact sum, minimum and maximum beside it.
 *
 * <p>Users record into bare {@link BucketCounts}, which are added up in {@link PagedCounts}. Zeros, which most connection phases are, are only counted. Not thread-safe: a {@link Recorder} sees to it that one thread at a time
 * writes.
 */
final class TimeCell {

    private @Nullable BucketCounts recorded;
    private @Nullable PagedCounts added;
    private long recordedCount;
    private long zeros;
    private long sum;
    /** What is not in {@link #sum}: sums of many intervals may be longer than a long. */
    private double summedBefore;

    private long min = Long.MAX_VALUE;
    private long max;

    void record(long nanos) {
        if (nanos <= 0) {
            recordZeros(1);
            return;
        }
        counts().add(nanos);
        recordedCount++;
        sum += nanos;
        min = Math.min(min, nanos);
        max = Math.max(max, nanos);
    }

    /** Records a value so large that a few of them may be more than a long holds. */
    void recordAny(long value) {
        if (sum > Long.MAX_VALUE - value) {
            summedBefore += sum;
            sum = 0;
        }
        record(value);
    }

    void recordZeros(long count) {
        if (count > 0) {
            zeros += count;
            min = 0;
        }
    }

    long count() {
        return zeros + recordedCount + (added == null ? 0 : added.total());
    }

    /** Returns the longest time; 0 without times. */
    long max() {
        return max;
    }

    /** Returns the sum of all times. */
    double sum() {
        return summedBefore + sum;
    }

    void addTo(TimeCell total) {
        total.zeros += zeros;
        total.summedBefore += summedBefore;
        if (total.sum > Long.MAX_VALUE - sum) {
            total.summedBefore += total.sum;
            total.sum = 0;
        }
        total.sum += sum;
        total.min = Math.min(total.min, min);
        total.max = Math.max(total.max, max);
        if (recorded != null && recordedCount > 0) {
            recorded.addTo(total.paged());
        }
        if (added != null && added.total() > 0) {
            added.addTo(total.paged());
        }
    }

    private BucketCounts counts() {
        if (recorded == null) {
            recorded = new BucketCounts();
        }
        return recorded;
    }

    private PagedCounts paged() {
        if (added == null) {
            added = new PagedCounts();
        }
        return added;
    }

    /** Forgets the times, and gives back the memory that so few do not need. */
    void reset() {
        if (recordedCount <= BucketCounts.FEW) {
            recorded = null;
        } else if (recorded != null) {
            recorded.reset();
        }
        if (added != null) {
            added.reset();
        }
        recordedCount = 0;
        zeros = 0;
        sum = 0;
        summedBefore = 0;
        min = Long.MAX_VALUE;
        max = 0;
    }

    /** Writes what was recorded; zeros alone take two bytes. */
    void write(ByteOutput out) {
        BucketCounts few = recordedCount > 0 ? recorded : null;
        PagedCounts many = added != null && added.total() > 0 ? added : null;
        out.number(zeros);
        out.number(count() - zeros);
        if (few == null && many == null) {
            return;
        }
        out.number(recordedCount);
        out.number(sum);
        out.optional(summedBefore == 0 ? null : summedBefore, ByteOutput::real);
        out.number(min);
        out.number(max);
        if (few != null) {
            few.write(out);
        }
        if (many != null) {
            BucketCounts.write(many, out);
        }
    }

    /** Adds what was written. */
    void read(ByteInput in) {
        var read = new TimeCell();
        read.recordZeros(in.number());
        long times = in.number();
        if (times != 0) {
            read.readTimes(in, times);
        }
        read.addTo(this);
    }

    private void readTimes(ByteInput in, long times) {
        long recordedThere = in.number();
        sum = in.number();
        Double before = in.optional(ByteInput::real);
        summedBefore = before == null ? 0 : before;
        min = in.number();
        max = in.number();
        if (times < 0 || recordedThere < 0 || recordedThere > times || sum < 0 || min < 0 || max < min) {
            throw new BadBytesException(times + " times from " + min + " to " + max + " with the sum " + sum);
        }
        PagedCounts.Bucket many = (bucket, count) -> paged().add(bucket, count);
        BucketCounts.read(in, recordedThere, recordedThere <= BucketCounts.FEW ? this::addFew : many);
        BucketCounts.read(in, times - recordedThere, many);
    }

    private void addFew(int bucket, long count) {
        for (long i = 0; i < count; i++) {
            counts().addAt(bucket);
        }
        recordedCount += count;
    }

    Distribution distribution() {
        if (count() == 0) {
            return Distribution.EMPTY;
        }
        PagedCounts all = added == null ? new PagedCounts() : added;
        if (recorded != null && recordedCount > 0) {
            all = new PagedCounts();
            recorded.addTo(all);
            if (added != null) {
                added.addTo(all);
            }
        }
        return all.distribution(zeros, min, max, sum());
    }
}
