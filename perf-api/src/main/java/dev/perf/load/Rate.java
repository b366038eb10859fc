package dev.perf.load;

import java.util.Locale;

/**
 * Iterations started per unit of time, over all agents together.
 *
 * @param perSecond starts per second; must be finite and not negative when a plan that uses it is validated
 */
public record Rate(double perSecond) {

    /** Returns a rate of {@code count} per second. */
    public static Rate perSecond(double count) {
        return new Rate(count);
    }

    /** Returns a rate of {@code count} per minute. */
    public static Rate perMinute(double count) {
        return new Rate(count / 60);
    }

    /** Returns a rate of {@code count} per hour. */
    public static Rate perHour(double count) {
        return new Rate(count / 3600);
    }

    /** Returns this rate times {@code factor}. */
    public Rate times(double factor) {
        return new Rate(perSecond * factor);
    }

    /** Returns the rate in the largest unit that keeps it readable, for example {@code 5/s} or {@code 12/min}. */
    @Override
    public String toString() {
        if (perSecond >= 1 || perSecond <= 0 || !Double.isFinite(perSecond)) {
            return number(perSecond) + "/s";
        }
        return perSecond * 60 >= 1 ? number(perSecond * 60) + "/min" : number(perSecond * 3600) + "/h";
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            return Long.toString((long) value);
        }
        return String.format(Locale.ROOT, "%.2f", value);
    }
}
