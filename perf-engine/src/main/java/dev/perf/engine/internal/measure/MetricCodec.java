package dev.perf.engine.internal.measure;

import dev.perf.engine.internal.wire.ByteInput;
import dev.perf.engine.internal.wire.ByteOutput;
import dev.perf.metric.Counter;
import dev.perf.metric.Gauge;
import dev.perf.metric.Metric;
import dev.perf.metric.Rate;
import dev.perf.metric.Trend;
import dev.perf.metric.Unit;
import dev.perf.source.SourceLocation;
import java.util.Map;

/** Metrics of the user's own, as bytes: name, kind and unit, which is all that results need. */
public final class MetricCodec {

    private static final Unit[] UNITS = Unit.values();
    private static final int MOST_KINDS = 3;

    private MetricCodec() {}

    /** Writes a metric. */
    public static void write(ByteOutput out, Metric metric) {
        out.number(
                switch (metric) {
                    case Counter ignored -> 0;
                    case Gauge ignored -> 1;
                    case Rate ignored -> 2;
                    case Trend ignored -> MOST_KINDS;
                });
        out.text(metric.name());
        out.constant(metric.unit());
    }

    /** Reads a metric that was written; where its user wrote it is not known any more. */
    public static Metric read(ByteInput in) {
        int kind = in.number(MOST_KINDS);
        String name = in.text();
        Unit unit = in.constant(UNITS);
        var nowhere = new SourceLocation("unknown", 0);
        return switch (kind) {
            case 0 -> new Counter(name, unit, Map.of(), nowhere);
            case 1 -> new Gauge(name, unit, Map.of(), nowhere);
            case 2 -> new Rate(name, Map.of(), nowhere);
            default -> new Trend(name, unit, Map.of(), nowhere);
        };
    }
}
