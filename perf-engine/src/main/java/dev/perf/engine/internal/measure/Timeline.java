package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * What was measured in each interval of a run, in bounded memory: when there are more than 1,200, neighbours are merged,
 * counts added, so that a day takes no more room than an hour and no sample is lost. Timelines to which the same number
 * of intervals was added have the same ones merged. Belongs to one thread.
 *
 * @param <T> what is measured
 */
final class Timeline<T> {

    static final int MAX_INTERVALS = 1_200;

    private final int most;
    private final BinaryOperator<T> plus;
    private List<T> intervals = new ArrayList<>();
    private int mergedPerInterval = 1;
    private int inLast;

    /**
     * Creates an empty timeline.
     *
     * @param plus makes one of two neighbours, the earlier first
     */
    Timeline(BinaryOperator<T> plus) {
        this(MAX_INTERVALS, plus);
    }

    /**
     * Creates an empty timeline that is shorter or longer.
     *
     * @param most how many intervals there may be, an even number
     */
    Timeline(int most, BinaryOperator<T> plus) {
        this.most = most;
        this.plus = plus;
    }

    void add(T interval) {
        if (inLast > 0 && inLast < mergedPerInterval) {
            intervals.set(intervals.size() - 1, plus.apply(intervals.getLast(), interval));
            inLast++;
            return;
        }
        if (intervals.size() == most) {
            halve();
        }
        intervals.add(interval);
        inLast = 1;
    }

    private void halve() {
        var merged = new ArrayList<T>(most);
        for (int i = 0; i + 1 < intervals.size(); i += 2) {
            merged.add(plus.apply(intervals.get(i), intervals.get(i + 1)));
        }
        intervals = merged;
        mergedPerInterval *= 2;
    }

    /** Returns how many of the intervals that were added make one of those that there are. */
    int mergedPerInterval() {
        return mergedPerInterval;
    }

    List<T> intervals() {
        return List.copyOf(intervals);
    }

    /** Writes all intervals. */
    void write(ByteOutput out, BiConsumer<ByteOutput, T> put) {
        out.number(mergedPerInterval);
        out.number(inLast);
        out.list(intervals, put);
    }

    /** Becomes what was written. */
    void read(ByteInput in, Function<ByteInput, T> take) {
        mergedPerInterval = in.number(Integer.MAX_VALUE);
        inLast = in.number(mergedPerInterval);
        intervals = in.list(take);
        if (intervals.size() > most || inLast == 0 != intervals.isEmpty()) {
            throw new BadBytesException(intervals.size() + " intervals, of which the last has " + inLast);
        }
    }

    /** Returns a timeline of the same intervals, which stays as it is. */
    Timeline<T> copy() {
        var copy = new Timeline<T>(most, plus);
        copy.intervals = new ArrayList<>(intervals);
        copy.mergedPerInterval = mergedPerInterval;
        copy.inLast = inLast;
        return copy;
    }
}
