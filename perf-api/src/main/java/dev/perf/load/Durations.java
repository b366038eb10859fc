package dev.perf.load;

import java.time.Duration;

/** Arithmetic of durations, for profiles. */
final class Durations {

    private Durations() {}

    static Duration times(Duration duration, double factor) {
        return Duration.ofNanos(Math.round(duration.toNanos() * factor));
    }
}
