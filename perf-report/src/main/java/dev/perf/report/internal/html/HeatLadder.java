package dev.perf.report.internal.html;

import dev.perf.result.Distribution;
import dev.perf.result.Interval;
import java.util.List;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonGenerator;

/**
 * How many requests took how long, on rungs that do not change as more requests come: rung {@code i} holds the times from
 * {@code 1 µs * 10^(i / 200)} on. For the eye; percentiles are counted from the histograms themselves.
 */
final class HeatLadder {

    private static final double FIRST_NANOS = 1e3;
    private static final int RUNGS_PER_DECADE = 200;

    private HeatLadder() {}

    /** Writes {@code heat: {firstNanos, rungsPerDecade, min, max, counts}}, with {@code -n} for {@code n} empty rungs. */
    static void write(JsonGenerator json, List<Interval> intervals) {
        json.writeObjectPropertyStart("heat");
        json.writeNumberProperty("firstNanos", FIRST_NANOS);
        json.writeNumberProperty("rungsPerDecade", RUNGS_PER_DECADE);
        column(json, "min", intervals, times -> times.min().toNanos());
        column(json, "max", intervals, times -> times.max().toNanos());
        json.writeArrayPropertyStart("counts");
        intervals.forEach(interval -> counts(json, interval.responseTime()));
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void column(
            JsonGenerator json, String name, List<Interval> intervals, ToLongFunction<Distribution> value) {
        json.writeArrayPropertyStart(name);
        intervals.forEach(interval -> json.writeNumber(value.applyAsLong(interval.responseTime())));
        json.writeEndArray();
    }

    private static void counts(JsonGenerator json, Distribution times) {
        json.writeStartArray();
        int next = 0;
        int bucket = 0;
        while (bucket < times.buckets()) {
            int rung = rung(times.bucketNanos(bucket));
            long count = 0;
            while (bucket < times.buckets() && rung(times.bucketNanos(bucket)) == rung) {
                count += times.bucketCount(bucket++);
            }
            if (rung > next) {
                json.writeNumber(next - rung);
            }
            json.writeNumber(count);
            next = rung + 1;
        }
        json.writeEndArray();
    }

    private static int rung(long nanos) {
        return (int) Math.max(0, Math.floor(RUNGS_PER_DECADE * Math.log10(nanos / FIRST_NANOS)));
    }
}
