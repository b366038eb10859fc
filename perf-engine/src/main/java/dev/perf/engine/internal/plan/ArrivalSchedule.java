package dev.perf.engine.internal.plan;

import dev.perf.load.OpenLoad;
import java.util.ArrayList;
import java.util.List;
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

        double areaBefore(double time) {
            return time <= start ? before : before + (from + rateAt(time)) / 2 * (time - start);
        }

        /**
         * The time at which the area reaches {@code area}: the root of {@code from t + slope t^2 / 2}, in the form
         * that loses no digits when the slope is small (Press et al., Numerical Recipes, 5.6).
         */
        double timeOf(double area) {
            double rest = area - before;
            if (atOnce > 0 || rest <= 0) {
                return start;
            }
            double slope = (to - from) / length;
            double root = Math.sqrt(Math.max(0, from * from + 2 * slope * rest));
            return start + Math.min(length, 2 * rest / (from + root));
        }
    }

    private final List<Stretch> stretches;
    private final boolean poisson;
    private final long count;
    private final long end;

    private ArrivalSchedule(List<Stretch> stretches, boolean poisson, long end) {
        double area = stretches.isEmpty() ? 0 : stretches.getLast().after();
        this.stretches = List.copyOf(stretches);
        this.poisson = poisson;
        this.count = (long) Math.floor(area + 0.5 + FORGIVEN);
        this.end = end;
    }

    /** Returns the schedule of {@code load}. */
    public static ArrivalSchedule of(OpenLoad load) {
        var stretches = new ArrayList<Stretch>();
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
        return new ArrivalSchedule(stretches, load.isPoisson(), load.duration().toNanos());
    }

    /**
     * Returns the schedule of a constant rate that takes the place of the rest of this one, up to the same end. It goes on
     * from the area so far: at a rate that is set again and again, however often, as many iterations start as the area
     * under the rates holds. Of what was before, it knows no more than that.
     *
     * @param from when the rate changes
     * @param perSecond the rate from then on, in starts per second
     */
    public ArrivalSchedule changedAt(long from, double perSecond) {
        if (from >= end) {
            return this;
        }
        var rest = new Stretch(
                from / SECOND, (end - from) / SECOND, perSecond, perSecond, areaBefore(from / SECOND), 0, null);
        return new ArrivalSchedule(List.of(rest), poisson, end);
    }

    /** What starts at once at {@code seconds} is not before it. */
    private double areaBefore(double seconds) {
        int index = first(stretch -> seconds <= stretch.end());
        return index == stretches.size()
                ? stretches.getLast().after()
                : stretches.get(index).areaBefore(seconds);
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
        return poisson ? new RandomArrivals(this, seed) : new EvenArrivals(this);
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
        ArrivalSchedule schedule;
        int index;

        @Nullable
        String stage;

        private Arrivals(ArrivalSchedule schedule) {
            this.schedule = schedule;
        }

        private Arrivals(Arrivals other) {
            this.schedule = other.schedule;
            this.index = other.index;
            this.stage = other.stage;
        }

        /** Returns what goes on from here by itself. */
        abstract Arrivals copy();

        /** Goes on to the next start and returns its time; {@link #NEVER} after the last. */
        public abstract long next();

        /**
         * Follows another schedule from now on, to which the area so far belongs too.
         *
         * @return the time, by that schedule, of the start that {@link #next} returned last
         */
        public final long follow(ArrivalSchedule other) {
            if (other != schedule) {
                schedule = other;
                index = 0;
            }
            return time();
        }

        /** Returns the time of the start that is next. */
        abstract long time();

        /** Returns the name of the stage that the last returned start is in; null if it has none. */
        public final @Nullable String stage() {
            return stage;
        }
    }

    private static final class EvenArrivals extends Arrivals {
        private long k = -1;

        EvenArrivals(ArrivalSchedule schedule) {
            super(schedule);
        }

        private EvenArrivals(EvenArrivals other) {
            super(other);
            k = other.k;
        }

        @Override
        Arrivals copy() {
            return new EvenArrivals(this);
        }

        @Override
        public long next() {
            if (k < schedule.count) {
                k++;
            }
            return time();
        }

        @Override
        long time() {
            if (k >= schedule.count) {
                return NEVER;
            }
            double area = k + 0.5;
            List<Stretch> stretches = schedule.stretches;
            while (index < stretches.size() && area > stretches.get(index).after() + FORGIVEN) {
                index++;
            }
            if (index == stretches.size()) {
                return schedule.end;
            }
            Stretch now = stretches.get(index);
            stage = now.stage();
            return nanos(now.timeOf(area));
        }
    }

    private static final class RandomArrivals extends Arrivals {

        /** What {@link #next} returned last. */
        private enum Last {
            NOTHING,
            RANDOM,
            AT_ONCE
        }

        /** State of the random numbers, which are SplittableRandom's; one of those cannot be copied. */
        private long random;

        private Last last = Last.NOTHING;

        /** Where the next random start lies. */
        private double area;

        /** How many have started at once in the stretch. */
        private long begun;

        RandomArrivals(ArrivalSchedule schedule, long seed) {
            super(schedule);
            random = seed;
            area = gap();
        }

        private RandomArrivals(RandomArrivals other) {
            super(other);
            random = other.random;
            last = other.last;
            area = other.area;
            begun = other.begun;
        }

        @Override
        Arrivals copy() {
            return new RandomArrivals(this);
        }

        /** From the interval that excludes zero, and with the same digits on each machine. */
        private double gap() {
            return -StrictMath.log(1 - nextDouble());
        }

        /** SplitMix64 (Steele et al., Fast Splittable Pseudorandom Number Generators, figure 16). */
        private double nextDouble() {
            random += 0x9E3779B97F4A7C15L;
            long mixed = (random ^ (random >>> 30)) * 0xBF58476D1CE4E5B9L;
            mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
            return ((mixed ^ (mixed >>> 31)) >>> 11) * 0x1.0p-53;
        }

        @Override
        public long next() {
            switch (last) {
                case RANDOM -> area += gap();
                case AT_ONCE -> {
                    begun++;
                    area++; // what comes at once does not use up the time to the next random start
                }
                case NOTHING -> {}
            }
            return time();
        }

        @Override
        long time() {
            for (; index < schedule.stretches.size(); index++, begun = 0) {
                Stretch now = schedule.stretches.get(index);
                stage = now.stage();
                if (begun < now.atOnce()) {
                    last = Last.AT_ONCE;
                    return nanos(now.start());
                }
                if (now.atOnce() == 0 && area <= now.after()) {
                    last = Last.RANDOM;
                    return nanos(now.timeOf(area));
                }
            }
            last = Last.NOTHING;
            return NEVER;
        }
    }
}
