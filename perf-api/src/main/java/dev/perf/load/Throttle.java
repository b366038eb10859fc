package dev.perf.load;

import dev.perf.source.SourceLocation;

/**
 * The most HTTP requests that may be sent per second, by all users together that share it.
 *
 * <p>It holds requests back, and never makes any: the load has to ask for more. Requests are spaced evenly rather than
 * let through in bursts: at 100/s one is sent 10 ms after another at the soonest, and one that comes later goes at once.
 * Who comes first is served first.
 */
public sealed interface Throttle {

    /**
     * The same rate all the time.
     *
     * @param rate positive, at most 10,000,000/s
     */
    record Constant(Rate rate, SourceLocation location) implements Throttle {
        @Override
        public Constant stretchedBy(double factor) {
            return this;
        }

        @Override
        public String toString() {
            return "at most " + rate;
        }
    }

    /**
     * A rate that changes over time; after its last stage the last rate stays, which must be positive.
     *
     * @param profile the rates; how many users it allows and its graceful stop mean nothing here
     */
    record Shape(OpenLoad profile, SourceLocation location) implements Throttle {
        @Override
        public Shape stretchedBy(double factor) {
            return new Shape(profile.stretchedBy(factor), location);
        }

        @Override
        public String toString() {
            return "at most, as by " + profile;
        }
    }

    /** Returns where it was written. */
    SourceLocation location();

    /** Returns the same rates over {@code factor} times as long. */
    Throttle stretchedBy(double factor);
}
