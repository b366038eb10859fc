package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.PackedDistribution;
import dev.perf.threshold.Aggregate;
import org.jspecify.annotations.Nullable;

/** What a metric came to in all parts of a run so far. Belongs to one thread. */
final class RunningTotal {

    /** The time of all parts, and their values but for times. */
    private @Nullable Part parts;

    private @Nullable TimesSum times;

    /** Adds what follows. */
    void add(Part part) {
        Part counted = part;
        if (part.value() instanceof MetricValue.Trend trend) {
            times = times == null ? new TimesSum() : times;
            times.add(trend.distribution());
            counted = new Part(part.end(), part.seconds(), null);
        }
        parts = parts == null ? counted : parts.plus(counted);
    }

    /** Returns on how many samples the total rests. */
    long samples() {
        MetricValue value = times == null ? total() : null;
        return times == null ? value == null ? 0 : value.samples() : times.count();
    }

    /** Returns what {@code aggregate} makes of the total; null where there is none. */
    @Nullable
    Double aggregate(Aggregate aggregate) {
        if (times != null) {
            return times.aggregate(aggregate);
        }
        MetricValue value = total();
        return value == null ? null : value.aggregate(aggregate);
    }

    /** Returns the total; null where nothing was measured. */
    @Nullable
    MetricValue total() {
        return times == null ? parts == null ? null : parts.total() : new MetricValue.Trend(times.distribution());
    }

    void write(ByteOutput out) {
        out.optional(parts, PartCodec::write);
        out.optional(times, (bytes, sum) -> PartCodec.write(bytes, PackedDistribution.of(sum.distribution())));
    }

    /** Becomes what was written. */
    void read(ByteInput in) {
        parts = in.optional(PartCodec::read);
        PackedDistribution sum = in.optional(PartCodec::packed);
        if (sum != null) {
            times = new TimesSum();
            times.add(sum.unpacked());
        }
    }
}
