package dev.perf.report.internal;

import java.time.Duration;
import java.util.Locale;

/** Says moments of a run as {@code 2:40}, {@code 1:02:40} or, between seconds, {@code 2:40.5}. */
public final class Moments {

    private Moments() {}

    /** Says a moment. */
    public static String of(Duration at) {
        return of(at.toMillis() / 1e3);
    }

    /** Says a moment, given in seconds since the start of the load. */
    public static String of(double seconds) {
        long tenths = Math.round(seconds * 10);
        long whole = tenths / 10;
        String fraction = tenths % 10 == 0 ? "" : "." + tenths % 10;
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d%s", whole / 60, whole % 60, fraction)
                : String.format(Locale.ROOT, "%d:%02d:%02d%s", whole / 3600, whole / 60 % 60, whole % 60, fraction);
    }
}
