package dev.perf.engine.internal.measure;

import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.PackedDistribution;

/** An interval as it is kept until the end of a run: its distributions are nearly all of it, so they are packed. */
final class PackedInterval {

    private final Interval counts;
    private final PackedDistribution responseTime;
    private final PackedDistribution serviceTime;

    private PackedInterval(Interval interval) {
        this.counts = with(interval, Distribution.EMPTY, Distribution.EMPTY);
        this.responseTime = PackedDistribution.of(interval.responseTime());
        this.serviceTime = PackedDistribution.of(interval.serviceTime());
    }

    static PackedInterval of(Interval interval) {
        return new PackedInterval(interval);
    }

    Interval unpacked() {
        return with(counts, responseTime.unpacked(), serviceTime.unpacked());
    }

    /** Returns this interval and {@code next}, which follows it, as one. */
    PackedInterval plus(PackedInterval next) {
        return of(unpacked().plus(next.unpacked()));
    }

    private static Interval with(Interval interval, Distribution response, Distribution service) {
        return new Interval(
                interval.start(),
                interval.length(),
                interval.users(),
                interval.scheduled(),
                interval.started(),
                interval.dropped(),
                interval.ended(),
                interval.requests(),
                interval.failed(),
                interval.bytesReceived(),
                response,
                service);
    }
}
