package dev.perf.engine.internal.plan;

import dev.perf.load.OpenLoad;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * When each iteration of an open profile starts.
 *
 * <p>The number of iterations due by a time is the area under the rate's curve. The k-th iteration, from 0, starts
 * where that area reaches {@code k + 0.5}: evenly spaced at a constant rate, ever closer on a rising ramp, and never
 * more than half an iteration off the area. Solving for each k from the start of the profile, rather than adding gaps,
 * keeps rounding errors from adding up. Iterations that start at once are a jump of the area. All times are nanoseconds
 * since the start of the profile.
 *
 * <p>The starts of a Poisson process with the same rate lie where the area reaches the sums of independent exponential
 * numbers of mean 1 (E. Çinlar, Introduction to Stochastic Processes, 1975, chapter 4, section 7; A. M. Law, Simulation
 * Modeling and Analysis, section 8.6.2). That is exact for any rate and rejects nothing, unlike thinning.
 */
public final class ArrivalSchedule {

    /** Returned by {@link Arrivals#next} when nothing starts any more. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final double SECOND = 1e9;

    /** A millionth of an iteration, for areas such as 3 x 0.1 that ought to be whole and are not in binary. */
    private static final double FORGIVEN = 1e-6;

    /**
     * A part with a rate in starts per second that changes on a straight line, or without length and with starts at
     * once, and the area before it.
     */
    private record Stretch(
            double start,
            double length,
            double from,
            double to,
            double before,
            long atOnce,
            @Nullable String stage) {

        double end() {
            return start + length;
        }

        double after() {
            return before + atOnce + (from + to) / 2 * length;
        }

        double rateAt(double time) {
            return from + (to - from) * (time - start) / length;
        }

        /**
         * The time at which the area reaches {@code area}: the root of {@code from t + slope t^2 / 2}, in the form
         * that loses no digits when the slope is small (Press et al., Numerical Recipes, 5.6).
         */
        double timeOf(double area) {
            if (atOnce > 0) {
                return start;
            }
            double rest = area - before;
            double slope = (to - from) / length;
            double root = Math.sqrt(Math.max(0, from * from + 2 * slope * rest));
            return start + Math.min(length, 2 * rest / (from + root));
        }
    }

    private final List<Stretch> stretches = new ArrayList<>();
    private final boolean poisson;
    private final long count;
    private final long end;

    private ArrivalSchedule(OpenLoad load) {
        long nanos = 0;
        double area = 0;
        for (OpenLoad.Piece piece : load.pieces()) {
            long length = piece.duration().toNanos();
            Stretch stretch = new Stretch(
                    nanos / SECOND,
                    length / SECOND,
                    piece.from().perSecond(),
                    piece.to().perSecond(),
                    area,
                    piece.atOnce(),
                    piece.stage());
            stretches.add(stretch);
            area = stretch.after();
            nanos += length;
        }
        this.poisson = load.isPoisson();
        this.count = (long) Math.floor(area + 0.5 + FORGIVEN);
        this.end = load.duration().toNanos();
    }

    /** Returns the schedule of {@code load}. */
    public static ArrivalSchedule of(OpenLoad load) {
        return new ArrivalSchedule(load);
    }

    /** Returns how many iterations start; of a Poisson process, how many on the average of many runs. */
    public long count() {
        return count;
    }

    /** Tells whether the starts are random. */
    public boolean isPoisson() {
        return poisson;
    }

    /** Returns the length of the profile. */
    public long end() {
        return end;
    }

    /**
     * Returns the starts in their order. Each call begins anew; the same seed gives the same ones.
     *
     * @param seed what the starts of a Poisson process follow from
     */
    public Arrivals arrivals(long seed) {
        return poisson ? new RandomArrivals(seed) : new EvenArrivals();
    }

    /**
     * Returns when an iteration starts, if the starts are even.
     *
     * @param k number of the iteration, from 0 to {@code count() - 1}
     */
    public long startOf(long k) {
        double area = k + 0.5;
        int index = first(stretch -> area <= stretch.after() + FORGIVEN);
        return index == stretches.size() ? end : nanos(stretches.get(index).timeOf(area));
    }

    /** Returns the rate wanted at {@code time}, in starts per second; zero before the start and from the end on. */
    public double rateAt(long time) {
        double seconds = time / SECOND;
        if (time < 0 || time >= end) {
            return 0;
        }
        int index = first(stretch -> seconds < stretch.end());
        return index == stretches.size() ? 0 : stretches.get(index).rateAt(seconds);
    }

    /** Returns how many iterations are due before {@code time}, if the starts are even. */
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

    /** The first stretch that {@code reached} holds for; it must hold for all after it too. */
    private int first(Predicate<Stretch> reached) {
        int low = 0;
        int high = stretches.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (reached.test(stretches.get(middle))) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static long nanos(double seconds) {
        return Math.round(seconds * SECOND);
    }

    /** The starts one after the other. Belongs to one thread. */
    public abstract static sealed class Arrivals {
        @Nullable
        String stage;

        private Arrivals() {}

        /** Goes on to the next start and returns its time; {@link #NEVER} after the last. */
        public abstract long next();

        /** Returns the name of the stage that the last returned start is in; null if it has none. */
        public @Nullable String stage() {
            return stage;
        }
    }

    private final class EvenArrivals extends Arrivals {
        private long k;
        private int index;

        @Override
        public long next() {
            if (k == count) {
                return NEVER;
            }
            double area = k++ + 0.5;
            while (index < stretches.size() && area > stretches.get(index).after() + FORGIVEN) {
                index++;
            }
            if (index == stretches.size()) {
                return end;
            }
            Stretch now = stretches.get(index);
            stage = now.stage();
            return nanos(now.timeOf(area));
        }
    }

    private final class RandomArrivals extends Arrivals {
        private final SplittableRandom random;
        private double area;
        private long atOnce;
        private int index;

        RandomArrivals(long seed) {
            random = new SplittableRandom(seed);
            area = gap();
        }

        /** From the interval that excludes zero, and with the same digits on each machine. */
        private double gap() {
            return -StrictMath.log(1 - random.nextDouble());
        }

        @Override
        public long next() {
            while (index < stretches.size()) {
                Stretch now = stretches.get(index);
                if (atOnce < now.atOnce()) {
                    atOnce++;
                    area++; // what comes at once does not use up the time to the next random start
                    stage = now.stage();
                    return nanos(now.start());
                }
                if (now.atOnce() == 0 && area <= now.after()) {
                    long time = nanos(now.timeOf(area));
                    area += gap();
                    stage = now.stage();
                    return time;
                }
                index++;
                atOnce = 0;
            }
            return NEVER;
        }
    }
}
