package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.Interval;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How often something happened in each stretch of a run, merged as a {@link Timeline} merges. Belongs to one thread.
 */
final class CountCourse {

    /** Makes something of a stretch. */
    interface Stretch<T> {
        T of(Duration start, Duration length, long count);
    }

    private long[] counts = {};
    private long intervalsPerStretch = 1;

    /** Adds what was counted in the interval of that number, from 0. */
    void add(long interval, long count) {
        while (interval / intervalsPerStretch >= Timeline.MAX_INTERVALS) {
            halve();
        }
        if (count == 0) {
            return;
        }
        int stretch = (int) (interval / intervalsPerStretch);
        if (stretch >= counts.length) {
            counts = Arrays.copyOf(counts, Math.min(Timeline.MAX_INTERVALS, stretch + stretch / 2 + 8));
        }
        counts[stretch] += count;
    }

    private void halve() {
        for (int i = 0; i < counts.length; i++) {
            long count = counts[i];
            counts[i] = 0;
            counts[i / 2] += count;
        }
        intervalsPerStretch *= 2;
    }

    /** Adds all of another course. */
    void add(CountCourse other) {
        for (int i = 0; i < other.counts.length; i++) {
            add(i * other.intervalsPerStretch, other.counts[i]);
        }
    }

    /** Returns the stretches in which anything was counted, whose times are those of {@code run}. */
    <T> List<T> over(Timeline<?> timeline, List<Interval> run, Stretch<T> maker) {
        while (intervalsPerStretch < timeline.mergedPerInterval()) {
            halve(); // nothing was counted of late
        }
        int intervals = (int) (intervalsPerStretch / timeline.mergedPerInterval());
        var stretches = new ArrayList<T>();
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] > 0) {
                Interval from = run.get(i * intervals);
                Interval to = run.get(Math.min((i + 1) * intervals, run.size()) - 1);
                stretches.add(
                        maker.of(from.start(), to.start().plus(to.length()).minus(from.start()), counts[i]));
            }
        }
        return stretches;
    }

    void write(ByteOutput out) {
        out.number(intervalsPerStretch);
        out.number(counts.length);
        for (long count : counts) {
            out.number(count);
        }
    }

    /** Becomes what was written. */
    void read(ByteInput in) {
        intervalsPerStretch = Math.max(1, in.number());
        counts = new long[in.number(Timeline.MAX_INTERVALS)];
        Arrays.setAll(counts, stretch -> in.number());
    }
}
