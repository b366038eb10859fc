package dev.perf.load;

import java.time.Duration;

/** Arithmetic and text of durations, for profiles. */
final class Durations {

    private Durations() {}

    static Duration times(Duration duration, double factor) {
        return Duration.ofNanos(Math.round(duration.toNanos() * factor));
    }

    /** Returns for example {@code 1m30s}, {@code 20s} or {@code 150ms}. */
    static String text(Duration duration) {
        return duration.toMillis() % 1000 != 0
                ? duration.toMillis() + "ms"
                : duration.toString().substring(2).toLowerCase(java.util.Locale.ROOT);
    }
}
