package dev.perf.benchmark;

import dev.perf.text.DurationText;
import dev.perf.text.Figures;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long a warm-up or a round is: a time or a number of operations. One that has both is a mistake in the plan.
 *
 * @param time how long, each thread; null where a number is set
 * @param operations how many, of all threads together; null where a time is set
 */
public record Extent(@Nullable Duration time, @Nullable Long operations) {

    /** Neither a time nor a number, which stands for the default. */
    public static final Extent UNSET = new Extent(null, null);

    /** Returns this, with a time. */
    public Extent withTime(Duration value) {
        return new Extent(value, operations);
    }

    /** Returns this, with a number of operations. */
    public Extent withOperations(long value) {
        return new Extent(time, value);
    }

    /** Tells whether neither a time nor a number was set. */
    public boolean isUnset() {
        return time == null && operations == null;
    }

    /** Returns {@code 500ms} or {@code 10,000 operations}. */
    @Override
    public String toString() {
        if (operations != null) {
            return Figures.count(operations, "operation");
        }
        return time == null ? "unset" : DurationText.of(time);
    }
}
