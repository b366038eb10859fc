package dev.perf.engine.internal.plan;

import dev.perf.load.ClosedLoad;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/**
 * How many virtual users a closed profile wants at any time.
 *
 * <p>Within a stage the number follows a straight line, rounded towards the number at the stage's start, so the i-th
 * of n changes comes i/n of the way through the stage (the arithmetic of k6's ramping-vus). All times are nanoseconds
 * since the start of the profile; integers throughout, so nothing drifts.
 */
public final class ClosedSchedule {

    /** Returned by {@link #nextChange} when the number changes no more. */
    public static final long NEVER = Long.MAX_VALUE;

    private record Stretch(long start, long length, int from, int to) {

        long end() {
            return start + length;
        }

        int usersAt(long time) {
            int change = Math.abs(to - from);
            int done = (int) multiplyDivide(change, time - start, length, false);
            return from + Integer.signum(to - from) * done;
        }

        /** The first time after {@code time} at which one more change is due, or the end. */
        long nextChange(long time) {
            int change = Math.abs(to - from);
            if (change == 0) {
                return end();
            }
            long done = multiplyDivide(change, time - start, length, false);
            return start + multiplyDivide(length, done + 1, change, true);
        }
    }

    private final List<Stretch> stretches = new ArrayList<>();
    private final int last;
    private final long end;

    private ClosedSchedule(ClosedLoad load) {
        long time = 0;
        int users = load.startUsers();
        for (ClosedLoad.Stage stage : load.stages()) {
            long length = stage.duration().toNanos();
            if (length > 0) {
                stretches.add(new Stretch(time, length, users, stage.users()));
            }
            time += length;
            users = stage.users();
        }
        this.last = users;
        this.end = time;
    }

    /** Returns the schedule of {@code load}. */
    public static ClosedSchedule of(ClosedLoad load) {
        return new ClosedSchedule(load);
    }

    /** Returns the length of the profile. */
    public long end() {
        return end;
    }

    /** Returns how many users are wanted at {@code time}; none before the start and from the end on. */
    public int usersAt(long time) {
        if (time < 0 || time >= end) {
            return 0;
        }
        for (Stretch stretch : stretches) {
            if (time < stretch.end()) {
                return stretch.usersAt(time);
            }
        }
        return last;
    }

    /** Returns how many users are wanted when the last stage has reached its target. */
    public int usersAtEnd() {
        return last;
    }

    /** Returns a time after {@code time} up to which the number of users stays as it is; {@link #NEVER} at the end. */
    public long nextChange(long time) {
        for (Stretch stretch : stretches) {
            if (time < stretch.end()) {
                return Math.min(stretch.nextChange(Math.max(time, stretch.start())), stretch.end());
            }
        }
        return NEVER;
    }

    /** Returns the highest number of users wanted at any time. */
    public int peak() {
        return stretches.stream()
                .mapToInt(stretch -> Math.max(stretch.from(), stretch.to()))
                .max()
                .orElse(0);
    }

    /** Returns {@code a * b / c}, rounded up or down, where {@code a * b} may not fit a long. */
    private static long multiplyDivide(long a, long b, long c, boolean up) {
        long high = Math.multiplyHigh(a, b);
        long low = a * b;
        if (high == 0 && low >= 0) {
            return up ? Math.ceilDiv(low, c) : low / c;
        }
        BigInteger[] result =
                BigInteger.valueOf(a).multiply(BigInteger.valueOf(b)).divideAndRemainder(BigInteger.valueOf(c));
        return result[0].longValueExact() + (up && result[1].signum() > 0 ? 1 : 0);
    }
}
