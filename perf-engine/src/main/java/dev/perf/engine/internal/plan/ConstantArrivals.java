package dev.perf.engine.internal.plan;

/**
 * A constant rate that takes the place of the rest of other arrivals. All times are nanoseconds since the start of the
 * profile. Immutable.
 *
 * <p>The share of the way to the next start that the others had covered counts: at a rate that is set again and again,
 * however often, as many iterations start as the area under the rates holds.
 */
public final class ConstantArrivals {

    /** Stands for a start that there is not. */
    public static final long NONE = Long.MAX_VALUE;

    private static final double SECOND = 1e9;

    /** A millionth of an iteration, for areas that ought to be whole and are not in binary. */
    private static final double FORGIVEN = 1e-6;

    private final long from;
    private final long end;
    private final double perSecond;
    private final double covered;
    private final long count;

    private ConstantArrivals(long from, long end, double perSecond, double covered) {
        this.from = from;
        this.end = end;
        this.perSecond = perSecond;
        this.covered = covered;
        this.count = (long) Math.floor(Math.max(0, end - from) / SECOND * perSecond + covered + FORGIVEN);
    }

    /**
     * Returns the arrivals that follow those of a profile.
     *
     * @param last the profile's last start before {@code from}, or {@link #NONE}
     * @param next the profile's first start that is not before {@code from}, or {@link #NONE}
     * @param from when the rate changes
     * @param end end of the profile
     * @param perSecond the rate from then on, in starts per second
     */
    public static ConstantArrivals after(long last, long next, long from, long end, double perSecond) {
        return new ConstantArrivals(from, end, perSecond, covered(last, next, from, end));
    }

    /** A profile begins, and ends, half-way between two starts. */
    private static double covered(long last, long next, long from, long end) {
        if (last == NONE && next == NONE) {
            return 0.5;
        }
        double before = last == NONE ? 0.5 : 0;
        double way = 1 - before - (next == NONE ? 0.5 : 0);
        long low = last == NONE ? 0 : last;
        long high = next == NONE ? end : next;
        return high <= low ? before : before + way * Math.clamp((double) (from - low) / (high - low), 0, 1);
    }

    /**
     * Returns the arrivals that follow these.
     *
     * @param next number of the first start of these that is not before {@code when}
     * @param when when the rate changes
     * @param rate the rate from then on, in starts per second
     */
    public ConstantArrivals then(long next, long when, double rate) {
        double since = Math.max(0, when - from) / SECOND * perSecond;
        return new ConstantArrivals(when, end, rate, Math.clamp(covered + since - next, 0, 1));
    }

    /** Returns how many iterations start. */
    public long count() {
        return count;
    }

    /**
     * Returns when an iteration starts.
     *
     * @param k number of the iteration, from 0 to {@code count() - 1}
     */
    public long startOf(long k) {
        return Math.min(end, from + Math.round((k + 1 - covered) / perSecond * SECOND));
    }

    /** Returns the rate wanted at {@code time}, in starts per second. */
    public double rateAt(long time) {
        return time < from || time >= end ? 0 : perSecond;
    }
}
