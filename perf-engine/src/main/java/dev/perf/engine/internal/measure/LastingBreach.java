package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The value that was kept up for a time: of each stretch of that length the mildest. The limit was broken all along a
 * stretch just where its mildest value breaks it, so the worst of the mildest tells whether a breach lasted, and by how
 * much.
 *
 * <p>Memory is bounded by the number of intervals in a stretch.
 */
final class LastingBreach {

    /**
     * A value.
     *
     * @param start beginning of the interval that it is of
     * @param samples how many samples it rests on
     */
    record Value(Duration start, double actual, long samples) {}

    private final Threshold threshold;
    private final Duration length;

    /** Beginnings of the intervals of the stretch. */
    private final Deque<Duration> starts = new ArrayDeque<>();

    /** Those values of the stretch that are milder than all after them, the mildest first. */
    private final Deque<Value> mildest = new ArrayDeque<>();

    LastingBreach(Threshold threshold, Duration length) {
        this.threshold = threshold;
        this.length = length;
    }

    /**
     * Goes on by the value of an interval.
     *
     * @param end its end
     * @return the mildest value of the stretch that ends with it; null while there is none of the length
     */
    @Nullable
    Value add(Value value, Duration end) {
        starts.addLast(value.start());
        while (!mildest.isEmpty() && threshold.margin(mildest.getLast().actual()) <= threshold.margin(value.actual())) {
            mildest.removeLast();
        }
        mildest.addLast(value);
        Duration begin = starts.removeFirst();
        while (!starts.isEmpty() && end.minus(starts.getFirst()).compareTo(length) >= 0) {
            begin = starts.removeFirst();
        }
        starts.addFirst(begin);
        while (mildest.getFirst().start().compareTo(begin) < 0) {
            mildest.removeFirst();
        }
        return end.minus(begin).compareTo(length) >= 0 ? mildest.getFirst() : null;
    }

    /** Returns the mildest value of the stretch so far; null where there is none. */
    @Nullable
    Value soFar() {
        return mildest.peekFirst();
    }

    void write(ByteOutput out) {
        out.list(starts, ByteOutput::duration);
        out.list(mildest, LastingBreach::write);
    }

    /** Becomes what was written. */
    void read(ByteInput in) {
        starts.addAll(in.list(ByteInput::duration));
        mildest.addAll(in.list(LastingBreach::readValue));
    }

    static void write(ByteOutput out, Value value) {
        out.duration(value.start());
        out.real(value.actual());
        out.number(value.samples());
    }

    static Value readValue(ByteInput in) {
        return new Value(in.duration(), in.real(), in.number());
    }
}
