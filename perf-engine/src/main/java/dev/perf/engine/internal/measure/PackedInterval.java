package dev.perf.engine.internal.measure;

import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.PackedDistribution;

/** An interval as it is kept until the end of a run: its distributions are nearly all of it, so they are packed. */
final class PackedInterval {

    private final Interval counts;
    private final PackedDistribution responseTime;
    private final PackedDistribution serviceTime;
    private final PackedDistribution scheduleLag;

    private PackedInterval(Interval interval) {
        this.counts = interval.withTimes(Distribution.EMPTY, Distribution.EMPTY, Distribution.EMPTY);
        this.responseTime = PackedDistribution.of(interval.responseTime());
        this.serviceTime = PackedDistribution.of(interval.serviceTime());
        this.scheduleLag = PackedDistribution.of(interval.scheduleLag());
    }

    static PackedInterval of(Interval interval) {
        return new PackedInterval(interval);
    }

    Interval unpacked() {
        return counts.withTimes(responseTime.unpacked(), serviceTime.unpacked(), scheduleLag.unpacked());
    }

    /** Returns this interval and {@code next}, which follows it, as one. */
    PackedInterval plus(PackedInterval next) {
        return of(unpacked().plus(next.unpacked()));
    }
}
