package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import dev.perf.result.PackedDistribution;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** An interval as it is kept until the end of a run: its distributions are nearly all of it, so they are packed. */
final class PackedInterval {

    private final Interval counts;
    private final PackedDistribution responseTime;
    private final PackedDistribution serviceTime;
    private final PackedDistribution scheduleLag;

    private PackedInterval(
            Interval counts,
            PackedDistribution responseTime,
            PackedDistribution serviceTime,
            PackedDistribution scheduleLag) {
        this.counts = counts;
        this.responseTime = responseTime;
        this.serviceTime = serviceTime;
        this.scheduleLag = scheduleLag;
    }

    static PackedInterval of(Interval interval) {
        return new PackedInterval(
                interval.withTimes(Distribution.EMPTY, Distribution.EMPTY, Distribution.EMPTY),
                PackedDistribution.of(interval.responseTime()),
                PackedDistribution.of(interval.serviceTime()),
                PackedDistribution.of(interval.scheduleLag()));
    }

    Interval unpacked() {
        return counts.withTimes(responseTime.unpacked(), serviceTime.unpacked(), scheduleLag.unpacked());
    }

    /** Returns this interval and {@code next}, which follows it, as one. */
    PackedInterval plus(PackedInterval next) {
        return of(unpacked().plus(next.unpacked()));
    }

    static void write(ByteOutput out, PackedInterval interval) {
        Interval counts = interval.counts;
        out.duration(counts.start());
        out.duration(counts.length());
        out.number(counts.users());
        out.number(counts.scheduled());
        out.number(counts.started());
        out.number(counts.dropped());
        out.number(counts.ended());
        out.number(counts.requests());
        out.number(counts.failed());
        out.number(counts.bytesReceived());
        out.real(counts.offeredPerSecond());
        out.number(counts.wantedUsers());
        out.list(counts.errors().entrySet(), (to, error) -> {
            to.text(error.getKey());
            to.number(error.getValue());
        });
        PartCodec.write(out, interval.responseTime);
        PartCodec.write(out, interval.serviceTime);
        PartCodec.write(out, interval.scheduleLag);
    }

    static PackedInterval read(ByteInput in) {
        Duration start = in.duration();
        Duration length = in.duration();
        int users = in.number(Integer.MAX_VALUE);
        long scheduled = in.number();
        long started = in.number();
        long dropped = in.number();
        long ended = in.number();
        long requests = in.number();
        long failed = in.number();
        long bytesReceived = in.number();
        double offeredPerSecond = in.real();
        int wantedUsers = in.number(Integer.MAX_VALUE);
        var errors = new TreeMap<String, Long>();
        in.list(from -> Map.entry(from.text(), from.number()))
                .forEach(error -> errors.put(error.getKey(), error.getValue()));
        return new PackedInterval(
                new Interval(
                        start,
                        length,
                        users,
                        scheduled,
                        started,
                        dropped,
                        ended,
                        requests,
                        failed,
                        bytesReceived,
                        Distribution.EMPTY,
                        Distribution.EMPTY,
                        offeredPerSecond,
                        wantedUsers,
                        Distribution.EMPTY,
                        errors),
                PartCodec.packed(in),
                PartCodec.packed(in),
                PartCodec.packed(in));
    }
}
