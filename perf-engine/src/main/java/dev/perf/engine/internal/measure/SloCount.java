package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.slo.Objective;
import org.jspecify.annotations.Nullable;

/** Requests of some time: all of them, and those that were as an objective promises. */
final class SloCount {

    private long good;
    private long count;
    private double seconds;

    void add(long moreGood, long more, double moreSeconds) {
        good += moreGood;
        count += more;
        seconds += moreSeconds;
    }

    long good() {
        return good;
    }

    long count() {
        return count;
    }

    double seconds() {
        return seconds;
    }

    /** Returns the share of good requests, or their rate where that is promised; null where there is none. */
    @Nullable
    Double value(Objective objective) {
        if (objective instanceof Objective.Throughput) {
            return seconds > 0 ? (Double) (good / seconds) : null;
        }
        return count > 0 ? (Double) ((double) good / count) : null;
    }

    /** Returns the bad requests over those that the objective allows of as many; null where there is no such budget. */
    @Nullable
    Double burn(Objective objective) {
        return objective instanceof Objective.Throughput || count == 0
                ? null
                : (Double) ((count - good) / (budget(objective) * count));
    }

    /** Returns the share of requests that may be bad. */
    private static double budget(Objective objective) {
        return switch (objective) {
            case Objective.Availability availability -> 1 - availability.share();
            case Objective.ErrorRate errors -> errors.share();
            case Objective.Latency latency -> 1 - latency.share();
            case Objective.Throughput ignored -> 0;
        };
    }

    /** Returns the share of requests that are to be good, or the rate that is promised. */
    static double target(Objective objective) {
        return switch (objective) {
            case Objective.Availability availability -> availability.share();
            case Objective.ErrorRate errors -> 1 - errors.share();
            case Objective.Latency latency -> latency.share();
            case Objective.Throughput throughput -> throughput.least().perSecond();
        };
    }

    static boolean holds(Objective objective, double value) {
        return value >= target(objective);
    }

    void write(ByteOutput out) {
        out.number(good);
        out.number(count);
        out.real(seconds);
    }

    /** Becomes what was written. */
    void read(ByteInput in) {
        good = in.number();
        count = in.number();
        seconds = in.real();
    }
}
