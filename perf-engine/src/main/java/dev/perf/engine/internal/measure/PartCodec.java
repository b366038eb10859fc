package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.BadBytesException;
import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.result.Distribution;
import dev.perf.result.PackedDistribution;

/** What metrics came to, as bytes. */
final class PartCodec {

    private static final int TREND = 0;
    private static final int COUNTER = 1;
    private static final int RATE = 2;
    private static final int GAUGE = 3;

    private PartCodec() {}

    static void write(ByteOutput out, Part part) {
        out.duration(part.end());
        out.real(part.seconds());
        out.optional(part.value(), PartCodec::writeValue);
    }

    static Part read(ByteInput in) {
        return new Part(in.duration(), in.real(), in.optional(PartCodec::readValue));
    }

    static void writeValue(ByteOutput out, MetricValue value) {
        switch (value) {
            case MetricValue.Trend trend -> {
                out.number(TREND);
                write(out, PackedDistribution.of(trend.distribution()));
            }
            case MetricValue.Counter counter -> {
                out.number(COUNTER);
                out.signed(counter.count());
                out.real(counter.seconds());
            }
            case MetricValue.Rate rate -> {
                out.number(RATE);
                out.number(rate.passes());
                out.number(rate.fails());
            }
            case MetricValue.Gauge gauge -> {
                out.number(GAUGE);
                out.real(gauge.value());
                out.real(gauge.min());
                out.real(gauge.max());
                out.real(gauge.sum());
                out.number(gauge.count());
            }
        }
    }

    static MetricValue readValue(ByteInput in) {
        return switch (in.number(GAUGE)) {
            case TREND -> new MetricValue.Trend(distribution(in));
            case COUNTER -> new MetricValue.Counter(in.signed(), in.real());
            case RATE -> new MetricValue.Rate(in.number(), in.number());
            default -> new MetricValue.Gauge(in.real(), in.real(), in.real(), in.real(), in.number());
        };
    }

    static void write(ByteOutput out, PackedDistribution times) {
        out.bytes(times.toBytes());
    }

    static PackedDistribution packed(ByteInput in) {
        try {
            return PackedDistribution.ofBytes(in.bytes());
        } catch (IllegalArgumentException damaged) {
            throw new BadBytesException(String.valueOf(damaged.getMessage()));
        }
    }

    private static Distribution distribution(ByteInput in) {
        return packed(in).unpacked();
    }
}
