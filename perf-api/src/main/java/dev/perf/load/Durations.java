package dev.perf.load;

import java.time.Duration;

/** Arithmetic of durations, for profiles. */
final class Durations {

    private Durations() {}

    /** Whole milliseconds, where that leaves any: nobody wants to read of a ramp over 857.142857 ms. */
    static Duration times(Duration duration, double factor) {
        double nanos = duration.toNanos() * factor;
        return nanos < 1e6 ? Duration.ofNanos(Math.round(nanos)) : Duration.ofMillis(Math.round(nanos / 1e6));
    }
}
