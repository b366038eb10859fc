package dev.perf.engine.internal.plan;

import dev.perf.load.OpenLoad;
import java.util.ArrayList;
import java.util.List;

/**
 * When each iteration of an open profile starts.
 *
 * <p>The number of iterations due by a time is the area under the rate's curve. The k-th iteration, from 0, starts
 * where that area reaches {@code k + 0.5}: evenly spaced at a constant rate, ever closer on a rising ramp, and never
 * more than half an iteration off the area. Solving for each k from the start of the profile, rather than adding gaps,
 * keeps rounding errors from adding up. All times are nanoseconds since the start of the profile.
 */
public final class ArrivalSchedule {

    private static final double SECOND = 1e9;

    /** A millionth of an iteration, for areas such as 3 x 0.1 that ought to be whole and are not in binary. */
    private static final double FORGIVEN = 1e-6;

    /** A stage with a rate in starts per second that changes on a straight line, and the area before and after it. */
    private record Stretch(double start, double length, double from, double to, double before) {

        double end() {
            return start + length;
        }

        double after() {
            return before + (from + to) / 2 * length;
        }

        double rateAt(double time) {
            return from + (to - from) * (time - start) / length;
        }

        /**
         * The time at which the area reaches {@code area}: the root of {@code from t + slope t^2 / 2}, in the form
         * that loses no digits when the slope is small (Press et al., Numerical Recipes, 5.6).
         */
        double timeOf(double area) {
            double rest = area - before;
            double slope = (to - from) / length;
            double root = Math.sqrt(Math.max(0, from * from + 2 * slope * rest));
            return start + Math.min(length, 2 * rest / (from + root));
        }
    }

    private final List<Stretch> stretches = new ArrayList<>();
    private final long count;
    private final long end;

    private ArrivalSchedule(OpenLoad load) {
        double time = 0;
        double area = 0;
        double rate = load.startRate().perSecond();
        for (OpenLoad.Stage stage : load.stages()) {
            double length = stage.duration().toNanos() / SECOND;
            double to = stage.rate().perSecond();
            if (length > 0) {
                Stretch stretch = new Stretch(time, length, rate, to, area);
                stretches.add(stretch);
                area = stretch.after();
            }
            time += length;
            rate = to;
        }
        this.count = (long) Math.floor(area + 0.5 + FORGIVEN);
        this.end = load.duration().toNanos();
    }

    /** Returns the schedule of {@code load}. */
    public static ArrivalSchedule of(OpenLoad load) {
        return new ArrivalSchedule(load);
    }

    /** Returns how many iterations start. */
    public long count() {
        return count;
    }

    /** Returns the length of the profile. */
    public long end() {
        return end;
    }

    /**
     * Returns when an iteration starts.
     *
     * @param k number of the iteration, from 0 to {@code count() - 1}
     */
    public long startOf(long k) {
        double area = k + 0.5;
        for (Stretch stretch : stretches) {
            if (area <= stretch.after() + FORGIVEN) {
                return Math.round(stretch.timeOf(area) * SECOND);
            }
        }
        return end;
    }

    /** Returns the rate wanted at {@code time}, in starts per second; zero before the start and from the end on. */
    public double rateAt(long time) {
        double seconds = time / SECOND;
        if (time < 0 || time >= end) {
            return 0;
        }
        for (Stretch stretch : stretches) {
            if (seconds < stretch.end()) {
                return stretch.rateAt(seconds);
            }
        }
        return 0;
    }

    /** Returns how many iterations are due before {@code time}. */
    public long dueBefore(long time) {
        long low = 0;
        long high = count;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (startOf(middle) < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
