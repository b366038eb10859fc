package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.ThresholdResult;
import dev.perf.result.ThresholdResult.Point;
import dev.perf.threshold.Threshold;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How what a threshold judges went over time, in bounded memory, and how long it was on the bad side. */
final class Course {

    private final Threshold threshold;
    private final Timeline<Point> points;
    private double judgedSeconds;
    private double breachSeconds;
    private Duration longest = Duration.ZERO;
    private @Nullable Duration breachBegan;

    Course(Threshold threshold) {
        this.threshold = threshold;
        this.points = new Timeline<>(ThresholdResult.MOST_POINTS, this::merged);
    }

    /** Of neighbours the worse one is kept, so that no breach is smoothed away. */
    private Point merged(Point earlier, Point later) {
        boolean earlierIsWorse = threshold.margin(earlier.value()) < threshold.margin(later.value());
        return new Point(later.at(), earlierIsWorse ? earlier.value() : later.value());
    }

    /**
     * Goes on by an interval.
     *
     * @param end its end, since the start of the load
     * @param value null where there is none, which says nothing
     */
    void add(Duration end, double seconds, @Nullable Double value) {
        if (value == null) {
            return;
        }
        points.add(new Point(end, value));
        judgedSeconds += seconds;
        if (threshold.holds(value)) {
            breachBegan = null;
            return;
        }
        breachSeconds += seconds;
        Duration began = breachBegan == null ? end.minusNanos(Math.round(seconds * 1e9)) : breachBegan;
        breachBegan = began;
        Duration length = end.minus(began);
        longest = length.compareTo(longest) > 0 ? length : longest;
    }

    @Nullable
    Double breachShare() {
        return judgedSeconds > 0 ? (Double) (breachSeconds / judgedSeconds) : null;
    }

    Duration longestBreach() {
        return longest;
    }

    List<Point> points() {
        return points.intervals();
    }

    void write(ByteOutput out) {
        points.write(out, (to, point) -> {
            to.duration(point.at());
            to.real(point.value());
        });
        out.real(judgedSeconds);
        out.real(breachSeconds);
        out.duration(longest);
        out.optional(breachBegan, ByteOutput::duration);
    }

    /** Becomes what was written. */
    void read(ByteInput in) {
        points.read(in, from -> new Point(from.duration(), from.real()));
        judgedSeconds = in.real();
        breachSeconds = in.real();
        longest = in.duration();
        breachBegan = in.optional(ByteInput::duration);
    }
}
