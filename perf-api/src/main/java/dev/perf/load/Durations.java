package dev.perf.load;

import dev.perf.text.DurationText;
import java.time.Duration;

/** Arithmetic and checks of the numbers of profiles. */
final class Durations {

    private Durations() {}

    static Duration requirePositive(String what, Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException(what + " must be positive, got " + DurationText.of(duration));
        }
        return duration;
    }

    static void requireName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name of a stage must not be blank");
        }
    }

    /** Whole milliseconds, where that leaves any: nobody wants to read of a ramp over 857.142857 ms. */
    static Duration times(Duration duration, double factor) {
        double nanos = duration.toNanos() * factor;
        return nanos < 1e6 ? Duration.ofNanos(Math.round(nanos)) : Duration.ofMillis(Math.round(nanos / 1e6));
    }
}
