package dev.perf.engine.internal.measure;

import dev.perf.result.Interval;
import java.util.ArrayList;
import java.util.List;

/**
 * The intervals of a run, in bounded memory: when there are more than 1,200, neighbours are merged, counts added, so
 * that a day takes no more room than an hour and no sample is lost. Belongs to one thread.
 */
final class Timeline {

    private static final int MAX_INTERVALS = 1_200;

    private List<Interval> intervals = new ArrayList<>();
    private int mergedPerInterval = 1;
    private int inLast;

    void add(Interval interval) {
        if (inLast > 0 && inLast < mergedPerInterval) {
            intervals.set(intervals.size() - 1, intervals.getLast().plus(interval));
            inLast++;
            return;
        }
        if (intervals.size() == MAX_INTERVALS) {
            halve();
        }
        intervals.add(interval);
        inLast = 1;
    }

    private void halve() {
        var merged = new ArrayList<Interval>(MAX_INTERVALS);
        for (int i = 0; i + 1 < intervals.size(); i += 2) {
            merged.add(intervals.get(i).plus(intervals.get(i + 1)));
        }
        intervals = merged;
        mergedPerInterval *= 2;
    }

    List<Interval> intervals() {
        return List.copyOf(intervals);
    }
}
